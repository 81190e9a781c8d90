"""Every column of every table that facecheck writes: name, unit, meaning.

A column is called as the key of the document is called, keys within keys joined by an underscore:
`target.reps` is `target_reps`. A name ends in the unit that its numbers have, where they have one:
`hold_s` is in seconds, `lip_gap_iod` in inter-ocular distances. Shares, counts and scores have
none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["text", "whole", "number", "truth", "time", "day"]
"""What a cell holds: text, a whole number, a number, true or false, a moment in UTC, a day."""

UNIT_ENDINGS: Final[Mapping[str, str]] = {
    "inter-ocular": "iod",
    "eye widths": "eyes",
    "degrees": "deg",
    "cm": "cm",
    "pixels": "px",
    "s": "s",
    "min": "min",
    "UTC": "utc",
}
"""A unit, and how the name of a column in it ends. Other units are numbers without one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Every cell may be empty.

    Attributes:
        name: The same in CSV, Parquet, workbooks and documents.
        kind: What a cell holds.
        unit: `s`, `0 to 1`, `inter-ocular`, …; empty where there is none.
        what: What it is, in a few words.
    """

    name: str
    kind: Kind
    unit: str
    what: str


def with_unit(name: str, unit: str) -> str:
    """The name of a column in a unit.

    >>> with_unit("lip_gap", "inter-ocular"), with_unit("yaw_deg", "degrees")
    ('lip_gap_iod', 'yaw_deg')
    """
    ending = UNIT_ENDINGS.get(unit)
    return name if ending is None or name.endswith(f"_{ending}") else f"{name}_{ending}"


SHARE = "0 to 1"

_PATH = Column("path", "text", "", "the clip as it was named on the command line or in the list")
_CLIP = Column("clip", "text", "", "the clip's name without its folder; of a trace, its clip's")
CLIP: Final = (_PATH, _CLIP)
"""Which clip: first in every table of clips, and what tables are joined by."""

_PERSON = Column("person", "text", "", "what the person is called")
_DATE = Column("date", "day", "", "when it was filmed, as somebody said")
_EXERCISE = Column("exercise", "text", "", "its id")

TARGET: Final = (
    Column("target_reps", "whole", "", "repetitions asked for"),
    Column("target_hold_s", "number", "s", "seconds to hold each"),
    Column("target_seconds", "number", "s", "time asked for, of timed exercises"),
)

ATTEMPT: Final = (
    Column("attempt", "whole", "", "its number in the set, from 1"),
    Column("start_s", "number", "s", "where the movement left rest, from the beginning"),
    Column("end_s", "number", "s", "where it was back at rest"),
    Column("hold_s", "number", "s", "how long it was held; of an area, the time that counted"),
    Column("peak", "number", SHARE, "the highest level; more than 1 is past full effort"),
    Column("counted", "truth", "", "whether it counts"),
    Column("reason", "text", "", "why it does not count"),
    Column("score", "whole", "0 to 100", "of the attempt"),
    Column("parts_hold", "number", SHARE, "part of the score: the hold"),
    Column("parts_depth", "number", SHARE, "part of the score: how deep"),
    Column("parts_form", "number", SHARE, "part of the score: the form"),
    Column("parts_steadiness", "number", SHARE, "part of the score: how steady"),
    Column("parts_symmetry", "number", SHARE, "part of the score: how alike the sides are"),
    Column("side", "text", "", "the side that worked: both, left or right, the person's"),
    Column("sides_left", "number", SHARE, "how far the left side went on average"),
    Column("sides_right", "number", SHARE, "how far the right side went on average"),
    Column("symmetry", "number", SHARE, "the weaker, or affected, side's part of the other"),
    Column("area", "text", "", "the area of the face, of timed exercises"),
    Column("faults", "text", "", "their names, joined with a semicolon"),
)

SET_RESULT: Final = (
    Column("set_score", "whole", "0 to 100", "of the set: counted attempts over those asked for"),
    Column("duration_s", "number", "s", "how long the clip or set took"),
    Column("judged_s", "number", "s", "how much of it could be judged"),
)

CLIP_ATTEMPTS: Final = (
    *CLIP,
    _PERSON,
    _DATE,
    _EXERCISE,
    *TARGET,
    *SET_RESULT,
    *ATTEMPT,
    Column("error", "text", "", "why the clip could not be scored"),
)
"""`score --out --rows attempts`: a row an attempt; a clip without any has one row all the same."""

SCORES: Final = (
    *CLIP,
    _PERSON,
    _DATE,
    _EXERCISE,
    Column("counted", "whole", "", "attempts that count"),
    *TARGET,
    Column("complete", "truth", "", "whether the target was reached"),
    Column("score", "whole", "0 to 100", "of the set"),
    Column("attempts", "whole", "", "attempts, counted or not"),
    Column("held_s", "number", "s", "held in all of them together"),
    Column("seconds", "number", "s", "time that counted, of timed exercises"),
    Column("sides_left", "number", SHARE, "mean over the attempts: how far the left side went"),
    Column("sides_right", "number", SHARE, "mean over the attempts: how far the right side went"),
    Column("symmetry", "number", SHARE, "mean over the attempts: the weaker side's part"),
    Column("faults", "text", "", "their names, joined with a semicolon"),
    Column("duration_s", "number", "s", "the clip's length"),
    Column("judged_s", "number", "s", "how much of it could be judged"),
    Column("frames", "whole", "", "frames read"),
    Column("face_frames", "whole", "", "frames with a face"),
    Column("warnings", "text", "", "what should be known of the clip, joined with a semicolon"),
    Column("error", "text", "", "why the clip could not be scored"),
)
"""`score --out`: a row a clip."""

EVENTS: Final = (
    *CLIP,
    Column("kind", "text", "", "blink, eyes_closed, squint, jaw_open or palm_on_cheek"),
    Column("side", "text", "", "both, left or right, the person's"),
    Column("start_s", "number", "s", "from the first frame"),
    Column("end_s", "number", "s", "where it is over"),
    Column("peak", "number", SHARE, "of full effort; of closures the share of the opening lost"),
)
"""`events --out`: a row an event."""

FRAME: Final = (*CLIP, Column("time_s", "number", "s", "from the first frame"))
"""`measure --out`: a row a frame; its measures stand behind these."""

HISTORY: Final = (
    _PERSON,
    Column("session", "text", "", "the session's key, the same in every copy"),
    Column("session_begun_utc", "time", "UTC", "when it began"),
    Column("session_ended_utc", "time", "UTC", "when it ended; empty: it runs, or was killed"),
    Column("utc_offset_min", "whole", "min", "of the place, east of UTC"),
    Column("day", "day", "", "the day on which it began, where it was done"),
    Column("ending", "text", "", "running, done (every exercise complete) or stopped"),
    Column("routine", "text", "", "what was asked for"),
    Column("source", "text", "", "the camera's name, or the clip's"),
    Column("kind", "text", "", "practice; tried: a clip as the camera; recorded: a clip added"),
    Column("stress_before", "whole", "0 to 10", "what the person said"),
    Column("stress_after", "whole", "0 to 10", "what the person said"),
    Column("felt", "text", "", "how it felt, in their words"),
    Column("set", "whole", "", "the number of the set in its session, from 1"),
    _EXERCISE,
    Column("set_begun_utc", "time", "UTC", "when the set began"),
    *TARGET,
    *SET_RESULT,
    Column("restarted", "truth", "", "the set was restarted; it was done, but is no result"),
    Column("pain", "truth", "", "the person stopped it because it hurt"),
    *ATTEMPT,
    Column("kept_at_utc", "time", "UTC", "when the attempt was first written down"),
    Column("open", "truth", "", "it counted and was still held when it was last written down"),
    Column("by_hand", "text", "", "added or taken back, where the person corrected the count"),
)
"""`history --csv`, `--parquet` and `--xlsx`: a row an attempt."""
