"""Opens the display before anything that takes long to load.

What is imported here is all that stands between the command and its window; a test holds it to
that. The engine, the exercises and the models come while the window says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from facecheck.outputs.words import Words

if TYPE_CHECKING:
    from facecheck.live.display.base import Display
    from facecheck.live.options import LiveOptions


@contextmanager
def opened_display(options: LiveOptions) -> Iterator[Display]:
    """A window, a table in the terminal or lines, with a notice that the rest is being opened.

    Raises:
        DisplayError: No window can be opened.
    """
    with _open_display(options) as display:
        try:
            display.starting(parts(Words(options.language)))
            yield display
        finally:
            display.close()


@contextmanager
def _open_display(options: LiveOptions) -> Iterator[Display]:
    if options.window:
        from facecheck.live.display.desktop import require_display
        from facecheck.live.display.sdl_window import SdlWindow
        from facecheck.live.display.window import WindowDisplay

        require_display()
        yield WindowDisplay(SdlWindow(options.size, fills=options.fills), options)
    elif options.lines is not None:
        from facecheck.live.display.lines import LinesDisplay

        with LinesDisplay(options, options.lines) as lines:
            yield lines
    else:
        from facecheck.live.display.terminal import TerminalDisplay

        with TerminalDisplay(options) as table:
            yield table


def parts(
    words: Words, *, camera: bool = False, models: bool = False
) -> Sequence[tuple[str, bool]]:
    """What is being opened, as it is called, and whether it is ready."""
    return [(words("start.camera"), camera), (words("start.models"), models)]
