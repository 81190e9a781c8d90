from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import facecheck
from facecheck.core.events import Phase
from facecheck.live.keys import Action
from facecheck.outputs.catalogue import DEFAULT, languages
from facecheck.outputs.words import ENGLISH, Words, table


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", [name for name in languages() if name != DEFAULT])
def test_every_language_says_the_same_things_with_the_same_blanks(language: str) -> None:
    for key, text in table(language).items():
        assert blanks(text) == blanks(ENGLISH[key]), key


def test_every_phase_and_key_has_words() -> None:
    for phase in Phase:
        assert Words()(f"phase.{phase.value}")
    for action in Action:
        assert Words()(action.value)


def test_every_word_that_is_asked_for_is_there_and_none_is_spare() -> None:
    source = "".join(p.read_text("utf-8") for p in Path(facecheck.__file__).parent.rglob("*.py"))
    asked = set(re.findall(r'words\(\s*f?"([a-z.]+)"', source))
    missing = asked - ENGLISH.keys()
    assert not {key for key in missing if not key.endswith(".")}
    spare = {key for key in ENGLISH if f'"{key}"' not in source.replace(f'"{key}": ', "")}
    parts = ["app", "corrected", "phase", "key", "start", "place", "area", "side", "event", "clip"]
    parts += ["kept", "calibrate", "ready"]
    assert not {key for key in spare if key.split(".")[0] not in parts}


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="no language 'xx': use one of en, de"):
        Words("xx")


def test_seconds_are_written_as_the_language_does() -> None:
    assert Words("en").seconds(2.44) == "2.4"
    assert Words("de").seconds(2.44) == "2,4"
    assert Words("de").seconds(5, 0) == "5"
