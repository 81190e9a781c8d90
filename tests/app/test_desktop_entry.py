from __future__ import annotations

import configparser
import plistlib
import re
import shlex
from pathlib import Path

import pytest

from facecheck.app.desktop_entry import command, entries, install, uninstall
from facecheck.core.errors import OutputError

STARTS = ['/home/Ann O\'Hara/50% "new" $x/bin/python', "-m", "facecheck", "app"]


def test_on_linux_it_is_an_entry_with_an_icon(tmp_path: Path) -> None:
    place = install("linux", tmp_path, ["/usr/bin/python3", "-m", "facecheck", "app"])
    assert place == tmp_path / ".local/share/applications/facecheck.desktop"
    read = configparser.RawConfigParser(strict=True)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(place, encoding="utf-8")
    entry = read["Desktop Entry"]
    assert entry["Exec"] == '"/usr/bin/python3" "-m" "facecheck" "app"'
    assert entry["Type"] == "Application"
    assert Path(entry["Icon"]).read_text("utf-8").startswith("<svg")


def test_whatever_its_folder_is_called_it_is_what_is_started(tmp_path: Path) -> None:
    (line,) = (
        each[len("Exec=") :]
        for each in entries("linux", tmp_path, STARTS)[0].text.splitlines()
        if each.startswith("Exec=")
    )
    # As the Desktop Entry Specification reads it: as a string, then as quoted words, then codes.
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', line.replace("\\\\", "\\"))
    words = [re.sub(r'\\([\\"`$])', r"\1", word) for word in quoted]
    assert [word.replace("%%", "%") for word in words] == STARTS


def test_on_a_mac_it_is_a_bundle(tmp_path: Path) -> None:
    place = install("darwin", tmp_path, STARTS)
    assert shlex.split(place.read_text("utf-8").splitlines()[1])[1:] == STARTS
    assert place.stat().st_mode & 0o111
    listed = plistlib.loads((place.parents[1] / "Info.plist").read_bytes())
    assert listed["CFBundleExecutable"] == place.name


def test_on_windows_it_is_in_the_start_menu_and_opens_no_window(tmp_path: Path) -> None:
    place = install("win32", tmp_path, [r"C:\Program Files\Python\python.exe", "-m", "facecheck"])
    assert place.parent.name == "Programs"
    assert '""C:\\Program Files\\Python\\python.exe"" ""-m"" ""facecheck""' in place.read_text()


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_it_goes_as_it_came(tmp_path: Path, platform: str) -> None:
    install(platform, tmp_path, STARTS)
    assert uninstall(platform, tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not uninstall(platform, tmp_path)


def test_another_system_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="start it by: facecheck app"):
        install("plan9", tmp_path)


def test_an_entry_starts_a_server_that_ends_by_itself() -> None:
    assert command()[1:] == ["-m", "facecheck", "app", "--end-with-page"]
