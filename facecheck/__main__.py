"""`python -m facecheck` and the console script."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; expected problems end in one line and exit code 1."""
    from facecheck.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
