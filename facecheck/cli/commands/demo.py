"""`facecheck demo`: scores a bundled sample clip; nothing to configure."""

from __future__ import annotations

from pathlib import Path

import click

from facecheck.cli.language import say
from facecheck.cli.options import file_option

DEMO_CLIP = "jaw_open_3x5.mp4"
DEMO_EXERCISE = "jaw-open"


@click.command("demo")
@file_option(
    "--out",
    default=Path("facecheck-out"),
    show_default=True,
    help="Folder for what the demo writes.",
)
def command(out: Path) -> int:
    """Score a bundled clip of a rendered face; write the annotated clip and the JSON document."""
    from facecheck import __version__
    from facecheck.api import load_exercise
    from facecheck.batch.job import Job, Writes
    from facecheck.batch.score_clip import run_job
    from facecheck.cli.json_output import write_documents
    from facecheck.cli.tables import print_score
    from facecheck.core.errors import FacecheckError
    from facecheck.inputs.library import sample_clip
    from facecheck.outputs.files import explained

    clip = sample_clip(DEMO_CLIP)
    with explained(out):
        out.mkdir(parents=True, exist_ok=True)
    video, captions, document = (out / "demo.mp4", out / "demo.vtt", out / "demo.json")
    click.echo(
        say(
            "scoring {name}: three jaw openings of five seconds, by a rendered face", name=clip.name
        )
    )
    outcome = run_job(Job(clip, load_exercise(DEMO_EXERCISE), writes=Writes(video, captions)))
    if outcome.result is None:
        raise FacecheckError(outcome.error or "")
    write_documents(str(document), [outcome.result.to_dict(__version__)])
    print_score(outcome.result)
    for what, path in (
        (say("annotated clip"), video),
        (say("captions"), captions),
        (say("score"), document),
    ):
        click.echo(f"{what}: {path}")
    return 0
