"""YAML text to one mapping of plain values, whoever wrote it."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

from facecheck.core.errors import SpecError
from facecheck.core.messages import Message
from facecheck.core.text import one_line

MAX_DEPTH = 30
"""Deeper nesting is an attack on the reader; ours have a depth of four."""

MAX_CHARACTERS = 100_000
"""An exercise file of more is a mistake or an attack; ours have two thousand."""


def load_yaml(text: str, name: str, most: int = MAX_CHARACTERS) -> dict[str, Any]:
    """Read one YAML mapping, safely: no tags, no aliases, no duplicate keys.

    Args:
        text: The file's text.
        name: The file's name, for messages.
        most: A longer text is not read.

    Raises:
        SpecError: The text is no such mapping; the message has the line.
    """
    if len(text) > most:
        raise SpecError(
            [
                Message(
                    "{name}: has {text} characters; at most {most} are read",
                    name=name,
                    text=len(text),
                    most=most,
                )
            ]
        )
    try:
        _look_through(text, name)
        data = YAML(typ="safe", pure=True).load(text)
    except SpecError:
        raise
    except MarkedYAMLError as error:
        what = one_line(error.problem or "is not YAML")
        raise SpecError([f"{name}: {_line(error.problem_mark)}{what}"]) from error
    except Exception as error:  # on hostile text the reader fails in more ways than its own
        what = one_line(str(error)) or type(error).__name__
        raise SpecError(
            [Message("{name}: is not readable as YAML: {what}", name=name, what=what)]
        ) from error
    if not isinstance(data, dict):
        raise SpecError([Message("{name}: is not a mapping of keys to values", name=name)])
    return data


def _look_through(text: str, name: str) -> None:
    """Refuse what would do harm once it is loaded."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        # Aliases let ten lines grow into gigabytes, and no exercise needs them.
        if isinstance(event, AliasEvent):
            raise SpecError(
                [
                    Message(
                        "{name}: YAML aliases (*name) are not read; write the value out", name=name
                    )
                ]
            )
        if isinstance(event, ScalarEvent) and _half_a_letter(event.value):
            where = _line(event.start_mark)
            raise SpecError(
                [
                    Message(
                        "{name}: {where}holds half of a letter; write the letter itself",
                        name=name,
                        where=where,
                    )
                ]
            )
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise SpecError(
                [
                    Message(
                        "{name}: is nested more than {max_depth} deep; make it flatter",
                        name=name,
                        max_depth=MAX_DEPTH,
                    )
                ]
            )


def _line(mark: Any) -> str:
    return f"line {mark.line + 1}: " if mark is not None else ""


def _half_a_letter(text: str) -> bool:
    """Whether a text holds a lone surrogate, which no file and no terminal takes."""
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)
