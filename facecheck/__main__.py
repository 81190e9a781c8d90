"""`python -m facecheck` and the console script."""

from __future__ import annotations

import gc
import os
import sys

# facecheck runs the stages of a clip on threads of its own. Those of OpenCV and OpenBLAS gain
# nothing on arrays this small, and wait for the next one by spinning. Both read these once, when
# they are imported; whoever set them keeps what was set.
ONE_THREAD = ("OPENCV_FOR_THREADS_NUM", "OPENBLAS_NUM_THREADS")

OBJECTS = 20_000
"""How many new objects make Python look for circles of them: 700 has it look through all classes
and functions again and again while modules load, which took a twentieth of a short clip."""


def main() -> None:
    """Run the command line; expected problems end in one line and exit code 1."""
    try:
        for name in ONE_THREAD:
            os.environ.setdefault(name, "1")
        gc.set_threshold(OBJECTS, 10, 10)
        from facecheck.cli import run

        if sys.stdout is not None and hasattr(sys.stdout, "reconfigure"):
            # A letter that a terminal does not know is no reason to stop.
            sys.stdout.reconfigure(errors="replace")
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        # Before the command line could say it, or while it was saying something else.
        sys.stderr.write("stopped\n")
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    main()
