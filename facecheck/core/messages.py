"""Messages to people as values: a template and the numbers and names in it.

A `Message` is its English text, so that documents, logs and tests read it as one, and it keeps its
code and values, so that another language puts the same into its own words (`outputs/phrases.py`)
and a program asks for the code, never for the wording.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from string import Formatter
from typing import Any, Final


class Code(StrEnum):
    """What is said by the engine and by sources of a clip; the value is what traces keep."""

    HELD_UNTIL = "held until"
    """An attempt ended before its time: `held`, `target`, `why` and `at`, in seconds."""
    HELD_STOPPED = "held stopped"
    """A fault stopped its time: likewise, `at` is when the fault began."""
    AREA_SHORT = "area short"
    """An area did not get its time: `held`, `target`, `why`."""
    AREA_STOPPED = "area stopped"
    """Likewise, and time stood still for long: `stop`, for `lasted` seconds from `at`."""
    AREA_ELSEWHERE = "area elsewhere"
    """The hand was on another area for most of its time: `elsewhere`, `target`, in seconds."""
    TAKEN_BACK = "taken back"
    HURT = "hurt"
    ENDS_EARLY = "ends early"
    """Seconds that could be `read` of the `whole` clip."""
    PICTURES_END_EARLY = "pictures end early"
    """Pictures that could be `read` of the `whole` animation."""
    NO_FACE = "no face"
    NO_REST = "no rest"
    REST_LATE = "rest late"
    BEGUN_UNSEEN = "begun unseen"
    """The movement that was under way when it was first seen, `at` that second."""
    NOT_JUDGED = "not judged"
    """Seconds of a timed exercise that could not be judged."""
    MINUTES_ASKED = "minutes asked"
    """A session longer or shorter than the exercise takes: `asked`, `least`, `most`."""
    TOO_WIDE = "too wide"
    TOO_TALL = "too tall"
    NOT_SHOWN = "not shown"
    """Names of `faults` that 68 points do not show."""
    OTHER_CAMERA = "other camera"
    """The camera that was `wished`, and the one that is `used`."""


ENGLISH: Final[Mapping[str, str]] = {
    Code.HELD_UNTIL: "held {held:.1f} of {target:.1f} s: {why} at {at:.1f} s",
    Code.HELD_STOPPED: "held {held:.1f} of {target:.1f} s: {why} from {at:.1f} s",
    Code.AREA_SHORT: "{held:.1f} of {target:.1f} s: {why}",
    Code.AREA_ELSEWHERE: "{elsewhere:.1f} of {target:.1f} s on another area",
    Code.AREA_STOPPED: "{held:.1f} of {target:.1f} s: {why}; "
    "{stop} for {lasted:.1f} s from {at:.1f} s",
    Code.TAKEN_BACK: "taken back by hand",
    Code.HURT: "stopped because it hurt",
    Code.ENDS_EARLY: "the clip ends early: {read:.1f} of {whole:.1f} s could be read",
    Code.PICTURES_END_EARLY: "the clip ends early: {read} of {whole} pictures could be read",
    Code.NO_FACE: "no face was seen in any frame; face the camera, in more light",
    Code.NO_REST: "this face was hardly seen at rest: typical values stood in for its own",
    Code.REST_LATE: "a movement began before this face was seen at rest: "
    "typical values stood in for its own",
    Code.BEGUN_UNSEEN: "the movement at {at:.1f} s had begun before it was seen: "
    "its time counts from there, and whether it was a whole one is uncertain",
    Code.NOT_JUDGED: "{seconds:.1f} s could not be judged and do not count: "
    "keep face and hand in view",
    Code.MINUTES_ASKED: "{asked:g} minutes were asked for; "
    "this exercise takes {least:g} to {most:g}",
    Code.TOO_WIDE: "the face looks wider than faces are: if the picture is stretched, "
    "set the camera's own aspect ratio: the counts are uncertain",
    Code.TOO_TALL: "the face looks taller than faces are: if the picture is stretched, "
    "set the camera's own aspect ratio: the counts are uncertain",
    Code.NOT_SHOWN: "68 points do not show: {faults}",
    Code.OTHER_CAMERA: "{wished} is not there: {used} is used instead",
}
"""The English of each code; what is said without a code is its own English."""


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def english_day(on: date) -> str:
    """A day in words, whatever the system's language.

    >>> english_day(date(2026, 3, 5))
    '5 March 2026'
    """
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


LONG: Final = "long"
"""The format of a day in words; without one a day is written as 2026-03-05."""


class Filler(Formatter):
    """Fills in the blanks of a template.

    Args:
        say: Puts a text that is filled in into the template's language.
        point: The sign between whole numbers and tenths.
        day: Writes a day.
    """

    def __init__(
        self,
        say: Callable[[str], str] = str,
        point: str = ".",
        day: Callable[[date], str] = english_day,
    ) -> None:
        self._say = say
        self._point = point
        self._day = day

    def fill(self, template: str, values: Mapping[str, Any]) -> str:
        """The text; a template without values stays as it is, whatever is in it."""
        return self.vformat(template, (), values) if values else template

    def format_field(self, value: Any, format_spec: str) -> str:
        """One blank: texts are said, numbers written as the language writes them."""
        if isinstance(value, str):
            return format(self._say(value), format_spec)
        if isinstance(value, date) and format_spec == LONG:
            return self._day(value)
        text = format(value, format_spec)
        return text.replace(".", self._point) if isinstance(value, float) else text


_IN_ENGLISH = Filler()


class Message(str):
    """A text for people, in English, that knows what it says.

    Attributes:
        code: A `Code`; or the English template itself, where no program asks for it.
        values: What fills the template's blanks, by name: numbers, names, further messages.

    >>> Message(Code.HELD_UNTIL, held=3.8, target=5.0, why="too dark", at=12.4)
    'held 3.8 of 5.0 s: too dark at 12.4 s'
    """

    __slots__ = ("code", "values")

    code: str
    values: Mapping[str, Any]

    def __new__(cls, code: str, /, **values: Any) -> Message:
        """Fill the English template."""
        self = super().__new__(cls, _IN_ENGLISH.fill(ENGLISH.get(code, code), values))
        self.code, self.values = code, values
        return self

    @property
    def template(self) -> str:
        """The English with its blanks."""
        return ENGLISH.get(self.code, self.code)

    def __reduce__(self) -> tuple[Any, ...]:
        """As code and values, so that a message survives the way between processes."""
        return _again, (self.code, dict(self.values))


def _again(code: str, values: Mapping[str, Any]) -> Message:
    return Message(code, **values)


def joined(parts: Iterable[str], between: str = ", ") -> str:
    """Several texts as one, each of which another language says by itself.

    >>> joined(["too dark", "Come closer"])
    'too dark, Come closer'
    """
    values = {f"part{n}": part for n, part in enumerate(parts)}
    return Message(between.join(f"{{{name}}}" for name in values), **values)


def code_of(text: str) -> str | None:
    """The code of a message; None of a text that is only a text."""
    return text.code if isinstance(text, Message) else None


def to_plain(text: str) -> dict[str, Any] | str:
    """A message as plain values for a file; a text that is no message as it is."""
    if not isinstance(text, Message):
        return str(text)
    values = {k: to_plain(v) if isinstance(v, str) else v for k, v in text.values.items()}
    return {"code": str(text.code), "values": values}


def from_plain(data: Any) -> str:
    """What `to_plain` gave, again.

    Raises:
        ValueError: It is no such data.
    """
    if isinstance(data, str):
        return data
    code, values = (data.get(k) for k in ("code", "values")) if isinstance(data, Mapping) else "??"
    if not (isinstance(code, str) and isinstance(values, Mapping)):
        raise ValueError("a message needs a code and values")  # noqa: TRY004
    _check_blanks(ENGLISH.get(code, code), values)
    filled = {
        str(k): from_plain(v) if isinstance(v, str | Mapping) else v for k, v in values.items()
    }
    try:
        return Message(code, **filled)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError(f"a message's values do not fit its code: {error}") from error


def _check_blanks(template: str, values: Mapping[str, Any]) -> None:
    """Refuse a template from a file that does more than name its values: it is a small program."""
    for _, name, spec, conversion in Formatter().parse(template):
        if name is None:
            continue
        if name not in values or conversion is not None or not _SPEC.fullmatch(spec or ""):
            raise ValueError(f"a message's values do not fit its blank {name!r}")


def read(text: str) -> str:
    """A text of a document as the message that it was; as it is, where it was none.

    Documents keep English sentences, and those of earlier versions nothing else. Here alone such
    sentences are taken apart.

    >>> read("held 3.8 of 5.0 s: too dark at 12.4 s").values["why"]
    'too dark'
    """
    for code, pattern, kinds in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            values = {name: kinds[name](value) for name, value in found.groupdict().items()}
            message = Message(code, **values)
            return message if message == text else text
    return text


_SPEC = re.compile(r"(?:\.[0-9])?[fg%]?")
_BLANK = re.compile(r"\\\{(\w+)(?::([^}]*))?\\\}")
_NUMBERS: Final[Mapping[str, tuple[str, Callable[[str], Any]]]] = {
    r"\.1f": (r"-?[0-9]+\.[0-9]", float),
    "g": (r"-?[0-9.]+(?:e[+-]?[0-9]+)?", float),
}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], Mapping[str, Callable[[str], Any]]], ...]:
    """What each English template looks like when it is filled; the most telling one first."""
    found = []
    for code, template in ENGLISH.items():
        kinds: dict[str, Callable[[str], Any]] = {}

        def blank(match: re.Match[str], kinds: dict[str, Callable[[str], Any]] = kinds) -> str:
            pattern, kind = _NUMBERS.get(match[2] or "", (".+?", str))
            kinds[match[1]] = kind
            return f"(?P<{match[1]}>{pattern})"

        found.append((code, re.compile(_BLANK.sub(blank, re.escape(template))), kinds))
    return tuple(sorted(found, key=lambda each: -len(each[1].pattern)))
