"""`facecheck app`: the coach in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from facecheck.cli.language import say
from facecheck.cli.options import FOLDERS, LANGUAGE
from facecheck.cli.person import PERSON

if TYPE_CHECKING:
    from facecheck.app.serving import Served


@click.command("app")
@click.option("--port", type=click.IntRange(0, 65535), metavar="N",
              help="Where the page is served; 0 for any free port.  [default: 8471, else a free "
                   "one]")  # fmt: skip
@click.option("--browser/--no-browser", default=True, show_default=True,
              help="Open the page in the browser, besides showing its link.")  # fmt: skip
@click.option("--no-history", is_flag=True, help="Keep nothing of these sessions.")
@LANGUAGE
@PERSON
@FOLDERS
def command(
    port: int | None, browser: bool, no_history: bool, language: str, person: str | None,
    folders: tuple[Path, ...],
) -> None:  # fmt: skip
    """Open the coach in the browser: a page of this machine, for this machine alone.

    The camera is the browser's; pictures go to this program and nowhere else. Ctrl-C ends it.
    """
    from facecheck.cli.person import this_person

    served_by = _server()
    from facecheck.app.opening import opened_in_browser
    from facecheck.app.world import Chosen, World

    this_person(person)  # said before anything is opened, where there is nobody of that name
    world = World(
        owner=Chosen(person), folders=folders, language=language,
        keep=not no_history,
    )  # fmt: skip
    served = served_by(world, port)
    click.echo(say("facecheck: the page is at {address}", address=served.address))
    click.echo(say("the link for one browser, once: {link}", link=served.link))
    with opened_in_browser(served.link, wanted=browser):
        served.run()


def _server() -> type[Served]:
    """The server.

    Raises:
        DisplayError: What it needs is not installed.
    """
    from facecheck.core.errors import DisplayError

    try:
        from facecheck.app.serving import Served
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn", "websockets"):
            raise
        raise DisplayError(
            "{name} is missing; run: pip install 'facecheck[app]', or without a browser: "
            "facecheck live",
            name=error.name,
        ) from error
    return Served
