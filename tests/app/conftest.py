from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("uvicorn", reason="the page needs the extra app")
pytest.importorskip("starlette", reason="the page needs the extra app")
pytest.importorskip("websockets", reason="the page needs the extra app")

from facecheck.app.context import AppContext
from facecheck.app.server import Served
from facecheck.app.session.hub import Hub

from .blind import Blind
from .visitor import Visitor


@pytest.fixture
def served() -> Iterator[Served]:
    """A server that keeps nothing and whose landmarker sees nobody."""
    context = AppContext(keep=False)
    server = Served(context, 0, Hub(context, Blind))
    with server.running():
        yield server


@pytest.fixture
def visitor(served: Served) -> Visitor:
    """Somebody who was let in."""
    somebody = Visitor(served)
    assert somebody.pair().status == 200
    return somebody
