"""Every error facecheck raises on purpose.

FacecheckError              what the CLI prints in one line, exit code 1
|-- SourceError             a camera, clip or folder cannot be opened or read
|-- ModelError              a MediaPipe .task file is missing or corrupt
|-- SpecError               an exercise or truth file is wrong; the message names file and key
|-- TraceError              a landmark trace is damaged or from a newer format
|-- CalibrationError        the movements were not seen, or are no plausible range
|-- ProfileError            something of the profile or the plan is not possible
|-- CautionError            an exercise is held back
|-- ArgumentError           a number or a name that a program gave is not possible
|-- OutputError             a result cannot be written
|-- HistoryError            the record of sessions cannot be opened, read or written
|-- ReportError             there is nothing to report, or the document is not one
|-- ClusterError            the machines cannot be reached, or do not fit this facecheck
`-- DisplayError            there is no window system, or OpenCV was built without one

Anything else that escapes is a bug: exit code 3 and a traceback.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from facecheck.core.messages import Message
from facecheck.core.text import printable


def _printable(line: str) -> str:
    """A line without what a terminal would act on; a message stays one."""
    if not isinstance(line, Message):
        return printable(line)
    values = {name: _shown(value) for name, value in line.values.items()}
    return Message(line.code, **values)


def _shown(value: Any) -> Any:
    if isinstance(value, ValueError) and value.args and isinstance(value.args[0], Message):
        value = value.args[0]
    if isinstance(value, str):
        return _printable(value)
    return printable(str(value)) if isinstance(value, PurePath | BaseException) else value


def _again(kind: type[FacecheckError], lines: tuple[str, ...]) -> FacecheckError:
    return SpecError(list(lines)) if issubclass(kind, SpecError) else kind(*lines)


class FacecheckError(Exception):
    """Base of all expected problems. The message is one line: what, where, how to mend it.

    Attributes:
        lines: What is said, a `Message` for each line that has values; another language says the
            same of it.
    """

    def __init__(self, *lines: str, **values: Any) -> None:
        """Take one line; what would break it, such as a file's name, is made printable.

        Args:
            lines: A template whose blanks the values fill; or several lines without values.
            values: By their names in the template: texts, paths, numbers, messages.
        """
        told = [Message(line, **values) for line in lines] if values else lines
        self.lines = tuple(map(_printable, told))
        super().__init__("\n".join(self.lines))

    def __reduce__(self) -> tuple[Any, ...]:
        """By its lines, so that an error survives the way between processes."""
        return _again, (type(self), self.lines)


class SourceError(FacecheckError):
    """A camera, clip or folder cannot be opened or read."""


class ModelError(FacecheckError):
    """A model file is missing or does not have the published hash."""


class SpecError(FacecheckError):
    """An exercise, routine or truth file is wrong.

    Attributes:
        problems: One line per problem, each naming file, key and remedy.
    """

    def __init__(self, problems: list[str]) -> None:
        """Join the problems, so that a reader sees all of them at once."""
        super().__init__(*problems)
        self.problems = problems


class TraceError(FacecheckError):
    """A recorded trace is damaged or from a newer format."""


class CalibrationError(FacecheckError):
    """The movements were not seen for long enough, or are no plausible range."""


class ProfileError(FacecheckError):
    """Something that was asked of the profile or the plan is not possible."""


class CautionError(FacecheckError):
    """A caution holds an exercise back; the message says why, and until when."""


class ArgumentError(FacecheckError, ValueError):
    """A number or a name that was given cannot be meant; the message says what can."""


class OutputError(FacecheckError):
    """A result cannot be written where it was asked for."""


class HistoryError(FacecheckError):
    """The record of past sessions cannot be opened, read or written."""


class ReportError(FacecheckError):
    """There is nothing to report on, or what was given is no score document."""


class ClusterError(FacecheckError):
    """The cluster cannot be reached, has no workers, or they would judge otherwise."""


class DisplayError(FacecheckError):
    """No window can be opened here."""
