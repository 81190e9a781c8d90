"""Two builds, in turns."""

from __future__ import annotations

import sys
import time

import pytest

from facecheck.bench.against import Build, ProcessCost, memory, printed_ratio, processor_time, turns
from facecheck.bench.run import bench
from facecheck.bench.work import QUICK
from facecheck.core.errors import FacecheckError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")

HERE = Build(sys.executable)


def spent(cpu_s: float, wall_s: float = 1.0, text: str = "") -> ProcessCost:
    return ProcessCost(cpu_s, wall_s, 100 * cpu_s, 0.25, text)


def test_work_costs_processor_time_and_waiting_none() -> None:
    busy = HERE.script("import time\nwhile time.process_time() < 0.3: pass")()
    idle = HERE.script("import time; time.sleep(0.3)")()
    assert busy.cpu_s >= 0.3
    assert idle.cpu_s < 0.3 <= idle.wall_s
    assert busy.memory_mb > 1
    assert busy.others is None or 0 <= busy.others <= 1.1


def test_what_a_program_says_is_kept_and_where_it_fails_is_told() -> None:
    assert HERE.script("import sys; print(sys.argv[1])", "a b")().printed == "a b\n"
    with pytest.raises(FacecheckError, match="a measurement failed: ZeroDivisionError"):
        HERE.script("1 / 0")()


def test_who_goes_first_changes() -> None:
    order: list[str] = []

    def run(name: str) -> ProcessCost:
        order.append(name)
        return spent(1.0 if name == "a" else 2.0, time.perf_counter())

    pairs = turns(lambda: run("a"), lambda: run("b"), 3)
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert [(ours.cpu_s, theirs.cpu_s) for ours, theirs in pairs] == [(1.0, 2.0)] * 3


def test_ratios_are_ours_over_theirs() -> None:
    pairs = [(spent(1.0, 3.0, "30"), spent(2.0, 2.0, "10"))] * 2
    cpu, wall, others = processor_time("score_cpu_over_bare", pairs)
    assert (cpu.name, cpu.value) == ("score_cpu_over_bare", 0.5)
    assert (wall.name, wall.value) == ("score_wall_over_bare", 1.5)
    assert (others.name, others.value) == ("score_cpu_over_bare_others", 25.0)
    assert next(printed_ratio("trace_fps_over_before", pairs)).value == 3.0
    assert memory("memory_over_before", pairs).value == 0.5


def test_another_build_must_be_named() -> None:
    with pytest.raises(FacecheckError, match="add --before PYTHON"):
        list(bench(QUICK, only=["memory_over_before"]))
