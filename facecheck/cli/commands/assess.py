"""`facecheck assess`: both sides of the face at full effort, apart from practice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from facecheck.cli.language import say
from facecheck.cli.options import FOLDERS, file_option
from facecheck.core.messages import Message

if TYPE_CHECKING:
    from facecheck.engine.level.assessment import Assessment, SideValues

SCHEMA = "facecheck.assessment/1"
FIVE = "facial-palsy"
LIGHT_APART, DISTANCE_APART = 0.25, 0.2
"""Shares by which light and distance may differ between two assessments that are compared."""

NO_GRADE = (
    "Fractions of full effort as a camera reads them. Sunnybrook asks a clinician for resting "
    "symmetry, five voluntary movements graded 1 to 5, and synkinesis; eFACE for 15 judgements "
    "on a scale of 100. These numbers are neither."
)


@click.command("assess")
@click.option(
    "--camera", default="0", show_default=True, metavar="N|NAME|PATH|URL", help="As in live."
)
@click.option(
    "--repeats",
    type=click.IntRange(1, 10),
    default=3,
    show_default=True,
    help="How often each movement is done.",
)
@click.option("--json", "json_to", metavar="FILE|-", help="Write an assessment document.")
@file_option("--compare", metavar="OLD.json", help="An earlier assessment to compare with.")
@FOLDERS
def command(
    camera: str, repeats: int, json_to: str | None, compare: Path | None, folders: tuple[Path, ...]
) -> None:
    """Assess rest and the five standard movements, each as far as you can, in the same order.

    Not practice: nothing is counted and nothing graded. Each picture is looked at as it is and
    mirrored, which takes out the asymmetry that the model itself has. Follow the words on the
    terminal; it takes two minutes. Come back in the same light, at the same distance.
    """
    import json

    from facecheck import __version__
    from facecheck.api import load_exercise, load_routine
    from facecheck.api.assessment import assess_source
    from facecheck.cli.json_output import STDOUT, write_documents
    from facecheck.cli.output_paths import check_places
    from facecheck.core.errors import SpecError
    from facecheck.inputs.sources import open_camera

    check_places((None if json_to in (None, STDOUT) else Path(str(json_to)),), (compare,))
    old: dict[str, Any] | None = None
    if compare is not None:
        try:
            old = json.loads(compare.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SpecError(
                [
                    Message(
                        "{compare}: cannot be read as an assessment: {error}",
                        compare=compare,
                        error=error,
                    )
                ]
            ) from error
        if not isinstance(old, dict) or old.get("schema") != SCHEMA:
            raise SpecError(
                [
                    Message(
                        "{compare}: no assessment; write one with: facecheck assess --json",
                        compare=compare,
                    )
                ]
            )
    exercises = [load_exercise(name, folders) for name in load_routine(FIVE, folders).exercises]
    with open_camera(camera) as source:
        found = assess_source(
            source,
            exercises,
            repeats=repeats,
            on_cue=lambda cue: click.echo(f"\a{cue} ...", err=True),
        )
    document = document_of(found, __version__)
    if json_to is not None:
        write_documents(json_to, [document])
    if json_to != STDOUT:
        _print(found, old)


def document_of(found: Assessment, version: str) -> dict[str, Any]:
    """The assessment document."""

    def both(sides: SideValues) -> dict[str, float]:
        return {key: round(getattr(sides, key), 4) for key in ("left", "right", "own")}

    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    return {
        "schema": SCHEMA,
        "facecheck": version,
        "brightness": rounded(found.brightness),
        "distance_cm": round(found.distance_cm, 1),
        "seen": round(found.seen_share, 3),
        "rest": {name: both(sides) for name, sides in found.rest.items()},
        "movements": [
            {
                "exercise": each.exercise,
                "left": rounded(each.mean("left")),
                "right": rounded(each.mean("right")),
                "left_spread": rounded(each.spread("left")),
                "right_spread": rounded(each.spread("right")),
                "symmetry": rounded(each.symmetry),
                "weaker": each.weaker,
                "attempts": [both(sides) for sides in each.attempts],
            }
            for each in found.movements
        ],
    }


def _print(found: Assessment, old: dict[str, Any] | None) -> None:
    from rich.console import Console
    from rich.table import Table

    before = {} if old is None else {row["exercise"]: row for row in old["movements"]}
    table = Table(box=None, pad_edge=False)
    symmetry = ["symmetry", "before"] if before else ["symmetry"]
    for heading in ("movement", "left", "right", *symmetry, "goes less far"):
        table.add_column(say(heading), justify="left" if heading == "movement" else "right")
    for each in found.movements:
        cells = [
            each.title,
            *(_with_spread(each.mean(s), each.spread(s)) for s in ("left", "right")),
        ]
        cells.append(_share(each.symmetry))
        if before:
            cells.append(_share(before.get(each.exercise, {}).get("symmetry")))
        cells.append("" if each.weaker is None else say(each.weaker))
        table.add_row(*cells)
    for name, sides in found.rest.items():
        title = say("at rest: {name}", name=name.replace("_", " "))
        table.add_row(title, f"{sides.left:.3f}", f"{sides.right:.3f}", "")
    console = Console(highlight=False)
    console.print(table)
    for line in _warnings(found, old):
        console.print(line, style="yellow", soft_wrap=True, markup=False)
    console.print(NO_GRADE, soft_wrap=True)


def _warnings(found: Assessment, old: dict[str, Any] | None) -> list[str]:
    """What makes this assessment and the earlier one less alike than they should be."""
    if old is None:
        return []
    out = []
    light = old.get("brightness")
    if light and found.brightness is not None:
        apart = abs(found.brightness - light) / light
        if apart > LIGHT_APART:
            out.append(
                say("the light differs by {apart:.0%} from the earlier assessment", apart=apart)
            )
    far = old.get("distance_cm")
    if far and abs(found.distance_cm - far) / far > DISTANCE_APART:
        out.append(
            say(
                "the distance was {far:g} cm, and is {distance_cm:.0f} cm now",
                far=far,
                distance_cm=found.distance_cm,
            )
        )
    return out


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def _with_spread(value: float, spread: float | None) -> str:
    return f"{value:.0%}" if spread is None else f"{value:.0%} ± {spread:.0%}"
