"""What was changed in a session is there the next time; what was an option is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from facecheck.cli.display_choices import as_last_time, keep_choices
from facecheck.live.controls import Controls
from facecheck.live.display.base import LARGEST, STEP, Display
from facecheck.live.options import LiveOptions
from facecheck.live.session.runner import SessionRunner
from facecheck.outputs.sound.player import Silent
from facecheck.store.preferences import Choices, last_choices, remember_choices


class Shown:
    """A display in which keys were pressed."""

    closed = False

    def __init__(self, options: LiveOptions, *keys: str) -> None:
        self.mirrored, self.text_scale = options.mirrored, options.text_scale
        self.fills, self.size = options.fills, options.size or (960, 600)
        self._keys = list(keys)

    def key(self) -> str | None:
        return self._keys.pop(0) if self._keys else None


class Mute:
    muted = False


def session(preferences: Path, *keys: str, **asked: Any) -> LiveOptions:
    """One session in which some keys are pressed; how it was shown at its beginning."""
    began = as_last_time(LiveOptions(), preferences, **asked)
    display = Shown(began, *keys)
    controls = Controls(cast("Display", display), Silent(), cast("Any", Mute()))
    controls.muted = began.muted
    for _ in keys:
        controls.step(cast("SessionRunner", None))
    keep_choices(began, cast("Display", display), preferences, muted=controls.muted)
    return began


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "preferences.json"


def test_without_a_last_time_all_is_as_usual(place: Path) -> None:
    began = as_last_time(LiveOptions(), place)
    usual = LiveOptions()
    assert (began.mirrored, began.muted, began.fills) == (usual.mirrored, False, False)
    assert (began.text_scale, began.language, began.size) == (1.0, usual.language, None)


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        ("m", "muted", True),
        ("f", "mirrored", False),
        ("w", "fills", True),
        ("+", "text_scale", 1.0 + STEP),
        ("-", "text_scale", 1.0 - STEP),
    ],
)
def test_what_a_key_changed_is_there_the_next_time_and_nothing_else(
    place: Path, key: str, name: str, value: object
) -> None:
    before = session(place, key)
    after = session(place)
    assert getattr(after, name) == pytest.approx(value)
    for other in {"muted", "mirrored", "fills", "text_scale", "language"} - {name}:
        assert getattr(after, other) == getattr(before, other), other
    assert getattr(session(place, key), name) == pytest.approx(value)
    if key in "mfw":
        assert getattr(session(place), name) != value, "the same key takes it back"


def test_the_windows_size_is_kept_and_there_is_none_without_a_window(place: Path) -> None:
    session(place)
    assert as_last_time(LiveOptions(), place).size == (960, 600)
    other = place.with_name("other.json")
    began = as_last_time(LiveOptions(window=False), other)
    keep_choices(began, cast("Display", Shown(began)), other, muted=False)
    assert last_choices(other).size is None


def test_a_language_that_was_asked_for_once_stays(place: Path) -> None:
    assert session(place, language="de").language == "de"
    assert session(place).language == "de"
    assert session(place, language="en").language == "en"


@pytest.mark.parametrize("asked", [{"muted": True}, {"mirrored": False}])
def test_an_option_is_for_one_session_alone(place: Path, asked: dict[str, bool]) -> None:
    ((name, value),) = asked.items()
    assert getattr(session(place, **asked), name) is value
    assert getattr(session(place), name) is not value


def test_an_option_goes_before_the_last_time(place: Path) -> None:
    session(place, "m", "f")
    began = session(place, muted=False, mirrored=True)
    assert (began.muted, began.mirrored) == (False, True)
    kept = session(place)
    assert (kept.muted, kept.mirrored) == (True, False), "and leaves it"


def test_what_no_display_can_show_is_put_right(place: Path) -> None:
    remember_choices(Choices(text_scale=9.0, language="xx"), place)
    began = as_last_time(LiveOptions(), place)
    assert began.text_scale == LARGEST
    assert began.language == LiveOptions().language
