"""A bug that one of several clips brings to light: it costs the others nothing, and is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from traceback import format_exc

import click

from facecheck.cli.language import say
from facecheck.core.errors import FacecheckError
from facecheck.core.text import one_line, printable


def keep_traceback(text: str, out: Path | None) -> Path:
    """Write a traceback beside the results, or into a temporary file; a report of it needs it.

    Args:
        text: The traceback, below a line that names the clip.
        out: The results' file; None where they go to the terminal.

    Returns:
        Where it is.
    """
    if out is not None:
        place = out.with_name(f"{out.name}.bugs.txt")
        with place.open("a", encoding="utf-8") as file:
            file.write(text)
        return place
    with NamedTemporaryFile(
        "w", prefix="facecheck-bug-", suffix=".txt", delete=False, encoding="utf-8"
    ) as kept:
        kept.write(text)
    return Path(kept.name)


class Bugs:
    """Keeps a run over several clips going when one of them meets a bug.

    Args:
        out: The results' file, beside which tracebacks go.
        several: Whether there are several clips; of one alone the traceback is shown.
    """

    def __init__(self, out: Path | None, *, several: bool) -> None:
        self._out = out
        self._several = several
        self.met = 0
        """Clips that met one."""

    @contextmanager
    def of(self, clip: Path) -> Iterator[None]:
        """Go on after a bug, having said and kept it.

        Expected problems pass through, and so does what the system refuses, such as a full disk:
        the next clip would meet it as well.
        """
        try:
            yield
        except (FacecheckError, OSError, click.ClickException):
            raise
        except Exception as error:  # whatever it is, the next clip may have none of it
            if not self._several:
                raise
            self.met += 1
            why = f"a bug of facecheck's ({type(error).__name__}: {one_line(str(error))})"
            text = f"{printable(str(clip))}: {why}"
            place = keep_traceback(f"{text}\n{format_exc()}\n", self._out)
            told = f"{text}; please report it with {place}"
            click.echo(say("facecheck: {error}", error=told), err=True)
