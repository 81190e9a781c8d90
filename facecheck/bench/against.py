"""Compares this build with another, or with a bare loop: whole processes, interleaved.

What is compared is the processor's time, user and system, which on a machine that others use too
holds far better than the clock's. Both are given, and how busy others kept the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from facecheck.bench.figures import Figure
from facecheck.core.errors import FacecheckError

BARE = """
import sys
from pathlib import Path
from facecheck.bench.models import bare
bare(Path(sys.argv[1]))
"""

TRACE = """
import sys, time
from pathlib import Path
from facecheck.api import check
check(Path(sys.argv[1]), "jaw-open")  # what is imported on the way is not the trace's cost
begun_s = time.process_time()
result = check(Path(sys.argv[1]), "jaw-open")
print(result.frames / (time.process_time() - begun_s))
"""

LONG_TRACE = """
import sys
from dataclasses import replace
from pathlib import Path
from facecheck.inputs.trace import read_trace, write_trace
once = list(read_trace(Path(sys.argv[1])))
times = -(-30_000 // len(once))
write_trace(Path(sys.argv[2]), (replace(seen, time_s=(n * len(once) + i) / 30)
    for n in range(times) for i, seen in enumerate(once)), name="long.mp4")
"""

LIVE = """
import sys
from pathlib import Path
from facecheck.bench.session import live
print(live(Path(sys.argv[1]), sys.argv[2], 1)[0].value)
"""


_ROOT = Path(sys.executable).anchor


class ProcessCost(NamedTuple):
    """What a process took.

    Attributes:
        cpu_s: The processor's time, user and system.
        wall_s: The clock's.
        memory_mb: The most memory it had.
        others: The share of the machine that was used by others meanwhile; None where it is not
            known.
        printed: What it printed on standard output.
    """

    cpu_s: float
    wall_s: float
    memory_mb: float
    others: float | None
    printed: str


@dataclass(frozen=True, slots=True)
class Build:
    """An installed facecheck.

    Attributes:
        python: Its Python.
    """

    python: str

    def score(self, clip: Path, exercise: str) -> Callable[[], ProcessCost]:
        """Score a clip, from the program's start to its end."""
        return lambda: self._run("-m", "facecheck", "score", str(clip), "-e", exercise)

    def script(self, text: str, *arguments: str | Path) -> Callable[[], ProcessCost]:
        """Run a script."""
        return lambda: self._run("-c", text, *map(str, arguments))

    def trace(self, clip: Path, path: Path) -> None:
        """Write a long trace of a clip that is repeated, as this build writes it."""
        short = path.with_name("short.parquet")
        self._run("-m", "facecheck", "score", str(clip), "-e", "jaw-open", "--trace", str(short))
        self._run("-c", LONG_TRACE, str(short), str(path))

    def _run(self, *arguments: str) -> ProcessCost:
        if sys.platform == "win32":
            raise FacecheckError("Windows does not tell what a process took; measure elsewhere")
        with TemporaryFile() as said, TemporaryFile() as told:
            used_s, begun_s = _machine_s(), time.perf_counter()
            # What a Python has compiled, it keeps; where that is forbidden, each start would be
            # measured as the first one.
            environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
            process = subprocess.Popen(  # noqa: S603  # a Python that the user named
                # Not in this folder, whose facecheck would be taken for the one installed there.
                [self.python, *arguments],
                stdout=said,
                stderr=told,
                cwd=_ROOT,
                env=environ,
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            wall_s = time.perf_counter() - begun_s
            cpu_s = usage.ru_utime + usage.ru_stime
            said.seek(0)
            told.seek(0)
            if process.returncode != 0:
                lines = told.read().decode(errors="replace").strip().splitlines()
                reason = lines[-1] if lines else f"exit code {process.returncode}"
                raise FacecheckError(
                    "{python}: a measurement failed: {reason}", python=self.python, reason=reason
                )
            others = None
            now_s = _machine_s()
            if used_s is not None and now_s is not None:
                others = max(0.0, now_s - used_s - cpu_s) / (wall_s * (os.cpu_count() or 1))
            unit = 2**20 if sys.platform == "darwin" else 2**10
            return ProcessCost(cpu_s, wall_s, usage.ru_maxrss / unit, others, said.read().decode())


def _machine_s() -> float | None:
    """Processor time that all programs have had since the machine started, and its host took."""
    try:
        fields = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:9]
    except OSError:
        return None
    user, nice, system, _idle, _waiting, irq, soft_irq, stolen = map(int, fields)
    return (user + nice + system + irq + soft_irq + stolen) / os.sysconf("SC_CLK_TCK")


def turns(
    ours: Callable[[], ProcessCost], theirs: Callable[[], ProcessCost], rounds: int
) -> list[tuple[ProcessCost, ProcessCost]]:
    """Run two things in turns; which of them goes first changes from round to round."""
    pairs = []
    for n in range(rounds):
        if n % 2:
            other = theirs()
            pairs.append((ours(), other))
        else:
            pairs.append((ours(), theirs()))
    return pairs


def processor_time(name: str, pairs: Sequence[tuple[ProcessCost, ProcessCost]]) -> Iterator[Figure]:
    """The ratio of processor times, that of the clock's times, and how busy others were."""
    yield Figure.of(name, [ours.cpu_s / theirs.cpu_s for ours, theirs in pairs])
    wall = name.replace("_cpu_", "_wall_")
    yield Figure.of(wall, [ours.wall_s / theirs.wall_s for ours, theirs in pairs])
    yield from others(f"{name}_others", pairs)


def others(name: str, pairs: Sequence[tuple[ProcessCost, ProcessCost]]) -> Iterator[Figure]:
    """How busy others kept the machine."""
    busy = [100 * spent.others for pair in pairs for spent in pair if spent.others is not None]
    if busy:
        yield Figure.of(name, busy)


def printed_ratio(name: str, pairs: Sequence[tuple[ProcessCost, ProcessCost]]) -> Iterator[Figure]:
    """The ratio of the numbers that the processes printed."""
    yield Figure.of(name, [float(ours.printed) / float(theirs.printed) for ours, theirs in pairs])
    yield from others(f"{name}_others", pairs)


def memory(name: str, pairs: Sequence[tuple[ProcessCost, ProcessCost]]) -> Figure:
    """The ratio of the most memory."""
    return Figure.of(name, [ours.memory_mb / theirs.memory_mb for ours, theirs in pairs])
