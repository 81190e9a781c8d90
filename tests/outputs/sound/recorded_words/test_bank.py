from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from facecheck.outputs.catalogue import languages
from facecheck.outputs.sound.recorded_words import WordBank, word_bank
from facecheck.outputs.sound.tones import RATE_HZ

TOOL = Path(__file__).parents[4] / "docs" / "tools" / "speak_words.py"
MOST_MB = 3.5


def bank(language: str = "en") -> WordBank:
    found = word_bank(language)
    assert found is not None
    return found


def tool() -> object:
    spec = importlib.util.spec_from_file_location("speak_words", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["speak_words"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", languages())
def test_every_word_of_a_session_comes_along(language: str) -> None:
    wanted = tool().keys(language)  # type: ignore[attr-defined]
    missing = wanted.keys() - bank(language).known.keys()
    assert not missing, "run: python docs/tools/speak_words.py"
    assert len(wanted) > 300


def test_a_line_is_put_together_of_what_is_known() -> None:
    assert bank().parts("Not counted: 3.8 of 5 seconds. Hold the squint") == [
        ["not counted"],
        ["3", "point", "8", "of", "5", "seconds"],
        ["hold the squint"],
    ]
    assert bank("de").parts("2. Langsam schließen") == [["2"], ["langsam schließen"]]


def test_a_line_with_a_word_that_is_not_there_is_not_spoken_by_halves() -> None:
    assert bank().parts("Hold the zygomaticus") is None
    assert bank().speak("Hold the zygomaticus") is None
    assert bank().speak("") is None


def test_words_are_sound() -> None:
    one, both = bank().speak("Hold the squint"), bank().speak("2. Hold the squint")
    assert one is not None
    assert both is not None
    assert one.dtype == np.float32
    assert 0.4 < len(one) / RATE_HZ < 2.0
    assert len(both) > len(one) + 0.2 * RATE_HZ
    assert 0.1 < np.abs(one).max() <= 1.0
    loud = np.flatnonzero(np.abs(one) > 0.02) / RATE_HZ
    assert loud[0] < 0.1, "it begins at once"


def test_what_comes_along_is_small() -> None:
    folder = Path(sys.modules[WordBank.__module__].__file__ or "").parent
    assert sum(p.stat().st_size for p in folder.glob("*.zip")) < MOST_MB * 1e6


def test_a_language_without_words_has_none(tmp_path: Path) -> None:
    assert word_bank("fr", tmp_path) is None


def test_the_words_of_numbers_reach_as_far_as_a_set() -> None:
    for language in languages():
        assert all(str(n) in bank(language).known for n in range(61))
