"""Reading of a trace what measures are read off, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from relaid import overwrite

from facecheck.core.errors import TraceError
from facecheck.core.frames import Details
from facecheck.inputs.trace import Trace, read_trace, write_trace

from .rows import observations, rewrite, stored

KINDS = [(True, 1), (False, 0), (True, None), (True, 2), (False, None)]


def test_it_is_the_same_as_of_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_trace(path, observations(KINDS), name="a.mp4")
    with Trace(path) as trace:
        (whole,), (alone,) = trace.groups(), trace.groups(whole=False)
    assert alone.instants() == whole.instants()
    for name in ("measured", "blendshapes", "matrix", "lids"):
        ours, theirs = getattr(alone, name), getattr(whole, name)
        assert (ours.shape, ours.tobytes()) == (theirs.shape, theirs.tobytes())


def test_the_rest_of_a_face_is_left_in_the_file(tmp_path: Path) -> None:
    path = stored(tmp_path)
    overwrite(path, "points_rest")
    with Trace(path) as trace:
        (alone,) = trace.groups(whole=False)
    assert np.isfinite(alone.measured).all()
    with pytest.raises(TraceError, match="damaged"):
        list(read_trace(path))


def test_what_no_measure_rests_on_is_left_in_the_file(tmp_path: Path) -> None:
    path = stored(tmp_path)
    with Trace(path) as trace:
        (alone,) = trace.groups(whole=False)
        (fewer,) = trace.groups(whole=False, details=Details(blendshapes=False, lids=False))
    assert fewer.blendshapes is None
    assert fewer.lids is None
    assert alone.blendshapes is not None
    for name in ("measured", "matrix"):
        assert np.array_equal(getattr(fewer, name), getattr(alone, name))
    overwrite(path, "blendshapes")
    with Trace(path) as trace:
        list(trace.groups(whole=False, details=Details(blendshapes=False)))
    with Trace(path) as trace, pytest.raises(TraceError, match="damaged"):
        list(trace.groups(whole=False))


def test_a_trace_of_nothing(tmp_path: Path) -> None:
    path = stored(tmp_path)
    rewrite(path, lambda table: table.slice(0, 0))
    with Trace(path) as trace:
        assert [list(group.instants()) for group in trace.groups(whole=False)] == [[]]


def test_observations_that_were_not_read_are_not_made_up(tmp_path: Path) -> None:
    with Trace(stored(tmp_path, count=3)) as trace:
        (alone,) = trace.groups(whole=False)
    assert len(alone.observations) == 3
    with pytest.raises(RuntimeError, match="only what is measured was read"):
        list(alone.observations)
    with pytest.raises(RuntimeError, match="only what is measured was read"):
        alone.observations[0]
