"""`facecheck events`: lists blinks, closures, squints, openings and palms in a clip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.cli.options import CLIPS, JSON, LANGUAGE, check_table, file_option, reading

if TYPE_CHECKING:
    from facecheck.core.read_as import ReadAs


@click.command("events")
@CLIPS
@JSON
@file_option("--vtt", metavar="OUT.vtt", help="Write the events as WebVTT.")
@file_option("--out", metavar="F.csv|F.parquet|F.xlsx", help="Write a table, a row an event.")
@file_option(
    "--vtt-to", metavar="DIR", help="As --vtt for several clips: a file for each, under its name."
)
@file_option(
    "--tsv",
    metavar="NAME_events.tsv",
    help="Write the events as BIDS has them, with a JSON sidecar.",
)
@click.option(
    "--hands/--no-hands",
    default=True,
    show_default=True,
    help="Look for a palm on the cheek; costs as much again as the face.",
)
@LANGUAGE
@reading
def command(
    clips: tuple[Path, ...],
    json_to: str | None,
    vtt: Path | None,
    out: Path | None,
    vtt_to: Path | None,
    tsv: Path | None,
    hands: bool,
    how: ReadAs,
    language: str,
) -> int:
    """Name everything the face does in each CLIP: blinks, closures, squints, jaw openings."""
    from facecheck import __version__
    from facecheck.api import events
    from facecheck.cli.bugs import Bugs
    from facecheck.cli.json_output import STDOUT, tell_shortcoming, write_documents
    from facecheck.cli.output_paths import check_places
    from facecheck.cli.progress import clip_progress
    from facecheck.cli.trace_paths import targets
    from facecheck.core.columns import EVENTS
    from facecheck.core.errors import FacecheckError
    from facecheck.core.results import shortcoming
    from facecheck.core.text import printable
    from facecheck.inputs.sources import clips_in
    from facecheck.outputs.tables import write_table
    from facecheck.outputs.vtt import write_vtt

    if out is not None:
        check_table(out)
    paths = clips_in(clips)
    if how.times is not None and len(paths) > 1:
        raise click.UsageError("--times takes one clip")
    if tsv is not None and (len(paths) > 1 or tsv.suffix != ".tsv"):
        raise click.UsageError("--tsv takes one clip, and the name of a file that ends in .tsv")
    captions = targets(paths, "--vtt", vtt, "--vtt-to", vtt_to, ".vtt")
    beside = None if tsv is None else tsv.with_suffix(".json")
    check_places((json_to, out, tsv, beside, *captions), (*paths, how.times))
    documents = []
    rows = []
    failed = 0
    bugs = Bugs(out, several=len(paths) > 1)
    for path, caption in zip(paths, captions, strict=True):
        result = None
        try:
            with bugs.of(path), clip_progress(path.name, None) as seen:
                result = events(path, hands=hands, on_frame=seen, read_as=how)
        except FacecheckError as error:
            failed += 1
            click.echo(say("facecheck: {say}", say=say(error.lines[0])), err=True)
            continue
        if result is None:
            continue
        documents.append(result.to_dict(__version__))
        failed += tell_shortcoming(path, shortcoming(result.warnings))
        named = {"path": printable(str(path)), "clip": result.clip}
        rows += [{**named, **event} for event in documents[-1]["events"]]
        if json_to != STDOUT and out is None:
            from facecheck.cli.tables import phrases_of, print_events

            print_events(result, phrases_of(language))
        if caption is not None:
            write_vtt(caption, result)
        if tsv is not None:
            from facecheck.outputs.other_programs.bids import write_bids

            write_bids(tsv, result, __version__)
    if json_to is not None and documents:
        write_documents(json_to, documents, lines=len(paths) > 1)
    if out is not None:
        write_table(out, EVENTS, rows)
        click.echo(say("{rows} rows in {out}", rows=len(rows), out=out), err=True)
    if bugs.met:
        return 3
    return 1 if failed else 0
