"""`facecheck models`: find or fetch the model files."""

from __future__ import annotations

import click


@click.group("models")
def command() -> None:
    """Find or fetch MediaPipe's model files."""


@command.command("list")
def list_() -> None:
    """Show where each model file is; each is checked against its published hash."""
    from facecheck.inputs.mediapipe.assets import FACE, HAND, find

    for model in (FACE, HAND):
        click.echo(f"{model.name}: {find(model)}")


@command.command("fetch")
@click.option(
    "--page",
    is_flag=True,
    help="Instead, by npm, what runs the models in the browser's page: facecheck app --landmarks.",
)
def fetch(page: bool) -> None:
    """Download the model files from their publisher; the only time facecheck uses the network."""
    if page:
        from facecheck.app.site.vision import PACKAGE, fetch_vision

        click.echo(f"{PACKAGE}: {fetch_vision()}")
        return
    from facecheck.inputs.mediapipe.assets import FACE, HAND
    from facecheck.inputs.mediapipe.assets import fetch as fetch_model

    for model in (FACE, HAND):
        click.echo(f"{model.name}: {fetch_model(model)}")
