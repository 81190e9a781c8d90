"""A clip that begins in the middle of things is judged right, or said to be uncertain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facecheck.api import events_of
from facecheck.core.events import FaceEvent
from robustness.windows import JAW, SQUINT, Window, one_hold_s, score, seen, truth, watched
from robustness.windows import frames as stretch

INTO_S = 0.5
"""How far into the plateau the cut lies."""


def cut_open(window: Window) -> tuple[Window, float]:
    """The window from within its plateau, and how long the plateau still continues."""
    label = window.label
    assert label.hold_start_s is not None
    assert label.hold_end_s is not None
    before_s = label.start_s - label.hold_start_s - INTO_S
    left_s = label.hold_end_s - label.hold_start_s - INTO_S
    return replace(window, before_s=before_s, hold_s=1.0), left_s


@pytest.mark.parametrize("window", [SQUINT, JAW], ids=lambda w: w.exercise)
def test_a_rep_one_second_into_the_clip_counts_as_later(window: Window) -> None:
    early = replace(window, before_s=1.0)
    held_s = one_hold_s(score(seen(early), early))
    assert held_s == pytest.approx(one_hold_s(score(seen(window), window)), abs=0.15)


def test_a_clip_that_starts_with_the_mouth_open_counts_what_is_left_of_the_hold() -> None:
    window, left_s = cut_open(JAW)
    result = score(seen(window), window)
    assert one_hold_s(result) == pytest.approx(left_s, abs=0.35)
    assert any("typical values" in warning for warning in result.warnings)


def test_a_clip_that_starts_in_a_squint_counts_what_is_left_or_says_that_it_is_unsure() -> None:
    window, left_s = cut_open(SQUINT)
    result = score(seen(window), window)
    if result.counted:
        assert one_hold_s(result) == pytest.approx(left_s, abs=0.35)
    else:
        assert any("is uncertain" in warning for warning in result.warnings)


def test_what_comes_after_a_start_in_a_squint_is_counted() -> None:
    window, _ = cut_open(SQUINT)
    longer = replace(window, after_s=5.2)  # until the second squint of the clip is over
    second = [e for e in truth(SQUINT.clip).events or () if e.kind == "squint"][1]
    counted = [a for a in score(seen(longer), longer).attempts if a.counted]
    assert counted
    assert counted[-1].start_s == pytest.approx(second.start_s - longer.from_s, abs=0.3)


@pytest.mark.parametrize("clip", ["squint_3x5", "squint_glasses"])
def test_a_start_anywhere_in_a_squint_costs_that_squint_alone(clip: str) -> None:
    # Held from 2 to 7.5 s and from 9.6 to 15.4 s; lids nearly shut, or a slit that might be a rest.
    first, second = [e for e in truth(clip).events or () if e.kind == "squint"][:2]
    late = Window(clip, "squint", "squint", before_s=-1.0, after_s=second.end_s - first.end_s + 0.6)
    for skipped_s in (0.0, 2.0, 4.0):
        seen_s = [o for o in seen(late) if o.time_s >= skipped_s]
        counted = [a for a in score(seen_s, late).attempts if a.counted]
        assert counted, skipped_s
        assert counted[-1].start_s == pytest.approx(second.start_s - late.from_s, abs=0.3)


def test_a_mouth_that_never_closes_is_said_to_be_judged_by_typical_values() -> None:
    window, left_s = cut_open(JAW)
    held = [o for o in seen(window) if o.time_s < left_s - 0.2]
    result = score(held, window)
    assert result.counted == 1
    assert any("typical values" in warning for warning in result.warnings)


def shut_eyes(from_s: float, until_s: float) -> tuple[FaceEvent, ...]:
    observations = watched(stretch("eyes_shut_instead", from_s, until_s))
    return events_of(observations, name="cut", duration_s=until_s - from_s).events


def test_a_clip_that_starts_with_the_eyes_shut_has_a_closure_and_no_squint() -> None:
    # Shut from 1.8 to 7.5 s; the cut leaves 2.0 s of it and a second of open eyes.
    found = [e for e in shut_eyes(5.5, 8.5) if e.kind in ("eyes_closed", "squint")]
    assert [e.kind for e in found] == ["eyes_closed"]
    assert found[0].start_s == pytest.approx(0.0, abs=0.1)
    assert found[0].end_s == pytest.approx(2.1, abs=0.25)
