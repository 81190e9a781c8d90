"""The language of what a command prints for people: `--language`, of every command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from facecheck.core.messages import Message
from facecheck.outputs.catalogue import DEFAULT, catalogue, languages

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULT", "asked_for", "language", "option", "say", "speak", "with_language"]

NAME = "--language"
ENVIRONMENT = "FACECHECK_LANGUAGE"
"""Stands for the option where it is not given, as in one's shell profile."""

_TYPED = core.ParameterSource.COMMANDLINE
_FROM_ENVIRONMENT = core.ParameterSource.ENVIRONMENT

_spoken: ContextVar[str] = ContextVar("language", default=DEFAULT)
_exercises: ContextVar[Mapping[str, str] | None] = ContextVar("exercises", default=None)


def speak(language: str) -> None:
    """From now on, in this process, this language is spoken."""
    _spoken.set(language)
    _exercises.set(None)
    # click looks its own words up in the process's one gettext domain, which is not ours to take.
    for module in (core, decorators, exceptions, formatting, parser, termui, types):
        for name, ours in (("_", say), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, ours)


def speak_of_exercises(folders: Sequence[Path] = ()) -> None:
    """From now on what exercise files say is put into the language, too.

    Args:
        folders: Of exercises, looked into first.

    Raises:
        SpecError: A file of translations cannot be read.
    """
    from facecheck.inputs.library import translations

    _exercises.set(translations(language(), folders) if language() != DEFAULT else None)


def language() -> str:
    """The language that is spoken."""
    return _spoken.get()


def say(text: str, /, **values: Any) -> str:
    """A text in the language that is spoken.

    Args:
        text: In English, perhaps with blanks.
        values: What fills them; texts among them are put into the language, too.
    """
    return catalogue(language()).say(Message(text, **values) if values else text, _exercises.get())


def _counted(one: str, several: str, count: int) -> str:
    return say(one if count == 1 else several)


def number(value: float, digits: int = 1) -> str:
    """A number as the language writes it."""
    return catalogue(language()).number(value, digits)


def asked_for(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, before anything else of it is looked at."""
    for at, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == NAME:
            wanted = value if equals else next(iter(arguments[at + 1 :]), "")
            return wanted if wanted in languages() else DEFAULT
    return DEFAULT


def _chosen(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """The language of a command: its own, else of the one before it, else of the environment."""
    name = str(parameter.name)
    ways = [one.get_parameter_source(name) for one in _with_those_before(context)]
    if ways[0] is _TYPED or (ways[0] is _FROM_ENVIRONMENT and _TYPED not in ways):
        speak(value)
    return language()


def _with_those_before(context: click.Context) -> Iterator[click.Context]:
    one: click.Context | None = context
    while one is not None:
        yield one
        one = one.parent


def option(*, exposed: bool) -> Callable[[Any], Any]:
    """The option itself."""
    return click.option(
        NAME,
        "language",
        type=click.Choice(languages()),
        default=DEFAULT,
        show_default=True,
        envvar=ENVIRONMENT,
        is_eager=True,
        expose_value=exposed,
        callback=_chosen,
        help="Of what is printed for people.",
    )


def with_language(command: click.Command) -> click.Command:
    """A command, and those below it, that take the option."""
    if not any(NAME in parameter.opts for parameter in command.params):
        option(exposed=False)(command)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            with_language(below)
    return command
