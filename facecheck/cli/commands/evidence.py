"""`facecheck evidence`: what is known for and against each claim, with its source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.cli.options import file_option

if TYPE_CHECKING:
    from rich.console import Console

    from facecheck.programme.evidence import Claim, Evidence


@click.command("evidence")
@click.argument("claims", nargs=-1, metavar="[CLAIM]...")
@file_option("--page", "page_to", metavar="FILE", help="Write all of it as a page in Markdown.")
def command(claims: tuple[str, ...], page_to: Path | None) -> None:
    """What is known for and against what is said of these exercises, each sentence with its source.

    CLAIM is muscle-atrophy, lifting, laugh-lines, wrinkles, jaw-line, microcurrent, massage or
    botox; all of them without one.
    """
    from importlib.resources import files

    from rich.console import Console

    from facecheck.outputs.files import write_text_atomically
    from facecheck.programme import evidence
    from facecheck.programme.user_input import known

    text = files("facecheck.programme").joinpath(evidence.FILE).read_text("utf-8")
    everything = evidence.parse_evidence(text)
    if page_to is not None:
        write_text_atomically(page_to, evidence.page(everything))
        click.echo(f"{page_to}")
        return
    by_id = {claim.id: claim for claim in everything.claims}
    wanted = [known(name, by_id, "claim") for name in claims] or list(by_id)
    console = Console(highlight=False)
    console.print(f"{everything.honest}\n", markup=False)
    for name in wanted:
        _print(console, everything, by_id[name])
    if not claims:
        console.print(
            say("facecheck measures: {measures}.", measures="; ".join(everything.measures)),
            markup=False,
        )
        console.print(
            say("It cannot show: {cannot_show}.", cannot_show="; ".join(everything.cannot_show)),
            markup=False,
        )


def _print(console: Console, evidence: Evidence, claim: Claim) -> None:
    from rich.markup import escape
    from rich.padding import Padding

    console.print(f"[bold]{escape(claim.claim)}[/bold]  [dim]{claim.id}[/dim]")
    for word, statements in ((say("for"), claim.speaks_for), (say("against"), claim.against)):
        for statement in statements:
            source = evidence.sources[statement.source]
            where = say(
                "{cite}{value}; read: {read}",
                cite=source.cite,
                value=f", {source.link}" if source.link else "",
                read=source.read,
            )
            line = say(
                "{word}: {escape} [dim]({escape2})[/dim]",
                word=word,
                escape=escape(statement.says),
                escape2=escape(where),
            )
            console.print(Padding(line, (0, 0, 0, 2)))
    console.print(Padding(say("not known: {escape}", escape=escape(claim.unknown)), (0, 0, 0, 2)))
    console.print(Padding(say("here: {escape}", escape=escape(claim.here)), (0, 0, 1, 2)))
