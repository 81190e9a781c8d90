from __future__ import annotations

import sys
from pathlib import Path

import pytest

from facecheck.store.preferences import (
    Choices,
    last_camera,
    last_choices,
    preferences_path,
    remember_camera,
    remember_choices,
)


@pytest.mark.usefixtures("home")
def test_a_camera_is_remembered_by_its_name() -> None:
    assert last_camera() is None
    remember_camera("Außenkamera C920")
    assert last_camera() == "Außenkamera C920"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
@pytest.mark.usefixtures("home")
def test_nobody_else_can_read_it() -> None:
    remember_camera("C920")
    assert preferences_path().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "[]", '{"camera": "x"}', '{"schema": "x", "camera": "y"}'])
def test_a_damaged_file_is_no_obstacle(text: str, tmp_path: Path) -> None:
    place = tmp_path / "preferences.json"
    place.write_text(text)
    assert last_camera(place) is None
    remember_camera("C920", place)
    assert last_camera(place) == "C920"


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    remember_camera("C920", tmp_path / "file" / "preferences.json")


def test_how_a_session_was_shown_is_remembered_beside_the_camera(tmp_path: Path) -> None:
    place = tmp_path / "preferences.json"
    assert last_choices(place) == Choices()
    remember_camera("C920", place)
    remember_choices(Choices(size=(900, 500), fullscreen=False, text_scale=1.4), place)
    remember_choices(Choices(muted=True, mirrored=False, language="de"), place)
    assert last_choices(place) == Choices((900, 500), False, 1.4, True, False, "de")
    assert last_camera(place) == "C920"


@pytest.mark.parametrize(
    "damaged",
    [
        '"window": [900]',
        '"window": [0, 500]',
        '"window": ["900", 500]',
        '"window": 9',
        '"text_scale": "large"',
        '"text_scale": NaN',
        '"muted": 1',
        '"language": 7',
    ],
)
def test_a_damaged_choice_is_none(damaged: str, tmp_path: Path) -> None:
    place = tmp_path / "preferences.json"
    place.write_text('{"schema": "facecheck.preferences/1", ' + damaged + "}")
    assert last_choices(place) == Choices()
