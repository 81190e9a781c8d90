"""Defers what MediaPipe imports and facecheck never uses, such as matplotlib."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

PLOTS = "matplotlib.pyplot"
"""MediaPipe's drawing functions import it: half of the time that importing MediaPipe takes, while
somebody looks at a notice, and memory for nothing."""


class _Later(MetaPathFinder):
    """Finds one module, and has it loaded when something of it is asked for."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != PLOTS:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


def put_off_plots() -> None:
    """From now on, whoever imports the plotting functions waits for them when using them."""
    if PLOTS not in sys.modules and not any(isinstance(f, _Later) for f in sys.meta_path):
        sys.meta_path.insert(0, _Later())
