"""Everything that the source says to people is in every catalogue, with the same blanks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import facecheck
from facecheck.core.messages import ENGLISH, Message
from facecheck.outputs.catalogue import DEFAULT, Catalogue, languages

FOLDER = Path(facecheck.__file__).parent
SAYING = re.compile(r"say|Message|UsageError|BadParameter|[A-Z]\w*Error")
SILENT = {"ValueError", "TypeError", "KeyError", "RuntimeError", "OSError", "AssertionError"}
"""What a programmer reads, and an error that is turned into a line of ours."""
OTHERS = sorted(set(languages()) - {DEFAULT})


def texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.List | ast.Tuple):
        for part in node.elts:
            yield from texts(part)
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def said() -> dict[str, str]:
    """What is handed to whatever speaks, with the module that says it."""
    found: dict[str, str] = {}
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if SAYING.fullmatch(name) and name not in SILENT:
                for text in texts(node.args[0]):
                    if re.search(r"[A-Za-z]{2}", re.sub(r"\{[^}]*\}", "", text)):
                        found.setdefault(text, str(path.relative_to(FOLDER)))
    return found


def blanks(template: str) -> set[tuple[str, str | None, str | None]]:
    return {(n, spec, conv) for _, n, spec, conv in Formatter().parse(template) if n is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_everything_that_is_said_is_in_the_catalogue(language: str) -> None:
    known = Catalogue(language)
    missing = {
        text: module
        for text, module in said().items()
        if not (text in known.texts or text in ENGLISH or text.startswith("facecheck: {"))
    }
    assert not missing, f"add these to facecheck/outputs/languages/{language}.po"
    assert len(said()) > 500


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_blanks_of_its_english(language: str) -> None:
    known = Catalogue(language)
    for english, text in known.texts.items():
        if blanks(english):
            assert blanks(text) <= blanks(english), english
    for code, english in ENGLISH.items():
        assert blanks(known.word(code) or "") == blanks(english), code


def test_no_f_string_is_raised_or_said() -> None:
    """An f-string is filled before anybody can put it into another language."""
    found = [
        f"{path.relative_to(FOLDER)}:{node.lineno}"
        for path in sorted(FOLDER.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in {"say", "Message", "SourceError", "OutputError"}
        and node.args
        and isinstance(node.args[0], ast.JoinedStr)
    ]
    # Things are counted by one function, for which the noun is a part of the template.
    assert {place.partition(":")[0] for place in found} <= {"inputs/sources/stamps.py"}


def test_a_message_is_said_with_everything_in_it() -> None:
    inner = Message("did you mean {near!r}?", near="squint")
    outer = Message("unknown key; {hint}", hint=inner)
    assert Catalogue("de").say(outer) == "unbekannter Schlüssel; meintest du 'squint'?"


def test_what_a_user_wrote_goes_before_what_we_know() -> None:
    assert Catalogue("de").say("too dark", {"too dark": "finster"}) == "finster"
