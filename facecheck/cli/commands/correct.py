"""`facecheck correct`: a repetition that was judged wrongly, put right by hand."""

from __future__ import annotations

import click

from facecheck.cli.language import say
from facecheck.cli.person import PERSON

NUMBER = click.IntRange(1, 1000)


@click.command("correct")
@click.option("--count", "count", type=NUMBER, metavar="N", help="Attempt N counts after all.")
@click.option("--take-back", type=NUMBER, metavar="N", help="Attempt N does not count.")
@click.option("--add", is_flag=True, help="A repetition that was not seen at all counts.")
@click.option("-e", "--exercise", metavar="ID", help="Of this exercise's set, if not the last one.")
@PERSON
def command(
    count: int | None, take_back: int | None, add: bool, exercise: str | None, person: str | None
) -> None:
    """Put right what was counted in the last session; the history says that it was by hand.

    What was measured of an attempt stays as it was. One that was not seen has no measurements.
    """
    from facecheck.api.corrections import correct_last
    from facecheck.cli.person import opened, this_person

    if sum((count is not None, take_back is not None, add)) != 1:
        raise click.UsageError("say one of --count N, --take-back N and --add")
    one = this_person(person)
    with opened(one) as history:
        corrected = correct_last(history, count=count, take_back=take_back, exercise=exercise)
    the_set, attempt = corrected.the_set, corrected.attempt
    click.echo(
        say(
            "{exercise} of {begun:long}, {begun:%H:%M}: {counted} of {reps} counted, attempt "
            "{n} {how} by hand",
            exercise=the_set.exercise,
            begun=corrected.session.begun,
            counted=corrected.counted,
            reps=the_set.reps,
            n=attempt.n,
            how=corrected.how,
        )
    )
