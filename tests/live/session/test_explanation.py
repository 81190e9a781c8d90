"""What an exercise is can be said to its end before it begins, in each language."""

from __future__ import annotations

from typing import Any

import pytest
from strips import neutral_face, observation

from facecheck.api import load_any
from facecheck.core.frames import Frame
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.inputs.library import exercise_ids, translations
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.keys import Action
from facecheck.live.session.explanation import says_ready
from facecheck.live.session.scene import Scene, ready_text
from facecheck.live.session.session import EXPLAIN_S, Session
from facecheck.live.session.state import Rest
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.sound.recorded_words import word_bank
from facecheck.outputs.sound.tones import RATE_HZ
from facecheck.outputs.words import Words

from ..fakes import PICTURE, FakeChecker, exercise


def said_s(one: AnyExercise, language: str, *, first: bool) -> float:
    """How long the words that come along take for what is said of an exercise before it."""
    words, say = Words(language), Phrases(language, translations(language, ()))
    title, instructions = say(one.title), say(one.instructions)
    if first:
        parts = [words("explain.first", title=title), instructions, words("explain.heard")]
    else:
        parts = [words("rest.title"), words("rest.next", title=title), instructions]
    if says_ready(one):
        parts.append(ready_text(before(one), words))
    bank = word_bank(language)
    assert bank is not None
    samples = bank.speak(". ".join(part.rstrip(".") for part in parts))
    assert samples is not None
    return len(samples) / RATE_HZ


def before(one: AnyExercise) -> Scene:
    """What the screen shows before it, where hands are watched."""
    seen = PairedFrame(Frame(0.0, PICTURE), None, 0.0, fresh=True)
    return Scene(seen, one, None, signs=True)


def made(_: Any) -> Any:
    return FakeChecker(exercise(reps=1))


def rest_before(*exercises: AnyExercise, explain_s: float = EXPLAIN_S) -> Rest:
    """The rest in which the last of one or two exercises is explained."""
    session = Session(exercises, made, guided=True, explain_s=explain_s)
    session.act(Action.SKIP)
    for tenths in range(400):
        session.step(observation(tenths / 10, neutral_face()))
        if session.rest is not None and len(exercises) == 1 + (not session.rest.first):
            return session.rest
        if session.rest is not None:
            session.act(Action.SKIP)
    raise AssertionError("there was no rest")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", exercise_ids())
def test_what_is_said_before_an_exercise_is_said_to_its_end(name: str, language: str) -> None:
    one = load_any(name)
    assert rest_before(one).whole_s >= said_s(one, language, first=True)
    assert rest_before(exercise(reps=1), one).whole_s >= said_s(one, language, first=False)


def test_whoever_wants_no_explanation_rests_as_long_as_the_exercise_asks_for() -> None:
    jaw = load_any("jaw-open")
    assert rest_before(exercise(reps=1), jaw, explain_s=0.0).whole_s == exercise().rest_s
