"""What the commands work on."""

from __future__ import annotations

from pathlib import Path

import pytest
from strips import opening_clip


@pytest.fixture
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rest of a second, and a mouth that opens and stays open for another."""
    return opening_clip(tmp_path_factory)


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
