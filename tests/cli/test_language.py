"""Every command speaks the language that is asked for, and no line of it stays English."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from facecheck.cli import COMMANDS, app, run
from facecheck.cli.language import ENVIRONMENT, asked_for

Capture = pytest.CaptureFixture[str]

WORDS = re.compile(r"[a-z]{3,}[,;:.]? [a-z]{3,}[,;:.]? [a-z]{3,}", re.IGNORECASE)
"""Three words in a row: a sentence, not a name, a number or a command line."""
NAMES = re.compile(r"facecheck( [a-z-]+)+|--[a-z-]+( [A-Z.]+)?|pip install [^ ]+|ls /dev/\S+")
"""What is typed is the same in every language."""


def said(capsys: Capture, *arguments: str) -> list[str]:
    run(arguments)
    out, err = capsys.readouterr()
    return [" ".join(NAMES.sub("", line).split()) for line in (out + err).splitlines()]


def commands(group: click.Group, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    context = click.Context(group)
    found: list[tuple[str, ...]] = []
    for name in group.list_commands(context):
        one = group.get_command(context, name)
        assert one is not None
        found.append((*above, name))
        if isinstance(one, click.Group):
            found += commands(one, (*above, name))
    return found


def options_of(path: tuple[str, ...]) -> set[str]:
    one: click.Command = app
    for name in path:
        assert isinstance(one, click.Group)
        found = one.get_command(click.Context(one), name)
        assert found is not None
        one = found
    return {option for parameter in one.params for option in parameter.opts}


@pytest.mark.parametrize("path", commands(app), ids=" ".join)
def test_every_command_takes_a_language(path: tuple[str, ...]) -> None:
    assert "--language" in options_of(path)


@pytest.mark.parametrize(
    "line",
    [
        "today",
        "plan",
        "plan --start today -e squint",
        "plan --start nonsense",
        "profile",
        "profile set injection yesterday --days 7",
        "profile set toner-minutes 99",
        "profile set nmae Anna",
        "profile clear",
        "people",
        "people new Anna",
        "people rename Nobody Anybody",
        "history",
        "report",
        "rate",
        "rate --before 3",
        "correct",
        "forget --yes",
        "exercises list",
        "exercises measures",
        "exercises show squint-palm",
        "exercises show microcurrent",
        "exercises show wink",
        "exercises show nothing-like-it",
        "exercises new jaw-open",
        "exercises check /nowhere/a.yaml",
        "score /nowhere/a.mp4 -e squint",
        "score . -e squint --resume",
        "score . -e sqint",
        "score",
        "events /nowhere/a.mp4",
        "measure /nowhere/a.mp4 --out a.csv",
        "evaluate /nowhere",
        "import /nowhere/a.json",
        "bundle a.zip",
        "scor",
        "score --bogus",
        "live --resume",
    ],
)
def test_no_sentence_stays_english(
    line: str, home: Path, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home.is_dir()
    monkeypatch.chdir(tmp_path)
    english = {text for text in said(capsys, *line.split()) if WORDS.search(text)}
    german = said(capsys, *line.split(), "--language", "de")
    assert not english.intersection(german)
    assert not any(re.search(r"\b(the|with|there|your|which)\b", text) for text in german)


def test_the_language_is_found_before_anything_else_is_looked_at() -> None:
    assert asked_for(["score", "--bogus", "--language", "de"]) == "de"
    assert asked_for(["score", "--language=de"]) == "de"
    assert asked_for(["score", "--language"]) == "en"
    assert asked_for(["score", "--language", "xx"]) == "en"


@pytest.mark.parametrize(
    "line",
    [
        "--language de exercises show wink",
        "exercises --language de show wink",
        "exercises show --language de wink",
        "exercises show wink --language de",
    ],
)
def test_it_may_stand_before_or_behind_any_command(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    assert said(capsys, *line.split())[0].startswith("Zwinkern")
    monkeypatch.setenv(ENVIRONMENT, "de")
    english = line.replace("--language de", "--language en").split()
    assert said(capsys, *english)[0].startswith("Wink")


def test_it_may_stand_in_the_environment(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, "de")
    assert "noch kein Plan" in "".join(said(capsys, "today"))


def test_the_next_command_speaks_english_again(capsys: Capture) -> None:
    german, english = said(capsys, "today", "--language", "de"), said(capsys, "today")
    assert german != english


def test_every_line_of_the_help_is_known(capsys: Capture) -> None:
    german = said(capsys, "--help", "--language", "de")
    assert german[0].startswith("Aufruf: facecheck")
    assert sum(line.split()[:1] == [name] for name in COMMANDS for line in german) == len(COMMANDS)
    assert not {line for line in COMMANDS.values() if line in "\n".join(german)}
