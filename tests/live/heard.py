"""`facecheck live`, which also says when a repetition is heard to count. Run as a program.

What is heard goes to the file descriptor in HEARD, a line with the number of repetitions each.
"""

from __future__ import annotations

import os
import sys

from facecheck.cli import run
from facecheck.engine.repetitions.updates import COUNTS
from facecheck.live.session.state import StepResult
from facecheck.live.sinks.listeners import ToneListener


def main() -> int:
    plays = ToneListener.step

    def step(self: ToneListener, seen: StepResult) -> None:
        plays(self, seen)
        if not COUNTS.isdisjoint(seen.update.sounds):
            os.write(int(os.environ["HEARD"]), f"{seen.update.counted}\n".encode())

    ToneListener.step = step  # type: ignore[method-assign, assignment]
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
