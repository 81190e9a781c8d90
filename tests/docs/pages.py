"""The documents, the blocks of code in them, and the command lines of those."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (".", "docs", "docs/decisions", "docs/pictures", "examples", "sample_videos")
    for path in ROOT.glob(f"{folder}/*.md")
)

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Block:
    """A fenced block of a document."""

    page: str
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}: {self.text.strip().splitlines()[0][:60]}"


def blocks(language: str, names: list[str] = NAMES) -> list[Block]:
    return [
        Block(name, language, text)
        for name in names
        for found, text in _BLOCK.findall(page(name))
        if found == language
    ]


def spans(name: str) -> list[str]:
    """What stands between single backquotes, outside of blocks."""
    return _SPAN.findall(re.sub(r"^```.*?^```", "", page(name), flags=re.DOTALL | re.MULTILINE))


@dataclass(frozen=True)
class Line:
    """A command of a shell block, as a reader pastes it.

    Attributes:
        page: Where it stands.
        words: Without the comment.
        into: The file that its output goes to.
        behind: It continues while the next ones run.
    """

    page: str
    words: tuple[str, ...]
    into: str | None = None
    behind: bool = False

    def __str__(self) -> str:
        into = f" > {self.into}" if self.into is not None else ""
        return shlex.join(self.words) + into + (" &" if self.behind else "")

    @property
    def program(self) -> str:
        """The first word, without the folder of an environment."""
        return self.words[0].removeprefix(".venv/bin/")

    @property
    def needs_cluster(self) -> bool:
        """It begins one, or has its clips scored there."""
        return self.program == "dask" or "--cluster" in self.words

    @property
    def renders(self) -> bool:
        """It is one of the renderer's."""
        return self.words[:3] == ("python", "-m", "sample_videos.actor")

    @property
    def is_ours(self) -> bool:
        """It is one of facecheck's own, and needs no cluster."""
        return self.program == "facecheck" and not self.needs_cluster


def lines(names: list[str] = NAMES) -> list[Line]:
    """Every command of every shell block, in order."""
    return [
        line
        for block in blocks("sh", names)
        for text in block.text.splitlines()
        for line in _lines(block.page, text)
    ]


def mentioned(names: list[str] = NAMES) -> list[Line]:
    """Commands of facecheck in the running text, once each on a page.

    Words in capitals stand for something, and a name alone is no command line.
    """
    return [
        line
        for name in names
        for span in dict.fromkeys(spans(name))
        if span.startswith(("facecheck ", ".venv/bin/facecheck "))
        if not re.search(r"\b[A-Z]{2,}|--help|\[", span)
        for line in _lines(name, span)
        if len(line.words) > 2
    ]


def _lines(name: str, text: str) -> list[Line]:
    lexer = shlex.shlex(text, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    found: list[Line] = []
    words: list[str] = []
    into: str | None = None
    for word in [*lexer, "&&"]:
        if word in ("&&", "&"):
            found += [Line(name, tuple(words), into, word == "&")] if words else []
            words, into = [], None
        elif words[-1:] == [">"]:
            words, into = words[:-1], word
        else:
            assert word == ">" or not set(word) <= set("();<>|&\\"), f"{name}: {text}: {word}?"
            words.append(word)
    return found
