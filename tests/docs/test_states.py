"""The guide's table of every state is what the code does, and leaves no state out."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from facecheck.core.events import Phase, Sound
from facecheck.outputs.sound.recorded_words import word_bank
from facecheck.outputs.words import Words

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def states() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "states_page", ROOT / "docs" / "tools" / "states_page.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["states_page"] = module
    spec.loader.exec_module(module)
    return module


def test_the_guide_says_what_is_seen_heard_and_spoken_in_every_state(states: ModuleType) -> None:
    page = (ROOT / "docs" / "guide.md").read_text("utf-8")
    assert states.written(page) == page, "run: python docs/tools/states_page.py"


def test_every_phase_and_every_tone_is_in_the_table(states: ModuleType) -> None:
    table, words = states.table(), Words()
    for phase in Phase:
        assert f"| {words(f'phase.{phase.value}')} ·" in table, phase
    for sound in Sound:
        assert f"`{sound.value}`" in table, sound
    page = (ROOT / "docs" / "guide.md").read_text("utf-8")
    described = page[page.index("The tones:") :].split("\n\n")[0]
    for sound in Sound:
        assert f"`{sound.value}`" in described, sound


def test_nothing_that_is_wrong_is_silent_and_no_blink_is_heard(states: ModuleType) -> None:
    for name, happens in states.STATES.items():
        told = states.Told()
        happens(told)
        heard, spoken = told.player.played, told.spoken
        if name == "a blink, a word":
            assert not heard
            assert not spoken
        elif any(
            word in name for word in ("stop", "lost", "hurt", "dark", "nobody", "far", "not ")
        ):
            assert heard, name
            assert spoken, name


def test_every_word_of_the_table_comes_along_as_sound(states: ModuleType) -> None:
    bank = word_bank("en")
    assert bank is not None
    for name, happens in states.STATES.items():
        told = states.Told()
        happens(told)
        for line in told.spoken:
            assert bank.parts(line) is not None, (name, line)
