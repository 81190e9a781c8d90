"""Several clips and long ones: processes against one another, and how much memory one takes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from facecheck.bench.figures import Figure, in_turns
from facecheck.core.errors import FacecheckError

MEASURED = """
import sys
from pathlib import Path
from facecheck.batch import Job, run_job
from facecheck.api import load_exercise
outcome = run_job(Job(Path(sys.argv[1]), load_exercise(sys.argv[2])))
if outcome.error:
    sys.exit(outcome.error)
if sys.platform == "darwin":
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)
else:
    status = Path("/proc/self/status").read_text().split()
    print(int(status[status.index("VmHWM:") + 1]) / 1024)
"""
"""A process of its own, so that nothing else is in its memory. On Linux not by ``ru_maxrss``, which
a program inherits from the one that started it."""


def workers(clips: Sequence[Path], exercise: str, rounds: int) -> Figure:
    """One process over the clips against two, starting and loading and all."""

    def score(count: int) -> None:
        # A program of its own, since one process may also be this one, loaded and warm.
        _run("-m", "facecheck", "score", *map(str, clips), "-e", exercise, "--workers", str(count))

    one, two = in_turns(lambda: score(1), lambda: score(2), rounds)
    return Figure.of("two_workers_speedup", [a / b for a, b in zip(one, two, strict=True)])


def memory(name: str, clip: Path, exercise: str) -> Figure | None:
    """The most memory that scoring a clip takes; None on Windows, which does not count it so."""
    if sys.platform == "win32":
        return None
    return Figure.of(name, [float(_run("-c", MEASURED, str(clip), exercise).split()[-1])])


def _run(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603  # this Python and our own arguments
        [sys.executable, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise FacecheckError("a measurement failed: {lines}", lines=lines[-1])
    return done.stdout
