"""The command line: arguments in, exit code out. Heavy modules are imported by the commands."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

import click

from facecheck.cli.language import DEFAULT, asked_for, option, say, speak, with_language
from facecheck.core.messages import Message
from facecheck.core.text import nearest

COMMANDS = {
    "app": "the coach in the browser: a page of this machine",
    "live": "the webcam session",
    "score": "count and score recorded clips or traces",
    "report": "one HTML page of your weeks, or of a scored clip",
    "events": "everything the face did, whatever the exercise",
    "measure": "every measure at every frame",
    "millimetres": "lips and lids in millimetres, with the error",
    "evaluate": "compare detections with labelled clips",
    "label": "draft a truth file for a clip",
    "calibrate": "learn your own range and keep it in the profile",
    "assess": "both sides of the face at full effort, not practice",
    "today": "what is due, what is done, what is held back; and start it",
    "plan": "which exercises on which days, and a calendar file",
    "profile": "what you say of yourself, and what that holds back",
    "evidence": "what is known for and against what is claimed",
    "people": "who practises here, and how it goes",
    "history": "what was done, as a table or a file",
    "correct": "put right by hand what was counted",
    "rate": "say how the last session felt",
    "export": "the whole history in one file",
    "bundle": "one file for a clinician: a page, a table, values",
    "import": "add such a file to the history",
    "forget": "remove the history, or some days of it",
    "exercises": "list, show, check and make exercise files",
    "demo": "score a bundled sample clip",
    "doctor": "check cameras, window, models, sound",
    "bench": "measure how fast facecheck is on this machine",
    "models": "find or fetch the model files",
}
"""Name to its line in the help; the module of that name in ``commands`` holds the command."""

REFUSED = {
    errno.EACCES,
    errno.EDQUOT,
    errno.EIO,
    errno.ELOOP,
    errno.EMFILE,
    errno.ENAMETOOLONG,
    errno.ENFILE,
    errno.ENOSPC,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
}
"""What a system says of a name or a disk; whatever else it says, facecheck asked wrongly."""


def module_of(name: str) -> ModuleType:
    """The module that holds a command; `import` is a word of Python, so its module's has more."""
    return import_module(f"facecheck.cli.commands.{'import_' if name == 'import' else name}")


class _Lazy(click.Group):
    """Lists its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            near = nearest(cmd_name, COMMANDS)
            if near is not None and not cmd_name.startswith("-"):
                ctx.fail(f"No such command {cmd_name!r}. Did you mean {near!r}?")
            return None
        command: click.Command = module_of(cmd_name).command
        return with_language(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, say(line)) for name, line in COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="facecheck")
@option(exposed=False)
def app() -> None:
    """Check the form of facial exercises, in front of a webcam or in recorded clips.

    facecheck counts repetitions, times holds and names faults. It promises no effect.
    """


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code: 0 done, 1 an expected problem, 2 usage."""
    speak(asked_for(arguments))
    try:
        return _run(arguments)
    finally:
        speak(DEFAULT)


def _run(arguments: Sequence[str]) -> int:
    from facecheck.core.errors import FacecheckError

    try:
        result = app.main(list(arguments), prog_name="facecheck", standalone_mode=False)
    except click.ClickException as error:
        error.args = (said := say(error.message),)
        object.__setattr__(error, "message", said)
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("stopped"), err=True)
        return 1
    except FacecheckError as error:
        for line in error.lines:
            click.echo(say("facecheck: {say}", say=say(line)), err=True)
        return 1
    except BrokenPipeError:
        # The reader of a pipe, such as head, has seen enough.
        sys.stderr.close()
        return 0
    except OSError as error:
        if error.errno not in REFUSED:
            return _bug()
        click.echo(say("facecheck: {refusal}", refusal=_refusal(error)), err=True)
        _drop_what_waits()
        return 1
    except Exception:
        return _bug()
    return result if isinstance(result, int) else 0


def _refusal(error: OSError) -> str:
    """What the system would not do, in a line."""
    from facecheck.core.text import printable

    place = "what is printed" if error.filename is None else printable(str(error.filename))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Message("{place}: the disk is full; make room, or choose another place", place=place)
    return Message(
        "{place}: {strerror}; check the name and the permissions",
        place=place,
        strerror=error.strerror,
    )


def _drop_what_waits() -> None:
    """Let go of what could not be printed: Python would try again at its end, and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug() -> int:
    """Exit code 3 is its mark, and the traceback is what a report of it needs."""
    import traceback

    traceback.print_exc()
    return 3
