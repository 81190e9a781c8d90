"""Builds the report of score documents, with or without the clip."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from facecheck.api import check, load_any
from facecheck.core.errors import ReportError, SpecError
from facecheck.core.results import ScoreResult
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.report.clip import ClipReport, Watcher, clip_report, levels_of
from facecheck.report.read_scores import read_documents
from facecheck.store.profile import NOBODY, Profile

NO_CURVE = (
    "A score document holds no curves and no pictures. With the clip or its trace they are drawn: "
    "facecheck report CLIP.json --from CLIP"
)
OTHERWISE = (
    "The clip was scored again for this page, and came out otherwise than the document says; the "
    "page shows the new scores. Another profile, exercise file or version of facecheck does that."
)


def document_reports(
    path: Path,
    source: Path | None = None,
    *,
    profile: Profile = NOBODY,
    folders: Sequence[Path] = (),
    pictures: bool = True,
) -> list[ClipReport]:
    """What a file of score documents has to report.

    Args:
        path: The file, with one document or one a line.
        source: The clip or trace that was scored, for curves and pictures.
        profile: The one it was scored with.
        folders: Where exercise files are looked for first.
        pictures: Whether pictures of the clip may be shown.

    Raises:
        ReportError: The file is no score document.
        SourceError: The clip cannot be read.
        SpecError: The document's exercise is not known here, and is needed to score the clip.
    """
    results = read_documents(path)
    if source is None:
        return [_plain(result, folders) for result in results]
    if len(results) > 1:
        raise ReportError(
            "{path}: holds {results} documents; --from takes those of one clip",
            path=path,
            results=len(results),
        )
    result, watcher = results[0], Watcher(pictures=pictures)
    exercise = load_any(result.exercise, folders)
    again = check(
        source,
        exercise,
        reps=result.reps,
        hold_s=result.hold_s,
        minutes=None if result.target_s is None else result.target_s / 60,
        profile=profile,
        on_frame=watcher,
    )
    return [watcher.report(again, exercise, () if _same(result, again) else (OTHERWISE,))]


def _plain(result: ScoreResult, folders: Sequence[Path]) -> ClipReport:
    exercise = _known(result.exercise, folders)
    title = exercise.title if exercise is not None else result.exercise
    levels = levels_of(exercise) if exercise is not None else None
    return clip_report(result, title, levels, notes=[NO_CURVE])


def _known(exercise: str, folders: Sequence[Path]) -> AnyExercise | None:
    """The exercise of a document, which may have come from another machine."""
    try:
        return load_any(exercise, folders)
    except SpecError:
        return None


def _same(one: ScoreResult, other: ScoreResult) -> bool:
    """Whether two scores say the same of the attempts, as precisely as a document does."""
    mine, theirs = (
        [(round(a.hold_s, 3), a.counted, a.score) for a in r.attempts] for r in (one, other)
    )
    return mine == theirs
