"""What it costs to ask whether a picture is true: with the watches for that, and without them.

Without them, on a clip that gives them nothing to find, the verdict is the same, and is compared.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from facecheck.api import check
from facecheck.bench.figures import Figure
from facecheck.core.errors import FacecheckError
from facecheck.core.frames import NO_OBSTACLE
from facecheck.core.results import ScoreResult
from facecheck.engine.view.proportions import Proportions
from facecheck.engine.view.remarks import ViewRemarks
from facecheck.inputs.mediapipe.covered_regions import CoveredRegions
from facecheck.inputs.mediapipe.face_finder import FaceFinder
from facecheck.inputs.mediapipe.user_tracker import UserTracker
from facecheck.inputs.sources import clip as clip_source
from facecheck.inputs.stillness import StillWatch
from facecheck.inputs.upright import UprightFrames

BLIND: tuple[tuple[object, str, object], ...] = (
    # Covered regions give the colours that another person is told by.
    (CoveredRegions, "step", lambda *_: NO_OBSTACLE),
    (StillWatch, "step", lambda *_: 0.0),
    (FaceFinder, "_doubt", lambda *_: None),
    # A face that is followed is looked for once a second to see whether another one is there.
    (UserTracker, "wants_scout", lambda self, _: not self._following),
    (UprightFrames, "__iter__", lambda self: iter(self._frames)),
    (clip_source, "speed_mark", lambda *_: None),
    (ViewRemarks, "step", lambda *_: None),
    (Proportions, "step", lambda *_: None),
)
"""Each watch, and what looks at nothing in its place."""


@contextmanager
def without_watches() -> Iterator[None]:
    """For this process, until the end of the block."""
    with ExitStack() as stack:
        for owner, name, blind in BLIND:
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, blind)
        yield


def watches_over_none(clip: Path, exercise: str, rounds: int) -> Figure:
    """Processor time of `score` over the same without its watches, in turns.

    Raises:
        FacecheckError: The verdicts differ: something was found in the clip.
    """
    _timed(clip, exercise)  # what is imported and read from the disk once
    ratios = []
    for _ in range(rounds):
        with_s, judged = _timed(clip, exercise)
        with without_watches():
            without_s, blind = _timed(clip, exercise)
        if judged.attempts != blind.attempts:
            raise FacecheckError("the clip gives its watches something to find")
        ratios.append(with_s / without_s)
    return Figure.of("watches_cpu_over_none", ratios)


def _timed(clip: Path, exercise: str) -> tuple[float, ScoreResult]:
    begun_s = time.process_time()
    result = check(clip, exercise)
    return time.process_time() - begun_s, result
