"""Sums up a finished session and writes its files."""

from __future__ import annotations

from facecheck.core.errors import FacecheckError, HistoryError, OutputError
from facecheck.core.results import ScoreResult
from facecheck.inputs.sources import FrameSource
from facecheck.live.display.summary import write_json
from facecheck.live.options import LiveOptions
from facecheck.live.record.record import Record
from facecheck.live.session.session import Session
from facecheck.live.sinks.listeners import PeakListener


def finish_session(
    session: Session,
    source: FrameSource,
    options: LiveOptions,
    record: Record | None,
    peaks: PeakListener | None = None,
    *,
    to_its_end: bool,
) -> tuple[tuple[ScoreResult, ...], FacecheckError | None]:
    """End a session that nothing steps any more; its results, and what could not be kept of them.

    Args:
        session: With its threads stopped.
        source: Where it came from.
        options: Say which files.
        record: Keeps it.
        peaks: Keeps pictures of its peaks.
        to_its_end: Whether the source was seen to its end.
    """
    whole_s = source.duration_s if to_its_end else None
    results = session.results(source.name, whole_s, tuple(source.warnings))
    error: FacecheckError | None = None
    by_place = dict(zip(session.finished_places, results, strict=True))
    if record is not None:
        try:
            record.finish(by_place, session.stopped_for_pain)
        except HistoryError as problem:
            error = problem
    if options.json is not None:
        try:
            write_json(options.json, results)
        except OutputError as problem:
            error = error or problem
    if peaks is not None:
        peaks.finish(by_place)
        error = error or peaks.pictures.problem
    return results, error
