"""Parses the page's request to start a session and finds its exercises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from facecheck.api import load_routine
from facecheck.api.catalogue import wanted
from facecheck.app.context import AppContext
from facecheck.core.errors import CautionError, SpecError
from facecheck.core.messages import Message
from facecheck.core.person import Person
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.inputs.library import exercise_ids, routine_ids
from facecheck.programme.cautions import Verdict, judge_all

MOST_NAMES = 24
Name = Annotated[str, Field(min_length=1, max_length=80)]


class StartRequest(BaseModel):
    """What the page asks for.

    Attributes:
        names: Of exercises and routines, in order; none where an earlier session goes on.
        resume: Go on with the session that was interrupted.
        calibrate: Learn the person's own range of these exercises, and nothing else.
        reps: Repetitions to a set, instead of each exercise's.
        hold_s: Seconds to hold, likewise.
        minutes: How long a timed exercise takes, likewise.
        guided: Wait until the face sits well, and count down.
        explain: Explain the first exercise before it.
        muted: Begin with the sound off.
        voice: Speak cues and counts.
        peaks: Keep a picture of each attempt's peak, where facecheck was started with a folder.
        language: Of the interface and the voice.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: Annotated[tuple[Name, ...], Field(max_length=MOST_NAMES)] = ()
    resume: bool = False
    calibrate: bool = False
    reps: Annotated[int, Field(ge=1, le=100)] | None = None
    hold_s: Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)] | None = None
    minutes: Annotated[float, Field(gt=0, le=120, allow_inf_nan=False)] | None = None
    guided: bool = True
    explain: bool = True
    muted: bool = False
    voice: bool = True
    peaks: bool = False
    language: Annotated[str, Field(max_length=8)] = "en"

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if bool(self.names) == self.resume:
            raise ValueError("names what to do, or goes on with what was interrupted")
        return self


def exercises_of(names: Sequence[str], context: AppContext) -> list[AnyExercise]:
    """The exercises of some names, routines written out.

    A name is looked up among those that there are, and never taken for a path.

    Raises:
        SpecError: There is no such exercise or routine, or its file is wrong.
    """
    folders = context.folders
    routines, singles = routine_ids(folders), exercise_ids(folders)
    found: list[AnyExercise] = []
    for name in names:
        if name not in routines and name not in singles:
            raise SpecError([Message("{name!r}: no such exercise or routine", name=name)])
        parts = load_routine(name, folders).exercises if name in routines else (name,)
        if any(part not in singles for part in parts):
            raise SpecError([Message("{name!r}: names an exercise that is not there", name=name)])
        found += wanted(parts, folders)
    return found


def admitted(
    exercises: Sequence[AnyExercise], person: Person, context: AppContext
) -> tuple[list[AnyExercise], list[Verdict]]:
    """What may be done today, and what is held back.

    Raises:
        CautionError: Everything is.
    """
    verdicts = judge_all(exercises, person, context.today)
    held = [verdict for verdict in verdicts if not verdict.allowed]
    left = [e for e, v in zip(exercises, verdicts, strict=True) if v.allowed]
    if not left:
        raise CautionError("\n".join(verdict.line for verdict in held))
    return left, held
