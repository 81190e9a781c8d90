"""The truth file: what really happens in a clip, labelled by a person or by the renderer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from facecheck.core.read_as import ReadAs

TRUTH_SCHEMA = "facecheck.truth/1"
TRUTH_SUFFIX = ".truth.yaml"

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1)]


class LabelledEvent(BaseModel):
    """Something the face does, with its exact times. Keys of one's own are kept and ignored.

    Attributes:
        kind: One of the kinds of ``events``, or a richer word (``wink``, ``talk``, ...).
        start_s: When the face leaves rest.
        end_s: When it is back at rest, exclusive.
        hold_start_s: When the plateau begins; with hold_end_s or not at all.
        hold_end_s: When the plateau ends.
        side: The person's own side.
        confidence: How sure the label is; a ``low`` one that is missed is not held against anybody.
        level: How far it goes, 1 being full effort, where that is known.
        note: For readers.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    kind: Name
    start_s: Seconds
    end_s: Seconds
    hold_start_s: Seconds | None = None
    hold_end_s: Seconds | None = Field(default=None, validate_default=True)
    side: Literal["both", "left", "right"] | None = None
    confidence: Literal["high", "medium", "low"] = "high"
    level: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    note: str | None = None

    @field_validator("end_s")
    @classmethod
    def _after_start(cls, value: float, info: ValidationInfo) -> float:
        start = info.data.get("start_s")
        if start is not None and value <= start:
            raise ValueError(f"is {value:g}, not after start_s {start:g}; swap or mend them")
        return value

    @field_validator("hold_start_s")
    @classmethod
    def _inside(cls, value: float | None, info: ValidationInfo) -> float | None:
        start, end = info.data.get("start_s"), info.data.get("end_s")
        if value is not None and start is not None and end is not None and not start <= value < end:
            raise ValueError(f"is {value:g}, outside the event; put it within {start:g} to {end:g}")
        return value

    @field_validator("hold_end_s")
    @classmethod
    def _whole_plateau(cls, value: float | None, info: ValidationInfo) -> float | None:
        if "hold_start_s" not in info.data:
            return value
        begin, end = info.data["hold_start_s"], info.data.get("end_s")
        if (value is None) != (begin is None):
            raise ValueError(
                "a plateau has both ends; give hold_start_s and hold_end_s, or neither"
            )
        if value is not None and end is not None and not begin < value <= end:
            raise ValueError(f"is {value:g}; put it after hold_start_s {begin:g}, up to {end:g}")
        return value


class Expectation(BaseModel):
    """What an exercise must make of the clip.

    Attributes:
        exercise: The exercise's id.
        hold_s: The hold that counts.
        minutes: How long the session is, of an exercise that is timed; then the line
            has `seconds` in place of `hold_s`.
        seconds: Time that must count.
        within: How far the counted time may be off, as a share of `seconds`.
        counted: Repetitions that must be counted, or areas that must be complete.
        reps: The target of the set, where it is not the exercise's own.
        faults: Faults that must be named, and no others; None leaves the faults unjudged.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    exercise: Name
    minutes: Annotated[float, Field(gt=0, le=60, allow_inf_nan=False)] | None = None
    hold_s: Seconds | None = Field(default=None, validate_default=True)
    seconds: Seconds | None = Field(default=None, validate_default=True)
    within: Annotated[float, Field(gt=0, lt=1, allow_inf_nan=False)] = 0.02
    counted: Annotated[int, Field(ge=0)]
    reps: Annotated[int, Field(ge=1)] | None = None
    faults: tuple[Name, ...] | None = None

    @property
    def setting(self) -> str:
        """The hold or the session's length, for readers."""
        return f"{self.hold_s:g} s" if self.minutes is None else f"{self.minutes:g} min"

    @field_validator("hold_s", "seconds")
    @classmethod
    def _of_its_kind(cls, value: float | None, info: ValidationInfo) -> float | None:
        by_clock = info.data.get("minutes") is not None
        wanted = by_clock == (info.field_name == "seconds")
        if wanted and value is None:
            raise ValueError("is missing; add it")
        if value is not None and not wanted:
            raise ValueError(
                "goes with repetitions; a line with minutes has seconds"
                if by_clock
                else "goes with minutes; add them, or take it out"
            )
        return value


class ClipReading(BaseModel):
    """How the clip is read where the file does not say, or says it wrongly.

    Attributes:
        fps: Pictures a second as they were taken.
        speed: How fast the clip shows what happened: 0.25 is slow motion.
        times: The name of a file in the same folder with the time of every picture.
        stream: Which of several picture streams, from 0.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fps: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    speed: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    times: Name | None = Field(default=None, validate_default=True)
    stream: Annotated[int, Field(ge=0)] | None = None
    mirrored: bool = False
    turn: Literal[0, 90, 180, 270] | None = None
    face: Annotated[str, Field(pattern=r"^(left|right|largest|[1-9][0-9]?)$")] = "largest"

    @field_validator("times")
    @classmethod
    def _one_of_both(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and info.data.get("fps") is not None:
            raise ValueError("fps and times both say when pictures were taken; give one of them")
        if value is not None and ("/" in value or "\\" in value):
            raise ValueError("is a path; put the file beside the clip and give the name alone")
        return value

    def beside(self, folder: Path) -> ReadAs:
        """The same for a clip in a folder."""
        times = None if self.times is None else folder / self.times
        return ReadAs(
            self.fps, self.speed, times, self.stream, self.mirrored, self.turn, face=self.face
        )


class Truth(BaseModel):
    """One truth file.

    Attributes:
        clip: The clip's file name, in the same folder.
        fps: Frames per second, nominal where the clip's rate varies.
        frames: Frames in the clip.
        origin: Where the clip comes from; ``kind`` (real, rendered), ``identity`` and
            ``condition`` group the results.
        description: For readers.
        read_as: How the clip is read where the file does not say; every time here is then of life.
        labelled: The kinds that are labelled completely; None stands for all of them.
        events: What happens; None leaves the events unjudged.
        expect: What exercises must make of it.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    schema_: Literal["facecheck.truth/1"] = Field(alias="schema")
    clip: Name
    fps: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    frames: Annotated[int, Field(ge=1)]
    origin: Mapping[str, Any] = Field(default_factory=dict)
    description: str | None = None
    read_as: ClipReading | None = None
    labelled: tuple[Name, ...] | None = None
    events: tuple[LabelledEvent, ...] | None = None
    expect: tuple[Expectation, ...] = ()

    @field_validator("clip")
    @classmethod
    def _plain_name(cls, value: str) -> str:
        if "/" in value or "\\" in value:
            raise ValueError(
                "is a path; put the truth file beside its clip and give the name alone"
            )
        return value
