from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from facecheck.api import load_any
from facecheck.core import messages
from facecheck.core.errors import HistoryError, SpecError
from facecheck.core.events import Phase, Quality
from facecheck.core.messages import ENGLISH, Code, Message, read
from facecheck.engine.repetitions.side_turns import turn_rules
from facecheck.engine.spec.coactivation import REGIONS
from facecheck.engine.spec.exercise import Cues
from facecheck.engine.spec.timed_exercise import AnyExercise, TimedExercise
from facecheck.engine.timed.session_judge import _REASONS
from facecheck.engine.view import quality
from facecheck.inputs.library import exercise_ids, translations
from facecheck.outputs.catalogue import DEFAULT, catalogue, languages
from facecheck.outputs.phrases import Phrases
from facecheck.store.history.file import backup_path, damaged, explained

from .states import FAULT, MISSED, update

LANGUAGES = sorted(set(languages()) - {DEFAULT})


def shown(exercise: AnyExercise) -> Iterator[str]:
    """What a session shows or says of an exercise."""
    yield from (exercise.title, exercise.instructions)
    yield from (str(cue) for cue in exercise.cues.model_dump(exclude_none=True).values())
    if isinstance(exercise, TimedExercise):
        yield from (phase.cue for phase in exercise.phases)
    else:
        yield exercise.movement.ended
    for fault in exercise.faults:
        yield from (fault.name, fault.cue)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_exercises_say_is_translated(language: str) -> None:
    known = {*translations(language), *catalogue(language).texts}
    said = {text for name in exercise_ids() for text in shown(load_any(name))}
    assert said - known == set(), f"add these to exercises/languages/{language}.yaml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_turns_and_of_what_moves_along_is_translated(language: str) -> None:
    rules = turn_rules("alternating", Cues(ready="a", hold="b", release="c"))
    said = {text for rule in rules for text in (rule.name, rule.cue)}
    for name, region in REGIONS.items():
        sides = [f", {side}" for side in ("left", "right")] if region.sided else [""]
        said |= {region.cue, *(f"{name} moving along{side}" for side in sides)}
    assert said - set(translations(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_quality_says_is_translated(language: str) -> None:
    views = [value for value in vars(quality).values() if isinstance(value, Quality)]
    said = {text for view in views for text in (view.reason, view.cue) if text is not None}
    assert len(said) > 8
    assert said - set(catalogue(language).texts) == set()


def test_english_stays_as_it_is() -> None:
    state = update(faults=(FAULT,), closed=MISSED)
    assert Phrases().update(state) is state


def test_an_update_is_translated_as_a_whole() -> None:
    phrases = Phrases("de", {FAULT.name: "Kiefer schief", "mouth closed": "Mund zu"})
    blind = Quality(ok=False, reason="too dark", cue="Come closer")
    found = phrases.update(
        update(Phase.CANNOT_JUDGE, faults=(FAULT,), closed=MISSED, quality=blind, cue="Come closer")
    )
    assert found.cue == "Komm näher"
    assert found.quality == Quality(ok=False, reason="zu dunkel", cue="Komm näher")
    assert found.faults[0].name == "Kiefer schief"
    assert found.closed is not None
    assert found.closed.reason == "3,8 von 5,0 s gehalten: Mund zu bei 12,4 s"


def test_a_view_that_is_judged_but_not_good_is_translated_too() -> None:
    near = Quality(ok=True, reason="too close to the camera", cue="Move back a little")
    found = Phrases("de").update(update(Phase.READY, quality=near, cue="Open"))
    assert found.quality == Quality(True, "zu nah an der Kamera", "Geh etwas zurück")
    assert found.advice == "Open. Geh etwas zurück"


def test_what_is_not_known_stays_english() -> None:
    assert Phrases("de")("Wiggle your ears") == "Wiggle your ears"
    paused = Message(Code.HELD_STOPPED, held=1.0, target=5.0, why="ear slipped", at=3.2)
    assert Phrases("de")(paused) == "1,0 von 5,0 s gehalten: ear slipped ab 3,2 s"
    own = {"ear slipped": "Ohr verrutscht"}
    assert Phrases("de", own)(paused) == "1,0 von 5,0 s gehalten: Ohr verrutscht ab 3,2 s"


def test_a_reworded_reason_is_translated_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    other = "held {held:.1f} of {target:.1f} s ({why} at {at:.1f} s)"
    monkeypatch.setattr(messages, "ENGLISH", {**ENGLISH, Code.HELD_UNTIL: other})
    said = Message(Code.HELD_UNTIL, held=3.8, target=5.0, why="too dark", at=12.4)
    assert said == "held 3.8 of 5.0 s (too dark at 12.4 s)"
    assert Phrases("de")(said) == "3,8 von 5,0 s gehalten: zu dunkel bei 12,4 s"


def test_a_folder_of_ones_own_adds_translations(tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    own = tmp_path / "languages" / "de.yaml"
    own.write_text("Wiggle your ears: Wackle mit den Ohren\nSquint: Blinzeln\n", "utf-8")
    found = translations("de", [tmp_path])
    assert found["Wiggle your ears"] == "Wackle mit den Ohren"
    assert found["Squint"] == "Blinzeln", "the nearest wins"
    assert found["Jaw opening"] == "Kiefer öffnen"


@pytest.mark.parametrize("text", ["- a list", "a: 1", "a: [b", "a: {b: c}", ""])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "de.yaml").write_text(text, "utf-8")
    with pytest.raises(SpecError, match=r"de\.yaml"):
        translations("de", [tmp_path])


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("12.4 of 75.0 s: the clip ended", "12,4 von 75,0 s: das Video endete"),
        (
            "12.4 of 75.0 s: the clip ended; hand away from the face for 5.3 s from 23.4 s",
            "12,4 von 75,0 s: das Video endete; Hand weg vom Gesicht, 5,3 s ab 23,4 s",
        ),
    ],
)
def test_why_an_area_did_not_get_its_time_is_translated(english: str, german: str) -> None:
    """Also where a document or an earlier version kept nothing but the English."""
    assert Phrases("de")(read(english)) == german
    assert Phrases("en")(english) == english


