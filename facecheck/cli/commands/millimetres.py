"""`facecheck millimetres`: how far lips and lids are apart, with the error of each length."""

from __future__ import annotations

from pathlib import Path

import click

from facecheck.cli.language import say
from facecheck.cli.options import CLIPS
from facecheck.cli.person import PERSON

SCHEMA = "facecheck.millimetres/1"


@click.command("millimetres")
@CLIPS
@click.option(
    "--pupil-distance",
    type=float,
    metavar="MM",
    help="Between the pupils; the profile's if not said.",
)
@click.option("--iris", is_flag=True, help="Scale by the irises although the profile says more.")
@click.option("--json", "json_to", metavar="FILE|-", help="Write millimetres documents.")
@PERSON
def command(
    clips: tuple[Path, ...],
    pupil_distance: float | None,
    iris: bool,
    json_to: str | None,
    person: str | None,
) -> None:
    """How far the lips of each CLIP come apart, and the lids are, in millimetres.

    The scale is your pupil distance (facecheck profile set pupil-distance 63), or else the irises,
    11.8 mm wide in most adults. An estimate from a picture: each length comes with its error.
    """
    from rich.console import Console
    from rich.table import Table

    from facecheck.api import measure
    from facecheck.cli.json_output import STDOUT, write_documents
    from facecheck.cli.person import this_person
    from facecheck.core.errors import CalibrationError, ProfileError
    from facecheck.core.person import PUPIL_DISTANCE_MM
    from facecheck.engine.view.millimetres import TRISMUS_MM, lengths_of, scale_of
    from facecheck.inputs.recording import recorded_name
    from facecheck.inputs.sources import clips_in

    if pupil_distance is not None and iris:
        raise click.UsageError("--iris and --pupil-distance are two scales; give one")
    least, most = PUPIL_DISTANCE_MM
    if pupil_distance is not None and not least <= pupil_distance <= most:
        raise ProfileError(
            "--pupil-distance: {least:g} to {most:g} mm, not {pupil_distance:g}",
            least=least,
            most=most,
            pupil_distance=pupil_distance,
        )
    if pupil_distance is None and not iris:
        pupil_distance = this_person(person).load().person.pupil_distance_mm
    documents = []
    table = Table(box=None, pad_edge=False)
    for heading in ("clip", "length", "mm", "95 %", "scale"):
        table.add_column(say(heading), justify="right" if heading in ("mm", "95 %") else "left")
    for path in clips_in(clips):
        rows = [(time_s, values) for time_s, values in measure(path) if values is not None]
        try:
            scale = scale_of(rows, pupil_distance)
        except CalibrationError as error:
            raise CalibrationError("{path}: {error}", path=path, error=error) from error
        lengths = lengths_of(rows, scale)
        for n, each in enumerate(lengths):
            name = recorded_name(path) if n == 0 else ""
            source = scale.source if n == 0 else ""
            table.add_row(name, each.name, f"{each.mm:.1f}", f"± {each.error_mm:.1f}", source)
        documents.append(
            {
                "schema": SCHEMA,
                "clip": recorded_name(path),
                "scale": scale.source,
                "inter_ocular_mm": round(scale.mm, 2),
                "lengths": [
                    {"name": x.name, "mm": round(x.mm, 2), "error_mm": round(x.error_mm, 2)}
                    for x in lengths
                ],
            }
        )
    if json_to is not None:
        write_documents(json_to, documents)
    if json_to != STDOUT:
        console = Console(highlight=False)
        console.print(table)
        console.print(
            f"Less than {TRISMUS_MM:g} mm between the front teeth is commonly called trismus. Lips "
            "are not teeth, and this is no diagnosis.",
            soft_wrap=True,
        )
