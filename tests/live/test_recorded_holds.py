"""Each tone and cue of the circuit's sets, recorded: when the truth file says, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from facecheck.api import load_exercise
from facecheck.core.events import Sound
from facecheck.engine.spec.exercise import Exercise
from facecheck.outputs.sound.recorded_words import word_bank
from facecheck.outputs.sound.tones import RATE_HZ, tone

from .test_recorded_sound import SAMPLES, WITHIN_S, heard_at, recorded

pytestmark = pytest.mark.slow


def between(times_s: list[float], spans: list[tuple[float, float]]) -> bool:
    """Whether there is one time in each span, a little tolerance apart, and no other."""
    return len(times_s) == len(spans) and all(
        first_s - WITHIN_S <= at_s <= last_s + WITHIN_S
        for at_s, (first_s, last_s) in zip(times_s, spans, strict=True)
    )


def follows_truth(
    place: Path, exercise: Exercise, held: list[dict[str, Any]], *, rested: bool = False
) -> None:
    """Hold a recording of a complete set against what the truth file says of its holds.

    Args:
        place: The recording, from the set's beginning on.
        exercise: What is done.
        held: The truth file's events.
        rested: Whether it began at the end of a rest, which has a tone of its own.
    """
    heard = {sound: heard_at(place, tone(sound)) for sound in Sound}
    done = heard.pop(Sound.SET_DONE)
    counts = [*heard.pop(Sound.COUNTED), *done]
    assert len(done) == 1
    assert len(counts) == len(held) == exercise.reps
    # The last tone begins as that of a hold does.
    begun = [at_s for at_s in heard.pop(Sound.HOLD_START) if at_s not in done]
    least_s = exercise.movement.least_s
    spans = [(e["start_s"] + least_s, e["hold_start_s"] + least_s) for e in held]
    assert between(begun, spans), (begun, spans)
    ticks = [(at_s - left_s,) * 2 for at_s in counts for left_s in (3.0, 2.0, 1.0)]
    assert between(heard.pop(Sound.TICK), ticks)
    if rested:
        assert heard.pop(Sound.BEGIN) == pytest.approx([0.0], abs=WITHIN_S)
    assert {sound: times for sound, times in heard.items() if times} == {}, "and no other tone"
    bank = word_bank("en")
    assert bank is not None
    for cue, wanted in (
        (exercise.cues.hold, [(at_s, at_s) for at_s in begun]),
        # When one is over the next is asked for; after the last it is not.
        (exercise.cues.ready, [(e["hold_end_s"], e["end_s"]) for e in held[:-1]]),
    ):
        samples = bank.speak(cue)
        assert samples is not None
        spoken = heard_at(place, samples[: RATE_HZ // 2])
        # The first time it is asked for the rest level is known, which no truth file tells.
        first = cue == exercise.cues.ready
        assert between(spoken[first:], wanted), (cue, spoken, wanted)


@pytest.mark.parametrize(
    ("clip", "name", "kind"),
    [("squint_palm_3x5", "squint-palm", "squint"), ("jaw_band_3x5", "jaw-band", "jaw_open")],
)
def test_each_tone_and_cue_of_a_set_comes_in_its_time_and_no_other(
    clip: str, name: str, kind: str, tmp_path: Path
) -> None:
    truth = YAML(typ="safe").load(SAMPLES / f"{clip}.truth.yaml")
    held = [event for event in truth["events"] if event["kind"] == kind]
    place = tmp_path / "session.wav"
    recorded(SAMPLES / f"{clip}.mp4", name, place)
    follows_truth(place, load_exercise(name), held)
    # Half a second off would be noticed.
    late = [{**event, "start_s": event["start_s"] + 0.5} for event in held]
    late = [{**event, "hold_start_s": event["hold_start_s"] + 0.5} for event in late]
    with pytest.raises(AssertionError):
        follows_truth(place, load_exercise(name), late)
