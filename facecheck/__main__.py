"""`python -m facecheck` and the console script."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; expected problems end in one line and exit code 1."""
    try:
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
