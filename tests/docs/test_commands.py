"""Every command line in a document is one that exists."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click
import pytest

from facecheck.cli import COMMANDS, app, run

from .pages import NAMES, ROOT, blocks, command_lines, page, spans

LINES = [
    pytest.param(words[1:], id=" ".join(words))
    for block in blocks("sh")
    for words in command_lines(block.text)
    if words[0].rsplit("/", 1)[-1] == "facecheck"
]


def understood(words: list[str]) -> click.Context:
    """Parse a command line as facecheck does, without doing what it asks for."""
    command: click.Command = app
    # With the settings of the app: a command keeps the help option of its first context.
    context = click.Context(app, info_name="facecheck", **app.context_settings)
    while isinstance(command, click.Group) and words:
        found = command.get_command(context, words[0])
        assert found is not None, f"there is no command {words[0]!r}"
        command, words = found, words[1:]
    return command.make_context(command.name, list(words), parent=context)


@pytest.mark.parametrize("words", LINES)
def test_a_command_line_in_a_block_is_understood(words: list[str]) -> None:
    understood(words)


@pytest.mark.parametrize("words", [["scor", "a.mp4"], ["score", "a.mp4", "-e", "x", "--hold", "y"],
                                   ["score", "a.mp4"], ["demo", "--output", "x"]])  # fmt: skip
def test_one_that_is_wrong_would_be_found(words: list[str]) -> None:
    with pytest.raises((click.UsageError, AssertionError)):
        understood(words)


@pytest.mark.parametrize("name", NAMES)
def test_commands_and_options_in_the_text_exist(name: str) -> None:
    for span in spans(name):
        words = span.split()
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


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_or_the_design_page(name: str) -> None:
    assert f"facecheck {name}" in page("README.md") or f"| `{name}" in page("docs/design.md")


def test_the_first_block_of_the_readme_holds_two_commands() -> None:
    lines = [line for line in blocks("sh", ["README.md"])[0].text.splitlines() if line.strip()]
    assert len(lines) == 2
    assert lines[0].endswith("facecheck demo")
    assert lines[1].endswith("-m pytest")


def test_an_exercise_is_begun_as_the_readme_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [
        words[1:]
        for block in blocks("sh", ["README.md"])
        for words in command_lines(block.text)
        if words[:2] == ["facecheck", "exercises"]
    ]
    assert [words[1] for words in lines] == ["new", "check", "list", "show"]
    for words in lines:
        assert run(words) == 0, capsys.readouterr()
    assert "smile" in capsys.readouterr().out


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