def test_every_reason_of_standing_time_is_translated() -> None:
    for language in LANGUAGES:
        assert set(_REASONS.values()) <= set(catalogue(language).texts)


@pytest.mark.parametrize(
    "problem",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        PermissionError(errno.EACCES, "Permission denied"),
        OSError(errno.ENOTDIR, "Not a directory"),
        sqlite3.DatabaseError("disk I/O error"),
        UnicodeError("no text"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_history_says_in_a_window_is_translated(
    problem: Exception, language: str, tmp_path: Path
) -> None:
    """Also where its words change: a line that is not known would be shown in English."""
    path = tmp_path / "a: b; c" / "history.db"
    with pytest.raises(HistoryError) as caught, explained(path):
        raise problem
    (said,) = caught.value.lines
    told = Phrases(language)(said)
    assert told.startswith(f"{path}: ")
    assert told != said
    assert Phrases()(said) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_busy_or_closed_history_is_told_in_ones_own_language(
    language: str, tmp_path: Path
) -> None:
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path, timeout=0)) as one:
        one.execute("BEGIN EXCLUSIVE")
        with closing(sqlite3.connect(path, timeout=0)) as other:
            with pytest.raises(HistoryError) as caught, explained(path):
                other.execute("BEGIN EXCLUSIVE")
            assert Phrases(language)(caught.value.lines[0]) != str(caught.value)
    nowhere = tmp_path / "no" / "history.db"
    with pytest.raises(HistoryError) as caught, explained(nowhere):
        sqlite3.connect(nowhere).close()
    assert Phrases(language)(caught.value.lines[0]) != str(caught.value)


def test_a_copy_of_a_damaged_history_is_named_in_ones_own_language(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    backup_path(path, 1).touch()
    told = Phrases("de")(damaged(path).lines[0])
    assert told.endswith("; history.db.v1.backup daneben ist eine ältere Kopie")
