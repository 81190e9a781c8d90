"""Opening the page in the user's browser, without showing its secret to others of this machine."""

from __future__ import annotations

import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

_PAGE = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={link}">'


@contextmanager
def opened_in_browser(
    link: str, *, wanted: bool = True, open_url: Callable[[str], object] = webbrowser.open
) -> Iterator[None]:
    """Open a link, by way of a file that only this user can read.

    A browser is a program that is started with an address, and everybody on the machine can see
    what programs are started with.

    Args:
        link: With its secret.
        wanted: Whether to open anything.
        open_url: Opens an address in the browser.
    """
    if not wanted:
        yield
        return
    # The folder is this user's alone.
    with tempfile.TemporaryDirectory(prefix="facecheck-") as folder:
        page = Path(folder) / "open.html"
        page.write_text(_PAGE.format(link=escape(link)), encoding="utf-8")
        open_url(page.as_uri())
        yield
