"""Traces that other versions wrote."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from relaid import as_first_version, with_measured
from strips import moved, neutral_face, observation, sampled, trapezoid

from facecheck import api
from facecheck.core import landmarks as lm
from facecheck.core.errors import TraceError
from facecheck.core.frames import Observation
from facecheck.inputs.trace import Trace, read_trace, write_trace

from .rows import observations, plain, rewrite, stored


def before_lids(seen: list[Observation]) -> list[Observation]:
    """What a trace held that was written before anybody looked at lids."""
    return [replace(o, face=o.face and replace(o.face, lids=None)) for o in seen]


KINDS = [(True, 1), (False, 0), (True, None), (True, 2), (False, None)]


def test_a_newer_version_says_so(tmp_path: Path) -> None:
    path = stored(tmp_path)
    rewrite(path, lambda table: table, schema="facecheck.trace/3")
    with pytest.raises(TraceError, match=r"written as facecheck\.trace/3.*update facecheck"):
        list(read_trace(path))


def test_the_first_version_is_read_to_the_last_bit(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_trace(path, observations(KINDS), name="a.mp4", duration_s=2.5, warnings=["ends early"])
    as_first_version(path)
    with Trace(path) as trace:
        assert list(map(plain, trace)) == list(map(plain, before_lids(observations(KINDS))))
        assert (trace.name, trace.duration_s, trace.warnings) == ("a.mp4", 2.5, ["ends early"])


@pytest.mark.parametrize(
    "measured",
    [
        pytest.param(None, id="the first version"),
        pytest.param([i for i in lm.MEASURED if i != lm.CHIN], id="one fewer"),
        pytest.param([3, *lm.MEASURED, 1, 4], id="more, in another order"),
        pytest.param([3], id="another one"),
    ],
)
def test_what_is_measured_is_found_in_whatever_column(
    tmp_path: Path, measured: list[int] | None
) -> None:
    path = tmp_path / "a.parquet"
    write_trace(path, observations(KINDS), name="a.mp4")
    if measured is None:
        as_first_version(path)
    else:
        with_measured(path, measured)
    seen = observations(KINDS) if measured else before_lids(observations(KINDS))
    with Trace(path) as trace:
        assert list(map(plain, trace)) == list(map(plain, seen))
        faces = [o.face for o in observations(KINDS) if o.face is not None]
        for whole in (True, False):
            found = np.concatenate([group.measured for group in trace.groups(whole=whole)])
            assert (
                found.tobytes() == np.stack([f.points[list(lm.MEASURED)] for f in faces]).tobytes()
            )


def test_the_first_version_is_scored_the_same(tmp_path: Path) -> None:
    level = trapezoid(2.0, 5.0, top=1.0)
    opened = [
        observation(time_s, moved(neutral_face(), lm.LIP_LOWER_INNER, up=-0.6 * now))
        for time_s, now in sampled(level, 6.0, 30.0)
    ]
    path = tmp_path / "a.parquet"
    write_trace(path, opened, name="a.mp4", duration_s=6.0)
    present = api.check(path, "jaw-open", hold_s=1.0)
    as_first_version(path)
    assert api.check(path, "jaw-open", hold_s=1.0) == present
    assert present.counted == 1


def test_a_trace_from_before_lids_were_looked_at(tmp_path: Path) -> None:
    path = stored(tmp_path)
    before = before_lids(list(read_trace(path)))
    rewrite(path, lambda table: table.drop_columns(["lids"]))
    assert [plain(o) for o in read_trace(path)] == [plain(o) for o in before]
    with Trace(path) as trace:
        (alone,) = trace.groups(whole=False)
    assert alone.lids is None


def test_lids_without_a_face_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_trace(path, observations([(True, 1), (False, 1)]), name="a.mp4")
    lids = pa.array([None, [0.0] * 4], pa.list_(pa.float32(), 4))
    place = pq.read_schema(path).get_field_index("lids")
    rewrite(path, lambda table: table.set_column(place, table.schema.field(place), lids))
    with pytest.raises(TraceError, match="lids without a face"):
        list(read_trace(path))
