"""What a session says is in the table of words, and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from facecheck import live
from facecheck.outputs.catalogue import catalogue
from facecheck.outputs.sound import player, voice
from facecheck.outputs.words import ENGLISH

FOLDER = Path(live.__file__).parent
ERRORS_ALONE = {"desktop"}
MODULES = [
    *(path for path in sorted(FOLDER.rglob("*.py")) if path.stem not in ERRORS_ALONE),
    Path(player.__file__),
    Path(voice.__file__),
]
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:.]? [A-Za-z]{2,}")
KEPT = {"taken back"}
"""In documents, which are English whoever reads them."""


def spoken(tree: ast.Module) -> Iterator[str]:
    """Words in a row that are no docstring and no error; errors are English, as is the terminal."""
    silent = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) or _is_docstring(node)
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            yield node.value


def _is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_sentence_is_written_outside_the_table(module: Path) -> None:
    texts = spoken(ast.parse(module.read_text("utf-8")))
    said = {text for text in texts if SENTENCE.search(text) and text not in ENGLISH}
    # What ends a set is the engine's to say, and is translated with what it says.
    assert said - KEPT - catalogue("de").texts.keys() <= {"PortAudio library not found"}


def test_every_key_that_a_session_asks_for_is_in_every_language() -> None:
    asked = set()
    for module in MODULES:
        texts = spoken(ast.parse(module.read_text("utf-8")))
        asked |= {text for text in texts if re.fullmatch(r"[a-z]+\.[a-z]+( [a-z]+)?", text)}
    asked = {key for key in asked if key.split(".")[0] in {k.split(".")[0] for k in ENGLISH}}
    assert len(asked) > 60
    assert not asked - ENGLISH.keys()
