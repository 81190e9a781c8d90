"""The reader of the documents, and their world."""

from __future__ import annotations

from pathlib import Path

import pytest

from .stand_ins import stand_in
from .world import Reel, World


@pytest.fixture(scope="session")
def reel(tmp_path_factory: pytest.TempPathFactory) -> Reel:
    return Reel(tmp_path_factory)


@pytest.fixture(scope="session")
def landmarks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of landmarks: a clip is looked at once for all pages."""
    return tmp_path_factory.mktemp("landmarks")


@pytest.fixture
def world(
    reel: Reel, landmarks: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> World:
    """A reader at the beginning of a page, in a folder of their own."""
    del home
    found = World(tmp_path, reel)
    stand_in(monkeypatch, found, landmarks)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return found
