from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facecheck.store.history import History


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with History(tmp_path / "history.sqlite3") as opened:
        yield opened
