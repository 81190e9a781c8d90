"""What is spoken, and when: counts first, then cues, none too often."""

from __future__ import annotations

from dataclasses import replace

from facecheck.core.events import Phase, Quality, Sound
from facecheck.outputs.sound.spoken_cues import CORRECTED_S, REMIND_S, Announcer
from facecheck.outputs.words import Words

from ..states import FAULT, MISSED, SHALLOW, update


def said(*updates: object) -> list[str]:
    lines: list[str] = []
    announcer = Announcer(lines.append, Words())
    for one in updates:
        announcer.step(one)  # type: ignore[arg-type]
    return lines


def test_a_cue_is_said_when_it_changes() -> None:
    assert said(
        update(time_s=0.0, cue="Open"),
        update(time_s=0.1, cue="Open"),
        update(time_s=0.2, cue="Hold"),
    ) == ["Open", "Hold"]


def test_what_betters_the_view_is_said_with_the_cue_before_a_movement_not_during_it() -> None:
    near = Quality(ok=True, reason="too close to the camera", cue="Move back a little")
    assert said(
        update(Phase.LEARNING, time_s=0.0, cue="Relax", quality=near),
        update(Phase.READY, time_s=1.0, cue="Open", quality=near),
        update(Phase.HOLDING, time_s=2.0, cue="Hold", quality=near),
        update(Phase.READY, time_s=3.0, cue="Open", quality=near, faults=(FAULT,)),
    ) == ["Move back a little", "Open. Move back a little", "Hold", "Open"]


def test_the_same_words_are_not_said_again_within_three_seconds() -> None:
    cues = [(0.0, "Open"), (1.0, "Hold"), (2.9, "Open"), (2.95, "Hold"), (6.1, "Open")]
    assert said(*(update(time_s=t, cue=c) for t, c in cues)) == ["Open", "Hold", "Open"]


def test_a_count_is_said_with_what_to_do_next_and_the_end_alone() -> None:
    assert said(
        update(time_s=0.0, counted=0, cue="Hold"),
        update(time_s=5.0, counted=1, cue="Release"),
        update(time_s=5.1, counted=1, cue="Release"),
        update(time_s=9.0, counted=3, cue="Release"),
        update(Phase.DONE, time_s=9.5, counted=3, cue="Set complete"),
    ) == ["Hold", "1. Release", "Well done. The set is complete."]


def test_an_attempt_that_did_not_count_is_said_with_what_was_missing() -> None:
    assert said(
        update(time_s=0.0, counted=0, cue="Hold"),
        update(Phase.READY, time_s=4.0, counted=0, cue="Open", closed=MISSED),
        update(Phase.READY, time_s=4.1, counted=0, cue="Open"),
    ) == ["Hold", "Not counted: 3.8 of 5 seconds, mouth closed. Open"]
    lost = update(Phase.CANNOT_JUDGE, cue="Come back", closed=MISSED, sounds=(Sound.LOST,))
    assert said(update(time_s=0.0, cue="Hold"), lost) == ["Hold", "Come back"]


def test_the_tone_that_time_stopped_comes_with_what_to_do_though_it_was_said_before() -> None:
    shallow, stopped = update(faults=(FAULT,), cue="Back"), (Sound.STOPPED,)
    assert said(
        replace(shallow, phase=Phase.READY, time_s=0.0),
        replace(shallow, phase=Phase.WAITING, time_s=1.5, sounds=stopped),
        replace(shallow, phase=Phase.WAITING, time_s=2.0),
        replace(shallow, phase=Phase.WAITING, time_s=2.1, sounds=stopped),
    ) == ["Back", "Back"]


def test_a_movement_that_was_no_attempt_is_said_with_what_to_do() -> None:
    assert said(
        update(Phase.READY, time_s=0.0, counted=0, cue="Open"),
        update(Phase.READY, time_s=1.0, counted=0, cue="Go further", faults=(SHALLOW,)),
        update(Phase.READY, time_s=2.0, counted=0, cue="Open", noted=(SHALLOW,)),
        update(Phase.READY, time_s=2.1, counted=0, cue="Open"),
    ) == ["Open", "Go further", "Not counted: too shallow. Go further"]


def test_a_count_that_was_put_right_by_hand_is_not_said_over() -> None:
    lines: list[str] = []
    announcer = Announcer(lines.append, Words())
    announcer.step(update(Phase.READY, time_s=1.0, counted=0, cue="Open"))
    announcer.corrected(1)
    announcer.step(update(Phase.READY, time_s=1.1, counted=1, cue="Close"))
    assert lines == ["Open"], "the session itself has told it"
    announcer.step(update(Phase.READY, time_s=1.1 + CORRECTED_S, counted=1, cue="Close"))
    announcer.step(update(time_s=9.0, counted=2, cue="Close"))
    assert lines == ["Open", "Close", "2. Close"]
    announcer.corrected(1)
    announcer.step(update(Phase.READY, time_s=0.1, counted=0, cue="Narrow"))
    assert lines[3:] == ["Narrow"], "the clock of the next set is another"


def test_a_fault_that_lasts_is_said_again_after_a_while() -> None:
    times_s = [n / 10 for n in range(round(REMIND_S * 10) + 5)]
    faulty = [update(time_s=t, cue="Back", faults=(FAULT,)) for t in times_s]
    assert said(*faulty) == ["Back", "Back"]
    assert said(*(update(Phase.READY, time_s=t, cue="Open") for t in times_s)) == ["Open"]
