"""Parses a truth file to a ``Truth``, or lists everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from facecheck.core.errors import SpecError
from facecheck.core.text import nearest, one_line
from facecheck.core.yaml_text import load_yaml
from facecheck.evaluate.truth import ClipReading, Expectation, LabelledEvent, Truth
from facecheck.inputs.library import MAX_BYTES, read_text

_KEYS: Mapping[str, tuple[str, ...]] = {
    "": ("schema", *(name for name in Truth.model_fields if name != "schema_")),
    "events": tuple(LabelledEvent.model_fields),
    "expect": tuple(Expectation.model_fields),
    "read_as": tuple(ClipReading.model_fields),
}

_REMEDIES: Mapping[str, str] = {
    "float": "write a number, such as 2.5",
    "int": "write a whole number, such as 3",
    "string_type": "write text, in quotes where it looks like a number",
    "string_too_short": "write a name",
    "tuple": "write a list, one `- ` item a line",
    "model": "write keys and values, as in {{kind: blink, start_s: 1.0, end_s: 1.2}}",
    "dict": "write keys and values, as in {{kind: real}}",
    "literal": "use {expected}",
    "extra_forbidden": "no such key; there are fps, speed, times, stream",
    "finite": "write a plain number",
    "greater_than_equal": "write {ge} or more",
    "greater_than": "write more than {gt}",
}
"""By the beginning of pydantic's name of the mistake."""


def read_truth(path: Path) -> Truth:
    """Read one truth file.

    Args:
        path: The ``.truth.yaml`` file, UTF-8.

    Raises:
        SpecError: Everything that is wrong with the file, a line each: file, key, what, remedy.
    """
    return parse_truth(read_text(path), path.name)


def parse_truth(text: str, name: str) -> Truth:
    """Read the text of a truth file; ``name`` stands for it in messages.

    Raises:
        SpecError: As for ``read_truth``.
    """
    raw = load_yaml(text, name, most=MAX_BYTES)
    problems = [f"{name}: {line}" for line in _misspelt(raw)]
    try:
        truth = Truth.model_validate(raw)
    except ValidationError as error:
        problems += [f"{name}: {one_line(_sentence(dict(one)))}" for one in error.errors()]
        raise SpecError(problems) from None
    if problems:
        raise SpecError(problems)
    return truth


def _misspelt(raw: Mapping[Any, Any]) -> list[str]:
    """Keys of one's own are welcome; keys that look like ours by a slip of the pen are not."""
    levels: list[tuple[str, str, object]] = [("", "", raw)]
    for key in ("events", "expect"):
        items = raw.get(key)
        if isinstance(items, list):
            levels += [(key, f"{key}[{i}].", item) for i, item in enumerate(items)]
    levels.append(("read_as", "read_as.", raw.get("read_as")))
    lines = []
    for level, where, item in levels:
        for key in item if isinstance(item, Mapping) else ():
            if key in _KEYS[level]:
                continue
            near = nearest(str(key), _KEYS[level], cutoff=0.8)
            if near is not None:
                lines.append(one_line(f"{where}{key}: unknown key; did you mean `{near}`?"))
    return lines


def _sentence(error: Mapping[str, Any]) -> str:
    key = ""
    for part in error["loc"]:
        key += f"[{part}]" if isinstance(part, int) else f".{part}" if key else str(part)
    if error["type"] == "missing":
        return f"{key}: is missing; add it"
    if error["type"] == "value_error":
        return f"{key}: {str(error['msg']).removeprefix('Value error, ')}"
    template = next(
        (text for start, text in _REMEDIES.items() if error["type"].startswith(start)), None
    )
    if template is None:
        return f"{key}: {error['msg']}; see docs/labelling.md"
    return f"{key}: is {_short(error['input'])}; {template.format(**error.get('ctx', {}))}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
