"""Command line: `python -m sample_videos.untrue --out FOLDER`."""

from __future__ import annotations

import os

# One software-rendering thread for each process: more of them only fight over the cores.
os.environ.setdefault("LP_NUM_THREADS", "1")

from sample_videos.untrue.cli import main

if __name__ == "__main__":
    main()
