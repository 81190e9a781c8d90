from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from facecheck.bench.figures import DETAILS, KNOWN, LIMITS, Figure, in_turns
from facecheck.bench.measurements import MEASUREMENTS
from facecheck.bench.page import page
from facecheck.bench.run import bench, to_dict
from facecheck.bench.work import QUICK, BenchPlan
from facecheck.core.errors import FacecheckError, SourceError

DESIGN = Path(__file__).parents[2] / "docs" / "design.md"


@pytest.mark.parametrize(("value", "ok"), [(0.9, True), (1.0, True), (1.1, False)])
def test_a_ratio_keeps_its_limit_up_to_it(value: float, ok: bool) -> None:
    assert Figure.of("score_over_bare", [value]).ok is ok


@pytest.mark.parametrize(("value", "ok"), [(49_000.0, False), (50_000.0, True)])
def test_a_rate_keeps_its_limit_from_it(value: float, ok: bool) -> None:
    assert Figure.of("trace_fps", [value]).ok is ok


def test_the_median_speaks_and_the_spread_is_told() -> None:
    row = Figure.of("memory_mb", [500.0, 450.0, 900.0]).to_dict()
    assert row == {
        "name": "memory_mb",
        "value": 500.0,
        "low": 450.0,
        "high": 900.0,
        "runs": 3,
        "limit": 600.0,
        "unit": "MB",
        "ok": True,
    }


def test_the_design_page_has_the_same_limits() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([<>=]+) ([\d.,]+)", DESIGN.read_text("utf-8"), re.M)
    found = {name: (sign, float(limit.replace(",", ""))) for name, sign, limit in rows}
    assert found == {name: (sign, limit) for name, (sign, limit, _, _) in LIMITS.items()}


def test_two_things_are_timed_in_turns() -> None:
    order: list[str] = []
    first, second = in_turns(lambda: order.append("a"), lambda: order.append("b"), 2)
    assert order == ["a", "b", "a", "b"]
    assert len(first) == len(second) == 2


def test_every_figure_has_its_place_on_the_page() -> None:
    figures = [Figure.of(name, [1.0]) for name in (*LIMITS, *DETAILS)]
    text = page(figures, version="0", date="2026-01-01", machine="a machine")
    assert all(f"| `{figure.name}` |" in text for figure in figures)
    document = to_dict(figures, "0")
    assert document["schema"] == "facecheck.bench/1"
    assert [row["name"] for row in document["rows"]] == [f.name for f in figures]
    assert all(row["ok"] is None for row in document["rows"] if row["limit"] is None)


def test_every_figure_is_measured_once() -> None:
    names = [name for measurement in MEASUREMENTS for name in measurement.names]
    assert sorted(names) == sorted(KNOWN)


def told(plan: BenchPlan, monkeypatch: pytest.MonkeyPatch, *only: str) -> list[str]:
    """What would be measured; nothing is."""
    for measurement in MEASUREMENTS:
        monkeypatch.setattr(type(measurement), "run", lambda _self, _work: [], raising=False)
    lines: list[str] = []
    assert not list(bench(plan, lines.append, only))
    return lines


def test_a_figure_by_its_name_is_measured_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(BenchPlan(), monkeypatch, "trace_fps", "overlay_ms") == [
        "everything but the models",
        "scoring a trace again",
    ]


def test_without_details_the_limits_remain_and_hours_are_measured_only_when_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quick, whole = told(QUICK, monkeypatch), told(BenchPlan(), monkeypatch)
    assert "a second face" in set(whole) - set(quick)
    assert "120 minutes of film" not in whole
    assert told(QUICK, monkeypatch, "memory_2_hours_mb") == ["120 minutes of film"]


def test_a_slip_in_a_name_is_told_with_the_nearest() -> None:
    with pytest.raises(FacecheckError, match="no figure tracefps; did you mean 'trace_fps'"):
        next(bench(QUICK, only=["tracefps"]))


def test_figures_are_read_back_from_their_document(tmp_path: Path) -> None:
    figures = [Figure.of("memory_mb", [500.0, 450.0]), Figure.of("decode_ms", [1.25])]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(to_dict(figures, "0")), "utf-8")
    assert Figure.read(path) == figures
    path.write_text("[]", "utf-8")
    with pytest.raises(SourceError, match="no bench document"):
        Figure.read(path)
