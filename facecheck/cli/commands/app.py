"""`facecheck app`: the coach in the browser."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from facecheck.cli.language import say
from facecheck.cli.options import FOLDERS, LANGUAGE, file_option
from facecheck.cli.person import PERSON

if TYPE_CHECKING:
    from facecheck.app.access.keys import Keys
    from facecheck.app.access.lan import Certificate
    from facecheck.app.access.place import Place

MOST_PAGES = 400
QUIET_S = 180.0
"""A browser asks for nothing oftener than once a minute in a tab that is not seen."""


@click.command("app")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Where the page is served; 0 for any free port.  [default: 8471, else a free one]",
)
@click.option(
    "--browser/--no-browser",
    default=True,
    show_default=True,
    help="Open the page in the browser, besides showing its link.",
)
@click.option(
    "--lan",
    is_flag=True,
    help="For a phone or tablet on the same network: shows a code to scan (extra: lan).",
)
@click.option("--address", metavar="IP", help="With --lan: which of this machine's addresses.")
@click.option(
    "--install", "install_it", is_flag=True, help="Make an entry among the system's programs."
)
@click.option("--uninstall", "uninstall_it", is_flag=True, help="Take that entry away.")
@click.option(
    "--end-with-page", is_flag=True, help="End when no page has been open for three minutes."
)
@click.option(
    "--landmarks",
    type=click.Choice(["here", "page"]),
    default="here",
    show_default=True,
    help="Where the models run; in the page, no picture leaves it (facecheck models fetch --page).",
)
@click.option("--no-history", is_flag=True, help="Keep nothing of these sessions.")
@file_option(
    "--peaks",
    metavar="FOLDER",
    help="Let the page's settings ask for a picture of each attempt's peak, kept there.",
)
@LANGUAGE
@PERSON
@FOLDERS
def command(
    port: int | None,
    browser: bool,
    lan: bool,
    address: str | None,
    install_it: bool,
    uninstall_it: bool,
    end_with_page: bool,
    landmarks: Literal["here", "page"],
    no_history: bool,
    peaks: Path | None,
    language: str,
    person: str | None,
    folders: tuple[Path, ...],
) -> None:
    """Open the coach in the browser: a page of this machine, for this machine alone.

    The camera is the browser's; pictures go to this program and nowhere else. Ctrl-C ends it.
    """
    if address is not None and not lan:
        raise click.UsageError("--address is of --lan")
    if install_it and uninstall_it:
        raise click.UsageError("say one of --install and --uninstall")
    if peaks is not None and landmarks == "page":
        raise click.UsageError("--peaks needs pictures, and with --landmarks page none is sent")
    _check_extra()
    if install_it or uninstall_it:
        _entry(install=install_it)
        return
    from facecheck.app.access.keys import MOST_VISITORS, Keys
    from facecheck.app.access.place import LOOPBACK, Place
    from facecheck.app.open_browser import opened_in_browser
    from facecheck.cli.person import this_person

    if person is not None:
        this_person(person)  # said before anything is opened, where there is nobody of that name
    if landmarks == "page":
        from facecheck.app.site.vision import vision_files

        vision_files()  # likewise, where they were not fetched
    if peaks is not None:
        from facecheck.outputs.peaks import ready

        ready(peaks)
    where, certificate = _lan(address) if lan else (LOOPBACK, None)
    files = None if certificate is None else (certificate.certificate, certificate.key)
    # Where each page runs the models there may be many.
    place, keys = (
        Place(port, where, files),
        Keys(most=MOST_PAGES if landmarks == "page" else MOST_VISITORS),
    )
    if certificate is not None:
        _show_code(place.link(keys.pairing), certificate)
    else:
        click.echo(say("facecheck: the page is at {address}", address=place.address))
        click.echo(say("the link for one browser, once: {link}", link=place.link(keys.pairing)))
    if sys.stdin is not None and sys.stdin.isatty():
        click.echo(say("press Enter for another link, Ctrl-C to end"))
        again = threading.Thread(target=_links, args=(place, keys, lan), daemon=True)
        again.start()
    sys.stdout.flush()
    # The browser starts while the server is loaded; what it asks for waits at the port.
    with opened_in_browser(place.link(keys.pairing), wanted=browser and not lan):
        from facecheck.app.context import AppContext, CurrentPerson
        from facecheck.app.server import Served

        if person is None:
            this_person(None)
        context = AppContext(
            owner=CurrentPerson(person),
            folders=folders,
            language=language,
            keep=not no_history,
            landmarks=landmarks,
            peaks=peaks,
        )
        served = Served(context, place=place, keys=keys)
        served.run(quiet_s=QUIET_S if end_with_page else None)


def _check_extra() -> None:
    """Say what the server needs and is not installed.

    Raises:
        DisplayError: Something of it.
    """
    from importlib.util import find_spec

    from facecheck.core.errors import DisplayError

    for name in ("starlette", "uvicorn", "websockets"):
        if find_spec(name) is None:
            raise DisplayError(
                "{name} is missing; run: pip install 'facecheck[app]', or without a browser: "
                "facecheck live",
                name=name,
            )


def _lan(address: str | None) -> tuple[str, Certificate]:
    from platformdirs import user_data_path

    from facecheck.app.access.lan import certificate_for, own_address
    from facecheck.app.context import now

    where = own_address() if address is None else address
    folder = user_data_path("facecheck", appauthor=False) / "lan"
    return where, certificate_for(where, folder, now())


def _show_code(link: str, certificate: Certificate) -> None:
    from facecheck.app.access.lan import code_of

    click.echo(code_of(link))
    click.echo(say("scan it with the phone, or open there, once: {link}", link=link))
    click.echo(
        say(
            "the phone asks whether to trust the page, for this machine signed its certificate "
            "itself; its fingerprint (SHA-256):"
        )
    )
    click.echo(certificate.fingerprint)


def _links(place: Place, keys: Keys, lan: bool) -> None:
    """Show the link again when Enter is pressed: each works once."""
    for _ in sys.stdin:
        link = place.link(keys.pairing)
        if lan:
            from facecheck.app.access.lan import code_of

            click.echo(code_of(link))
        click.echo(link)


def _entry(*, install: bool) -> None:
    from facecheck.app.desktop_entry import install as make
    from facecheck.app.desktop_entry import uninstall

    if install:
        click.echo(say("{path}: facecheck is among your programs now", path=make()))
    else:
        click.echo(say("the entry is gone") if uninstall() else say("there was no entry"))
