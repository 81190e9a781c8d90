from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path

import pytest
from batch.traces import trace as make_trace

from facecheck.store import people
from facecheck.store.people import Owner

from .lives import ANNS, BENS, NOW, lived


@pytest.fixture(autouse=True)
def _clock(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert home
    ticks = itertools.count()
    monkeypatch.setattr("facecheck.cli.clock.now", lambda: NOW + timedelta(seconds=next(ticks)))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """A mouth that opens once."""
    return make_trace(tmp_path.with_name(f"{tmp_path.name}-clips.parquet"), 4.0)


@pytest.fixture
def both() -> dict[str, Owner]:
    found = {"Ann": people.own(), "Ben": people.new("Ben")}
    lived(found["Ann"], "Ann", "jaw-open", 11, ANNS)
    lived(found["Ben"], "Ben", "snarl", 14, BENS)
    return found
