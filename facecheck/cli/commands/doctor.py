"""`facecheck doctor`: checks this machine and says how to mend each problem."""

from __future__ import annotations

import click

from facecheck.cli.language import say


@click.command("doctor")
@click.option("--camera", metavar="N|NAME", help="Look through this camera for three seconds, too.")
def command(camera: str | None) -> int:
    """Check cameras, window, models and sound; each problem comes with what mends it.

    A clip that comes along is decoded, both models look at it, a window opens for a moment, and a
    trace, a clip and a session are written to a folder that is gone afterwards.

    No camera is opened unless --camera names one; nothing of its picture is kept.
    """
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from facecheck.doctor import check_drawing, check_picture, run
    from facecheck.inputs.sources import open_camera
    from facecheck.live.display.desktop import require_display
    from facecheck.live.display.sdl_window import SdlWindow

    def opened() -> SdlWindow:
        require_display()
        return SdlWindow()

    marks = {
        True: f"[green]{say('good')}[/green]",
        False: f"[red]{say('problem')}[/red]",
        None: f"[yellow]{say('note')}[/yellow]",
    }
    table = Table(box=None, pad_edge=False)
    for heading in ("", "what", "found", "remedy"):
        table.add_column(say(heading), overflow="fold")
    checks = run()
    if any(check.name == "window system" and check.ok for check in checks):
        checks.append(check_drawing(opened))
    if camera is not None:
        checks.append(check_picture(lambda: open_camera(camera)))
    for check in checks:
        texts = (check.name, check.detail, check.remedy or "")
        table.add_row(marks[check.ok], *(escape(say(text)) for text in texts))
    Console().print(table)
    return 1 if any(check.ok is False for check in checks) else 0
