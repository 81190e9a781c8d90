"""The webcam session: a window or a terminal that follows one exercise after the other."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from facecheck.live.display.summary import SessionSummary, print_summary
    from facecheck.live.loop import run
    from facecheck.live.options import LiveOptions

_HOMES = {
    "LiveOptions": "facecheck.live.options",
    "SessionSummary": "facecheck.live.display.summary",
    "print_summary": "facecheck.live.display.summary",
    "run": "facecheck.live.loop",
}

__all__ = ["LiveOptions", "SessionSummary", "print_summary", "run"]


def __getattr__(name: str) -> Any:
    # Loaded when first used: the window comes before the engine, which takes half a second.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
