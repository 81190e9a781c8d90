"""The options of a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from facecheck.core.sides import Side
from facecheck.core.targets import Personal, Targets
from facecheck.outputs.catalogue import DEFAULT

if TYPE_CHECKING:
    from facecheck.engine.spec.exercise import Exercise
    from facecheck.outputs.overlay.shown_picture import PictureKind


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """How a session runs.

    Attributes:
        reps: Repetitions to a set, instead of each exercise's.
        hold_s: Seconds to hold, instead of each exercise's.
        minutes: How long a timed session takes, instead of the exercise's own time.
        toner_minutes: The same of exercises with a device alone, where `minutes` is not given.
        affected: The side of the face that is known to be weaker.
        face: Whose face is judged where there are several; see ``ReadAs.face``.
        full: The person's readings at full effort, by measure.
        rest: The person's rest levels, by measure.
        mirrored: Show the picture as a mirror would.
        picture: What is shown in place of the camera's picture.
        muted: Begin with sound off.
        voice: Speak cues and counts.
        language: Of the interface and the voice.
        phrases: What exercise files say in that language, by their English words.
        text_scale: Larger than 1 for larger type.
        calibrates: Exercises whose full effort can be learned before the first one; empty for none.
        only_calibrates: That is done at once, and nothing else.
        learned: Takes what was learned of each movement, full effort and rest by measure.
        cheer: What is said of the day and the week under the summary; empty for nothing.
        size: The window's width and height in pixels; None for what the screen allows.
        fills: Begin with the whole screen.
        window: Show a window; otherwise sound and a table in the terminal.
        lines: Writes a line of text; given, and without a window, lines stand for the table.
        stats: Show frames per second, delay and dropped frames.
        json: Write one JSON line for each exercise here.
        trace: Write the landmarks here, for scoring again.
        video: Write the picture with its overlay here.
        peaks: Write a picture of each attempt's peak into this folder.
        notices: What the user should know from the beginning.
        guided: Wait until the face sits well, and count down to the first exercise; None for a
            camera only, since a clip is judged from its first frame.
        explain: Explain the first exercise before it, where the session is guided.
        summary_s: How long the summary stays unless a key is pressed; None for five minutes
            with a camera and three seconds with a clip.
    """

    reps: int | None = None
    hold_s: float | None = None
    minutes: float | None = None
    toner_minutes: float | None = None
    affected: Side | None = None
    face: str = "largest"
    full: Mapping[str, float] | None = None
    rest: Mapping[str, float] | None = None
    mirrored: bool = True
    picture: PictureKind = "mine"
    muted: bool = False
    voice: bool = True
    language: str = DEFAULT
    phrases: Mapping[str, str] = field(default_factory=dict)
    text_scale: float = 1.0
    calibrates: tuple[Exercise, ...] = ()
    only_calibrates: bool = False
    learned: Callable[[Mapping[str, float], Mapping[str, float]], object] | None = None
    cheer: Callable[[], str] | None = None
    size: tuple[int, int] | None = None
    fills: bool = False
    window: bool = True
    lines: Callable[[str], None] | None = None
    stats: bool = False
    json: Path | None = None
    trace: Path | None = None
    video: Path | None = None
    peaks: Path | None = None
    notices: tuple[str, ...] = ()
    guided: bool | None = None
    explain: bool = True
    summary_s: float | None = None

    @property
    def targets(self) -> Targets:
        """The repetitions, holds and minutes asked for."""
        return Targets(self.reps, self.hold_s, self.minutes)

    @property
    def personal(self) -> Personal:
        """What is known of the person."""
        return Personal(self.full, self.rest, self.affected, self.toner_minutes)
