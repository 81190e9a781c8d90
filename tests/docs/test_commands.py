"""Every command in a document is one that exists; test_running.py runs them."""

from __future__ import annotations

import os
import re
import sys

import click
import pytest

from facecheck.cli import COMMANDS, app

from .pages import NAMES, ROOT, Line, blocks, lines, page, spans
from .promised import understood

LINES = [line for line in lines() if line.program == "facecheck"]


@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_command_line_in_a_block_is_understood_as_it_stands(line: Line) -> None:
    understood(line.words[1:])


@pytest.mark.parametrize(
    "words",
    [
        ["scor", "a.mp4"],
        ["score", "a.mp4", "-e", "x", "--hold", "y"],
        ["score", "a.mp4"],
        ["demo", "--output", "x"],
    ],
)
def test_one_that_is_wrong_would_be_found(words: list[str]) -> None:
    with pytest.raises((click.UsageError, AssertionError)):
        understood(words)


@pytest.mark.parametrize("name", NAMES)
def test_commands_and_options_in_the_text_exist(name: str) -> None:
    for span in spans(name):
        words = span.removeprefix(".venv/bin/").split()
        if words[0] != "facecheck" or len(words) == 1 or words[1].startswith("-"):
            continue
        if words[1] == "COMMAND":
            continue
        assert words[1] in COMMANDS, span
        command: click.Command | None = app.get_command(click.Context(app), words[1])
        if isinstance(command, click.Group) and len(words) > 2:
            command = command.get_command(click.Context(command), words[2])
        assert command is not None, span
        known = {o for p in command.params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
        assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(words))) <= known, span


@pytest.mark.parametrize("name", NAMES)
def test_programs_and_tests_in_the_text_exist(name: str) -> None:
    for span in spans(name):
        words = re.sub(r"^[A-Z_]+=\S+ ", "", span).removeprefix(".venv/bin/").split()
        if words[0] != "python" or len(words) == 1:
            continue
        module = words[2] if words[1] == "-m" else "pytest"
        places = [word for word in words[1:] if "/" in word and not word.startswith("-")]
        if module != "pytest":
            places = [module.replace(".", "/")]
        for place in places:
            paths = [ROOT / place, ROOT / "tests" / place, ROOT / f"tests/{place}.py"]
            assert any(path.exists() for path in paths), span


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_or_the_design_page(name: str) -> None:
    assert f"facecheck {name}" in page("README.md") or f"| `{name}" in page("docs/design.md")


def test_the_first_block_of_the_readme_holds_two_commands() -> None:
    texts = [text for text in blocks("sh", ["README.md"])[0].text.splitlines() if text.strip()]
    assert len(texts) == 2
    assert texts[0].endswith("facecheck demo")
    assert texts[1].endswith("-m pytest")


def test_the_front_door_is_open() -> None:
    first = blocks("sh", ["CONTRIBUTING.md"])[0].text.strip()
    assert (ROOT / first).is_file()
    if sys.platform != "win32":
        assert os.access(ROOT / first, os.X_OK)


def test_system_libraries_are_the_same_wherever_they_are_named() -> None:
    named = re.search(r"apt install ([^`]+)`", page("README.md"))
    assert named is not None
    libraries = {word for word in named[1].split() if word.startswith("lib")}
    assert len(libraries) >= 4
    for name in (".ci/run", ".github/workflows/ci.yml", "docs/dependencies.md"):
        assert libraries <= set(re.findall(r"[\w.+-]+", page(name))), name
