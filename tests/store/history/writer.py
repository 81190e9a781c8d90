"""A process that writes attempts for ever, and says of each when it is on the disk.

Run as a program: the file, then what its sessions are called.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from facecheck.core.curves import Curve
from facecheck.core.events import Attempt, Fault
from facecheck.store.history import Ending, History, Rating

FAULT = Fault("head turns", 1.0, 2.0, 12.0, 10.0, "°", "Face me")
ATTEMPT = Attempt(1, 1.0, 3.0, 1.8, 0.9, True, None, 90, {"hold": 1.0}, (FAULT,), "both")
CURVE = Curve(tuple(n / 10 for n in range(30)), tuple(n / 30 for n in range(30)))


def main(path: Path, name: str, sessions: int) -> None:
    with History(path) as history:
        for _ in range(sessions):
            session = history.begin_session(name, [name])
            the_set = history.begin_set(session, name, reps=3, hold_s=1.5)
            for n in (1, 2, 3):
                attempt = replace(ATTEMPT, n=n)
                history.put_attempt(the_set, attempt, CURVE, is_open=True)
                print(session, n, flush=True)  # noqa: T201
                history.put_attempt(the_set, attempt, CURVE)
            history.finish_set(the_set)
            history.finish_session(session, Ending.DONE)
            history.rate(session, Rating(6, 3))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
