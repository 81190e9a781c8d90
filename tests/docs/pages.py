"""The documents, and the blocks of code in them."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "sample_videos/README.md")
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


def command_lines(text: str) -> list[list[str]]:
    """The words of every command of a shell block, without comments and where its output goes."""
    found = []
    for line in text.splitlines():
        words = shlex.split(line.partition(" > ")[0], comments=True)
        command: list[str] = []
        for word in [*words, "&&"]:
            if word == "&&":
                found += [command] if command else []
                command = []
            else:
                command.append(word)
    return found
