"""Clips and traces that are damaged or hostile: read as far as they go, or refused in a line."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facecheck.inputs.sources import Clip

from . import awkward_clips, awkward_traces
from .damage import damaged
from .fuzz import run_here


@pytest.mark.parametrize("kind", ["trace", "clip"])
def test_the_first_cases_of_the_fuzzer(kind: str, tmp_path: Path) -> None:
    tally = run_here(kind, 0, 80, 1, tmp_path)
    assert tally.findings == {}
    assert 0 < tally.accepted < tally.cases == 80


def test_the_fuzzer_counts_what_goes_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clip, "__iter__", lambda _clip: iter([1 / 0]))
    tally = run_here("clip", 0, 20, 1, tmp_path)
    assert sum(map(len, tally.findings.values())) > 5


@settings(max_examples=60, deadline=None)
@given(rng=st.randoms(use_true_random=False))
def test_any_damage_to_a_trace_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rng: random.Random
) -> None:
    awkward_traces.try_trace(rng, tmp_path_factory.mktemp("x"))


@settings(max_examples=60, deadline=None)
@given(rng=st.randoms(use_true_random=False))
def test_any_damage_to_a_clip_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rng: random.Random
) -> None:
    awkward_clips.try_clip(rng, tmp_path_factory.mktemp("x"))


@pytest.mark.parametrize("name", awkward_clips.KINDS)
def test_the_clips_are_good_before_they_are_damaged(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(awkward_clips.good(name))
    with Clip(path) as clip:
        assert len(list(clip)) == awkward_clips.FRAMES


def test_damage_is_done() -> None:
    data = bytes(range(256)) * 8
    assert sum(damaged(data, random.Random(i)) != data for i in range(50)) > 45
