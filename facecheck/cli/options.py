"""Options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from facecheck.cli.language import option as language_option
from facecheck.cli.language import say
from facecheck.core import arguments
from facecheck.core.messages import Message

if TYPE_CHECKING:
    from facecheck.core.read_as import ReadAs
    from facecheck.engine.spec.timed_exercise import AnyExercise


F = TypeVar("F", bound=Callable[..., Any])


class PathOrAddress(click.ParamType[Path | str]):
    """A path; never an empty one, which would be the folder that one stands in.

    Args:
        addresses: Keep an address as text: `Path` would make one slash of two.
    """

    name = "place"

    def __init__(self, *, addresses: bool = False) -> None:
        self._addresses = addresses

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A string for an address, a path for everything else."""
        if not str(value):
            self.fail(say("an empty name; for the folder you stand in write ."), param, ctx)
        return str(value) if self._addresses and "://" in str(value) else Path(value)


class Span(click.FloatRange):
    """A range of numbers that NaN is not in; every comparison with it says no."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(say("{value!r} is not a number.", value=value), param, ctx)
        return number


def file_option(*names: str, **settings: Any) -> Callable[[F], F]:
    """An option that takes a path; the arguments are those of ``click.option``."""
    return click.option(*names, type=click.Path(path_type=Path), **settings)


CLIPS = click.argument("clips", nargs=-1, required=True, type=PathOrAddress(), metavar="CLIPS...")
PLACES = click.argument(
    "clips", nargs=-1, required=True, type=PathOrAddress(addresses=True), metavar="CLIPS..."
)
JSON = click.option(
    "--json", "json_to", metavar="FILE|-", help="Write the JSON document; - is stdout."
)
REPS = click.option(
    "--reps",
    type=click.IntRange(*arguments.REPS),
    help="Repetitions to a set, if not the exercise's own number.",
)
HOLD = click.option(
    "--hold", type=Span(*arguments.HOLD_S), help="Seconds to hold, if not the exercise's own."
)
MINUTES = click.option(
    "--minutes",
    type=Span(*arguments.MINUTES, min_open=True),
    help="How long an exercise takes that is timed.",
)
AFFECTED = click.option(
    "--affected",
    type=click.Choice(["left", "right"]),
    help="The weaker side of the face: the other one counts, symmetry is read against it.",
)
PROFILE = file_option("--profile", metavar="FILE", help="Judge against the person's own range.")
LANGUAGE = language_option(exposed=True)
FOLDERS = file_option(
    "--exercises",
    "folders",
    multiple=True,
    metavar="DIR",
    help="Look for exercise files here first.",
)


class Ratio(Span):
    """A number, or a fraction such as 1/4."""

    name = "ratio"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number."""
        over, slash, under = str(value).partition("/")
        if slash:
            try:
                value = float(over) / float(under)
            except (ValueError, ZeroDivisionError):
                self.fail(
                    say("{value!r} is no number and no fraction such as 1/4.", value=value),
                    param,
                    ctx,
                )
        return super().convert(value, param, ctx)


def reading(command: F) -> F:
    """The options that say how a clip is read where the file does not, or says it wrongly.

    They come as one `ReadAs`, by the name of `how`.
    """

    @wraps(command)
    def with_one_value(
        fps: float | None,
        speed: float | None,
        times: Path | None,
        stream: int | None,
        mirrored: bool,
        turn: str | None,
        every_picture: bool,
        face: str,
        **rest: Any,
    ) -> Any:
        degrees = None if turn is None else int(turn)
        how = read_as(fps, speed, times, stream, mirrored, degrees, every_picture, face)
        return command(how=how, **rest)

    shared = cast("F", with_one_value)
    for option in reversed(
        (
            click.option(
                "--fps",
                type=Span(0, 10_000, min_open=True),
                metavar="N",
                help="Pictures a second as they were taken, whatever the clip says.",
            ),
            click.option(
                "--speed",
                type=Ratio(0, 10_000, min_open=True),
                metavar="X",
                help="How fast the clip shows life: 1/4 is slow motion, 8 a time lapse.",
            ),
            click.option(
                "--times",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="The time of each picture: text, CSV, .npy or .xdf.",
            ),
            click.option(
                "--stream",
                type=click.IntRange(0),
                metavar="N",
                help="Which of several picture streams, from 0; else the one with a face.",
            ),
            click.option(
                "--mirrored",
                is_flag=True,
                help="The clip shows the face as a mirror does; left and right are put back.",
            ),
            click.option(
                "--turn",
                type=click.Choice(["0", "90", "180", "270"]),
                help="Degrees clockwise that put the picture upright; 0 leaves it.",
            ),
            click.option(
                "--face",
                metavar="WHICH",
                default="largest",
                help="Of several faces: largest, left, right, or N from the picture's left.",
            ),
            click.option(
                "--every-picture",
                is_flag=True,
                help="Look at every picture of a clip that has more than some 30 a second.",
            ),
        )
    ):
        shared = option(shared)
    return shared


def read_as(
    fps: float | None,
    speed: float | None,
    times: Path | None,
    stream: int | None,
    mirrored: bool,
    turn: int | None,
    every_picture: bool,
    face: str,
) -> ReadAs:
    """What was said of how clips are read.

    Raises:
        UsageError: A rate and times.
    """
    from facecheck.core.read_as import ReadAs

    try:
        return ReadAs(fps, speed, times, stream, mirrored, turn, every_picture, face)
    except ValueError as error:
        raise click.UsageError(error.args[0]) from error


def check_kind(
    exercise: AnyExercise, *, reps: int | None, hold_s: float | None, minutes: float | None
) -> None:
    """Refuse options that an exercise of its kind has no use for.

    Raises:
        UsageError: Repetitions of a timed session, or minutes of a set.
    """
    timed = hasattr(exercise, "phases")
    if timed and (reps is not None or hold_s is not None):
        raise click.UsageError(Message("{id} is timed: use --minutes", id=exercise.id))
    if not timed and minutes is not None:
        raise click.UsageError(
            Message("{id} counts repetitions: use --reps and --hold", id=exercise.id)
        )


def check_table(path: Path) -> None:
    """Refuse a file whose name says no format of a table.

    Raises:
        BadParameter: It ends otherwise.
    """
    from facecheck.outputs.tables import SUFFIXES

    if path.suffix.lower() not in SUFFIXES:
        *some, last = SUFFIXES
        raise click.BadParameter(
            Message(
                "'{path}' must end in {some} or {last}", path=path, some=", ".join(some), last=last
            ),
            param_hint="--out",
        )
