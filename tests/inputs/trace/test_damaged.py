"""Traces that are damaged, of another kind, or made to do harm: each is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from relaid import with_measured

from facecheck.core.errors import TraceError
from facecheck.core.landmarks import MEASURED
from facecheck.inputs.trace import Trace, read_trace

from .rows import rewrite, stored

INF = float("inf")


def with_column(name: str, value: Any) -> Any:
    def change(table: pa.Table) -> pa.Table:
        i = table.schema.get_field_index(name)
        field = table.schema.field(i)
        return table.set_column(i, field, pa.array([value] * table.num_rows, field.type))

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.drop_columns(["matrix"]), id="a column is missing"),
        pytest.param(lambda t: t.append_column("width", t["width"]), id="a column twice"),
        pytest.param(with_column("time_s", float("nan")), id="no time"),
        pytest.param(with_column("points_measured", [INF] * 3 * len(MEASURED)), id="measured"),
        pytest.param(with_column("points_rest", [INF] * 3 * (478 - len(MEASURED))), id="the rest"),
        pytest.param(with_column("points_rest", [1e30] * 3 * (478 - len(MEASURED))), id="far away"),
        pytest.param(with_column("points_rest", None), id="half a face"),
        pytest.param(with_column("blendshapes", [INF] * 52), id="infinite blendshapes"),
        pytest.param(
            with_column("hands", [{"side": "up", "score": 1, "points": [0.0] * 63}]), id="no side"
        ),
        pytest.param(
            with_column("hands", [{"side": "left", "score": 1, "points": [-1e30] * 63}]),
            id="a hand far away",
        ),
        pytest.param(with_column("width", 0), id="no size"),
        pytest.param(with_column("brightness", float("nan")), id="no brightness"),
    ],
)
def test_a_hostile_trace_is_one_line(tmp_path: Path, change: Any) -> None:
    path = stored(tmp_path)
    rewrite(path, change)
    with pytest.raises(TraceError, match="damaged") as caught:
        list(read_trace(path))
    assert "\n" not in str(caught.value)


def test_time_never_runs_backwards(tmp_path: Path) -> None:
    path = stored(tmp_path)
    rewrite(path, lambda t: t.take([0, 2, 1]))
    with pytest.raises(TraceError, match="backwards"):
        list(read_trace(path))


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "folder", "other parquet"])
def test_what_is_no_trace_is_one_line(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.parquet"
    if kind == "text":
        path.write_text("no parquet")
    elif kind == "empty":
        path.touch()
    elif kind == "folder":
        path.mkdir()
    elif kind == "other parquet":
        pq.write_table(pa.table({"a": [1]}), path)
    with pytest.raises(TraceError, match=r"a\.parquet") as caught:
        list(read_trace(path))
    assert "\n" not in str(caught.value)


@settings(max_examples=40, deadline=None)
@given(at=st.floats(0, 1), what=st.sampled_from(["cut", "flip", "zero"]))
def test_damage_anywhere_is_a_trace_error_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, at: float, what: str
) -> None:
    path = stored(tmp_path_factory.mktemp("trace"))
    data = bytearray(path.read_bytes())
    i = min(len(data) - 1, int(at * len(data)))
    if what == "cut":
        data = data[:i]
    elif what == "flip":
        data[i] ^= 0xFF
    else:
        data[i : i + 64] = bytes(len(data[i : i + 64]))
    path.write_bytes(data)
    try:
        seen = list(read_trace(path))
    except TraceError:
        return  # any other error would be a traceback for the user
    assert all(np.isfinite(o.time_s) for o in seen)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(with_column("time_s", float("nan")), id="no time"),
        pytest.param(lambda t: t.take([0, 2, 1]), id="time runs backwards"),
        pytest.param(with_column("points_measured", [INF] * 3 * len(MEASURED)), id="measured"),
        pytest.param(with_column("points_measured", None), id="half a face"),
        pytest.param(with_column("blendshapes", [INF] * 52), id="infinite blendshapes"),
        pytest.param(with_column("matrix", [float("nan")] * 16), id="no matrix"),
        pytest.param(with_column("height", -1), id="no size"),
        pytest.param(with_column("brightness", 1.5), id="too bright"),
    ],
)
def test_what_is_read_is_checked_where_only_measures_are_wanted(
    tmp_path: Path, change: Any
) -> None:
    path = stored(tmp_path)
    rewrite(path, change)
    with Trace(path) as trace, pytest.raises(TraceError, match="damaged"):
        list(trace.groups(whole=False))


@pytest.mark.parametrize(
    "measured",
    [
        "",
        "[",
        "[" * 9999,
        "null",
        "{}",
        "[]",
        "[true]",
        "[1.0]",
        '["1"]',
        json.dumps([*MEASURED[:-1], 478]),
        json.dumps([-1, *MEASURED[1:]]),
        json.dumps([*MEASURED[:-1], MEASURED[0]]),
        json.dumps(MEASURED[1:]),
        json.dumps([*range(478)]),
        "[" + "9" * 5000 + "]",
    ],
)
def test_measured_landmarks_that_are_none(tmp_path: Path, measured: str) -> None:
    path = stored(tmp_path)
    rewrite(path, lambda table: table, measured=measured)
    with pytest.raises(TraceError, match="damaged") as caught:
        list(read_trace(path))
    assert "\n" not in str(caught.value)


def test_a_landmark_that_is_listed_twice(tmp_path: Path) -> None:
    path = stored(tmp_path)
    with_measured(path, [*MEASURED, MEASURED[0]])
    with pytest.raises(TraceError, match="are not landmarks"):
        list(read_trace(path))
