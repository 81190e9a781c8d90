"""Scores one clip, and writes what was asked for beside it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exc
from typing import TYPE_CHECKING

from facecheck import __version__
from facecheck.api import check
from facecheck.batch.job import NOTHING, Job, Outcome
from facecheck.batch.memory import give_back
from facecheck.core.curves import Curve, LevelKeeper
from facecheck.core.errors import FacecheckError, OutputError
from facecheck.core.events import Update
from facecheck.core.frames import Frame, Observation
from facecheck.core.read_as import PLAIN
from facecheck.core.results import ScoreResult
from facecheck.core.targets import Targets
from facecheck.core.text import one_line, printable
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise
from facecheck.inputs.recording import TRACE_SUFFIX
from facecheck.inputs.remote import fetched

if TYPE_CHECKING:
    # What draws and writes is imported by the jobs that ask for it: a fifth of the time to start.
    from facecheck.outputs.overlay import Overlay
    from facecheck.outputs.peaks import PeakPictures


def run_job(job: Job) -> Outcome:
    """Score one clip and write what the job asks for."""
    try:
        with fetched(job.clip) as clip:
            if job.also:
                return _several(job, clip)
            pictures = _peaks(job, clip)
            result, curve = _score(job, clip, pictures)
            problem = None if pictures is None else pictures.problem
            unwritten = None if problem is None else problem.lines[0]
            return Outcome(job, result, curve=curve, unwritten=unwritten)
    except FacecheckError as error:
        return Outcome(job, None, error.lines[0] if len(error.lines) == 1 else str(error))
    finally:
        give_back()


def run_or_tell(job: Job) -> Outcome:
    """As ``run_job``; a bug is an outcome too, so that it costs no other clip its row."""
    try:
        return run_job(job)
    except Exception as error:  # whatever it is, the next clip may have none of it
        reason = one_line(str(error))
        why = f"a bug of facecheck's ({type(error).__name__}: {reason})"
        return Outcome(job, None, f"{printable(str(job.clip))}: {why}", bug=format_exc())


def overlay_for(exercise: AnyExercise) -> Overlay:
    """An overlay that outlines what the exercise measures; a session marks its areas itself."""
    from facecheck.outputs.overlay import FaceRegion, Overlay

    if isinstance(exercise, TimedExercise):
        return Overlay(exercise.title, region=FaceRegion.FACE)
    measures = (part.measure for part in exercise.movement.parts)
    return Overlay(exercise.title, region=FaceRegion.of(measures))


def _several(job: Job, clip: Path) -> Outcome:
    """Judge several exercises: the first by the clip, the others by what the models saw in it."""
    with TemporaryDirectory() as folder:
        seen, read_as = clip, job.read_as
        writes = job.writes
        if clip.suffix not in (TRACE_SUFFIX, ".csv"):
            # As exact as the clip: a trace keeps every bit that is judged.
            seen, read_as = writes.trace or Path(folder) / f"seen{TRACE_SUFFIX}", PLAIN
            writes = replace(writes, trace=seen)
        first = replace(job, writes=writes, targets=_of_kind(job.targets, job.exercise))
        result, curve = _score(first, clip)
        also = []
        for one in job.also:
            targets = _of_kind(job.targets, one)
            again = replace(
                first, exercise=one, targets=targets, also=(), writes=NOTHING, read_as=read_as
            )
            also.append(_score(again, seen)[0])
    return Outcome(job, result, curve=curve, also=tuple(also))


def _of_kind(targets: Targets, exercise: AnyExercise) -> Targets:
    """What is asked for as far as an exercise of its kind has a use for it."""
    if isinstance(exercise, TimedExercise):
        return Targets(minutes=targets.minutes)
    return Targets(targets.reps, targets.hold_s)


def _peaks(job: Job, clip: Path) -> PeakPictures | None:
    """What keeps pictures of peaks, where that is asked for."""
    if job.writes.peaks is None:
        return None
    from facecheck.outputs.peaks import PeakPictures

    if clip.suffix in (TRACE_SUFFIX, ".csv"):
        raise OutputError("{clip}: holds no pictures; give the clip itself", clip=clip)
    wanted = job.writes.peaks
    return PeakPictures(wanted.folder, printable(clip.name), wanted.owner)


def _score(
    job: Job, clip: Path, pictures: PeakPictures | None = None
) -> tuple[ScoreResult, Curve | None]:
    if job.writes.annotate is not None and clip.suffix in (TRACE_SUFFIX, ".csv"):
        raise OutputError("{clip}: holds no pictures; annotate the clip itself", clip=clip)
    with ExitStack() as stack:
        annotation = trace = watcher = log = None
        levels = LevelKeeper() if job.keep_curve else None
        if job.writes.annotate is not None:
            from facecheck.outputs.annotate import Annotator

            annotation = stack.enter_context(
                Annotator(job.writes.annotate, overlay_for(job.exercise))
            )
        if job.writes.trace is not None:
            from facecheck.inputs.trace import TraceWriter

            trace = stack.enter_context(TraceWriter(job.writes.trace, printable(clip.name)))
        if job.writes.report is not None:
            # Only a report needs what draws it, and that takes a second to import.
            from facecheck.report.clip import Watcher

            watcher = Watcher(pictures=job.writes.pictures)

        if job.writes.mcap is not None:
            from facecheck.outputs.other_programs.mcap_log import McapLog

            log = stack.enter_context(McapLog(job.writes.mcap))

        def on_frame(frame: Frame | None, seen: Observation, update: Update) -> None:
            if annotation is not None and frame is not None:
                annotation(frame, seen, update)
            if trace is not None:
                trace.write(seen)
            if watcher is not None:
                watcher(frame, seen, update)
            if log is not None:
                log.write(seen, update)
            if levels is not None:
                levels.add(update.time_s, update.level)
            if pictures is not None and frame is not None:
                at = _time_of_day(job, update.time_s)
                pictures.step(frame.rgb, seen.face, update, job.exercise.id, at)

        sinks = annotation, trace, watcher, log, levels, pictures
        wanted = any(each is not None for each in sinks)
        result = check(
            clip,
            job.exercise,
            reps=job.targets.reps,
            hold_s=job.targets.hold_s,
            minutes=job.targets.minutes,
            profile=job.profile,
            affected=job.affected,
            on_frame=on_frame if wanted else None,
            hands=job.needs_hands,
            read_as=job.read_as,
        )
        if log is not None:
            log.attempts(result.attempts)
        if pictures is not None:
            pictures.finish(1, result.attempts)
        if trace is not None:
            # A trace scored again says of the clip what the clip itself says.
            trace.name, trace.duration_s = printable(result.clip), result.duration_s
            trace.warnings, trace.player = result.of_clip, result.player
            trace.models = result.models
    if job.writes.vtt is not None:
        from facecheck.outputs.vtt import write_vtt

        write_vtt(job.writes.vtt, result)
    if job.writes.report is not None and watcher is not None:
        from facecheck.report.page import clip_page, write_page

        page = clip_page([watcher.report(result, job.exercise)], __version__)
        write_page(job.writes.report, page)
    return result, None if levels is None else levels.curve()


def _time_of_day(job: Job, time_s: float) -> datetime | None:
    begun = None if job.writes.peaks is None else job.writes.peaks.begun
    return None if begun is None else begun + timedelta(seconds=time_s)
