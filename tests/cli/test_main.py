"""The console script: how its process is set up before anything heavy loads."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from facecheck.__main__ import ONE_THREAD

THREADS = """
import sys
from facecheck.__main__ import main
sys.argv = ["facecheck", "--version"]
try:
    main()
except SystemExit:
    import cv2
    print(cv2.getNumThreads())
"""


@pytest.mark.parametrize(("asked", "threads"), [(None, 1), ("2", 2)])
def test_opencv_waits_on_no_thread_of_its_own_unless_it_is_asked_to(
    asked: str | None, threads: int
) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    if asked is not None:
        environment["OPENCV_FOR_THREADS_NUM"] = asked
    run = subprocess.run(
        [sys.executable, "-c", THREADS], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.split()[-1] == str(threads)
