"""The page's own files. They are read once, and found by their names: no path is ever opened."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = Path(__file__).resolve().parent.parent / "page"
TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


class PageFile(NamedTuple):
    """A file of the page.

    Attributes:
        content: Its bytes.
        media_type: What it is.
        works: Whether it runs beside the page, with rules of its own.
    """

    content: bytes
    media_type: str
    works: bool = False


@cache
def page_files() -> Mapping[str, PageFile]:
    """All of them, by their names within the folder."""
    return {
        path.relative_to(FOLDER).as_posix(): PageFile(
            path.read_bytes(), TYPES[path.suffix], path.name == "worker.js"
        )
        for path in sorted(FOLDER.rglob("*"))
        if path.is_file() and path.suffix in TYPES
    }
