"""The judge that users meet: facecheck itself, its landmarks kept from run to run."""

from __future__ import annotations

import ast
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from facecheck import api, inputs
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.core.targets import Targets
from facecheck.core.text_lists import names
from facecheck.evaluate.cache import TraceCache, recorded_once
from facecheck.inputs.mediapipe import assets
from facecheck.inputs.mediapipe.models import VARIABLE
from facecheck.inputs.recording import Recording
from facecheck.inputs.trace import SCHEMA, TraceWriter

_LIBRARIES = ("ai-edge-litert", "mediapipe", "av", "numpy", "opencv-contrib-python")
"""Whose versions may change what is seen in a clip."""

_BESIDE_THE_POINT = frozenset(
    names(
        """
        __init__ assets base camera_permission cameras columns deferred_camera delegating grouped
        library live_source read_ahead reader realtime_playback recording remote session_sets
        silence_stderr threads webcam
        """
    )
)
"""Modules of the inputs that cannot change what is seen in a clip: it does not come through them,
or they hand it on as it is (the models themselves count by their content). Any other may."""


@dataclass(frozen=True, slots=True)
class Facecheck:
    """facecheck itself, as a judge.

    Attributes:
        exercises: Folders with further exercise files.
        cache: Where landmark traces are kept; None looks at every clip afresh.
        read_as: How clips are read whose truth file does not say.
    """

    exercises: tuple[Path, ...] = ()
    cache: Path | None = None
    read_as: ReadAs = PLAIN

    def needs_hands(self, exercise: str) -> bool:
        """Whether the exercise is watched by the hand model too.

        Raises:
            SpecError: There is no such exercise, or its file is wrong.
        """
        return api.load_any(exercise, self.exercises).needs_hands

    @contextmanager
    def watch(
        self, clip: Path, *, hands: bool, read_as: ReadAs | None = None
    ) -> Iterator[Recorded]:
        """Run the models over the clip, or find what they saw in it before.

        Raises:
            SourceError: The clip cannot be read.
            ModelError: A model is missing.
            OutputError: The cache cannot be written.
        """
        how = self.read_as if read_as is None else read_as

        def record(path: Path) -> None:
            record_trace(clip, path, hands=hands, read_as=how)

        place: AbstractContextManager[Path] = (
            recorded_once(record)
            if self.cache is None
            else TraceCache(self.cache, made_with()).trace(clip, record, hands=hands, read_as=how)
        )
        with place as path:
            yield Recorded(path, hands, self.exercises)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A clip's landmark trace, to be scored as often as one likes.

    Attributes:
        trace: The trace.
        hands: Whether hands were looked for.
        exercises: Folders with further exercise files.
    """

    trace: Path
    hands: bool
    exercises: tuple[Path, ...] = ()

    def score(self, exercise: str, targets: Targets) -> ScoreResult:
        """Score one exercise; repetitions beyond the target of the set are counted too."""
        return api.check(
            self.trace,
            exercise,
            reps=targets.reps,
            hold_s=targets.hold_s,
            minutes=targets.minutes,
            folders=self.exercises,
        )

    def events(self) -> EventsResult:
        """Everything the face did."""
        return api.events(self.trace, hands=self.hands)


def default_cache() -> Path:
    """Where landmark traces are kept unless somebody says otherwise."""
    return assets.cache_folder().parent / "landmarks"


@cache
def made_with() -> Sequence[str]:
    """Everything besides the clip that decides what a trace holds.

    The code that looks at clips is part of it, so that a change to it is never judged by what the
    old code saw. What it says counts, not its comments, docstrings and line breaks.
    """
    code = hashlib.sha256()
    for path in sorted(Path(inputs.__file__).parent.rglob("*.py")):
        if path.stem not in _BESIDE_THE_POINT:
            code.update(meaning(path.read_text("utf-8")).encode())
    for path in sorted(Path(inputs.__file__).parent.rglob("*.npz")):
        code.update(path.read_bytes())
    models = [f"{model.name}={model.sha256}" for model in assets.MODELS]
    asked = f"{VARIABLE}={os.environ.get(VARIABLE, '')}"
    libraries = (f"{x}={_version(x)}" for x in _LIBRARIES)
    return (SCHEMA, code.hexdigest(), *models, asked, *libraries)


def meaning(source: str) -> str:
    """Python source without what the interpreter passes over: comments, docstrings, line breaks.

    >>> meaning("x = 1  # one") == meaning("x = (1)")
    True
    >>> meaning("x = 1") == meaning("x = 2")
    False
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            # Docstrings and the strings that explain a constant are statements without effect.
            node.body = [line for line in body if not _is_text(line)]  # type: ignore[attr-defined]
    return ast.dump(tree)


def _is_text(line: ast.AST) -> bool:
    return (
        isinstance(line, ast.Expr)
        and isinstance(line.value, ast.Constant)
        and isinstance(line.value.value, str)
    )


def record_trace(clip: Path, path: Path, *, hands: bool, read_as: ReadAs = PLAIN) -> None:
    """Run the models over a clip and write what they saw.

    Raises:
        SourceError: The clip cannot be read.
        ModelError: A model is missing.
        OutputError: The trace cannot be written.
    """
    with (
        Recording(clip, hands=hands, read_as=read_as) as recording,
        TraceWriter(path, recording.name) as writer,
    ):
        for observation in recording:
            writer.write(observation)
        writer.duration_s = recording.duration_s
        writer.warnings, writer.player = tuple(recording.warnings), recording.player
        writer.models = recording.models


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "none"
