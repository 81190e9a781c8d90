"""An entry among the system's programs that opens the page; and taking it away again."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from facecheck.app.site.files import page_files
from facecheck.core.errors import OutputError
from facecheck.outputs.files import explained, write_text_atomically

NAME = "facecheck"
QUIET = "--end-with-page"
"""An entry has no terminal in which the server could be ended."""


class EntryFile(NamedTuple):
    """One file of an entry.

    Attributes:
        path: Where it goes.
        text: What is in it.
        runs: Whether it is a program.
    """

    path: Path
    text: str
    runs: bool = False


def command(python: str = sys.executable) -> list[str]:
    """What an entry starts: this facecheck, wherever it is installed."""
    return [python, "-m", "facecheck", "app", QUIET]


def entries(platform: str, home: Path, starts: Sequence[str]) -> list[EntryFile]:
    """The files that make an entry on a system.

    Args:
        platform: As `sys.platform`.
        home: The user's own folder.
        starts: The command.

    Raises:
        OutputError: No entry is known for that system.
    """
    if platform.startswith("linux"):
        return _linux(home, starts)
    if platform == "darwin":
        return _macos(home, starts)
    if platform == "win32":
        return _windows(home, starts)
    raise OutputError(
        "{platform}: facecheck knows no entry for this system; start it by: facecheck app",
        platform=platform,
    )


def install(
    platform: str = sys.platform, home: Path | None = None, starts: Sequence[str] | None = None
) -> Path:
    """Make the entry; gives the file that stands for it.

    Raises:
        OutputError: It cannot be written, or no entry is known for this system.
    """
    made = entries(platform, home or Path.home(), starts or command())
    for entry in made:
        with explained(entry.path):
            entry.path.parent.mkdir(parents=True, exist_ok=True)
        write_text_atomically(entry.path, entry.text)
        if entry.runs:
            with explained(entry.path):
                entry.path.chmod(0o755)
    return made[0].path


def uninstall(platform: str = sys.platform, home: Path | None = None) -> bool:
    """Take the entry away; whether there was one."""
    there = False
    for entry in entries(platform, home or Path.home(), command()):
        with explained(entry.path):
            there |= entry.path.exists()
            entry.path.unlink(missing_ok=True)
    return there


def _linux(home: Path, starts: Sequence[str]) -> list[EntryFile]:
    share = home / ".local" / "share"
    icon = share / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        f"Name={NAME}",
        "Comment=Counts and judges facial exercises before the camera",
        "Comment[de]=Zählt und beurteilt Gesichtsübungen vor der Kamera",
        f"Exec={' '.join(map(_for_desktop, starts))}",
        f"Icon={icon}",
        "Terminal=false",
        "Categories=Utility;MedicalSoftware;",
        "StartupNotify=false",
    ]
    return [
        EntryFile(share / "applications" / f"{NAME}.desktop", "\n".join(lines) + "\n", runs=True),
        EntryFile(icon, _icon()),
    ]


def _for_desktop(word: str) -> str:
    """A word of a command as the Desktop Entry Specification quotes it."""
    for letter in ("\\", '"', "`", "$"):
        word = word.replace(letter, f"\\{letter}")
    # Backslashes are taken out twice: as of a string first, as of a quoted word then.
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def _macos(home: Path, starts: Sequence[str]) -> list[EntryFile]:
    bundle = home / "Applications" / f"{NAME}.app" / "Contents"
    script = f"#!/bin/sh\nexec {shlex.join(starts)}\n"
    keys = {
        "CFBundleName": NAME,
        "CFBundleIdentifier": "org.facecheck.app",
        "CFBundleExecutable": NAME,
        "CFBundlePackageType": "APPL",
        "LSUIElement": "1",
    }
    rows = "".join(f"<key>{k}</key><string>{escape(v)}</string>" for k, v in keys.items())
    listing = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>'
        f"{rows}</dict></plist>\n"
    )
    return [
        EntryFile(bundle / "MacOS" / NAME, script, runs=True),
        EntryFile(bundle / "Info.plist", listing),
    ]


def _windows(home: Path, starts: Sequence[str]) -> list[EntryFile]:
    menu = home / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    # A script of the Windows host opens no black window; quotes are doubled in it, as in Basic.
    words = " ".join(f'""{word}""' for word in starts)
    return [
        EntryFile(
            menu / f"{NAME}.vbs",
            f'CreateObject("WScript.Shell").Run "{words}", 0, False\r\n',
        )
    ]


def _icon() -> str:
    return page_files()["icon.svg"].content.decode()
