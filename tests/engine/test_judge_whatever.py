"""What holds of a set whatever comes."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from strips import exercise, strip

from engine.judging import attempts, heard, judge
from facecheck.core.events import Sound

digits = st.text("0123456789 ", max_size=120)


@given(digits, st.sampled_from([0.3, 1.0, 2.5]))
def test_whatever_comes(text: str, hold_s: float) -> None:
    told = judge(exercise(hold_s=hold_s), strip(text))
    done = attempts(told)
    assert [a.n for a in done] == list(range(1, len(done) + 1))
    for before, after in pairwise(done):
        assert before.end_s <= after.start_s + 1e-9
    for attempt in done:
        assert attempt.start_s <= attempt.end_s
        assert attempt.counted == (attempt.hold_s >= hold_s - 1e-6)
        assert attempt.counted == (attempt.reason is None)
        assert 0 <= attempt.score <= 100
    counts = [t.counted for t in told]
    assert counts == sorted(counts)
    assert counts[-1:] in ([], [sum(a.counted for a in done)])
    for t in told:
        assert len(set(t.sounds)) == len(t.sounds)
        assert not {Sound.COUNTED, Sound.SET_DONE} <= set(t.sounds)


@given(digits)
@example("60")
def test_a_hold_lies_inside_its_attempt(text: str) -> None:
    for attempt in attempts(judge(exercise(), strip(text))):
        assert attempt.hold_s <= attempt.end_s - attempt.start_s + 1e-9


@given(digits, st.sampled_from([0.3, 0.41, 1.0]))
@example("0099990000", 0.38)
def test_each_repetition_is_heard_once(text: str, hold_s: float) -> None:
    told = judge(exercise(hold_s=hold_s), strip(text))
    ends = heard(told).count(Sound.COUNTED) + heard(told).count(Sound.SET_DONE)
    assert ends == sum(a.counted for a in attempts(told))


@given(st.text("0159", max_size=60), st.integers(1, 4), st.integers(0, 60))
@example("000095555", 4, 5)
def test_a_pause_adds_no_hold_time(text: str, ticks: int, place: int) -> None:
    def held_s(shown: str) -> float:
        return sum(a.hold_s for a in attempts(judge(exercise(), strip(shown))))

    before, after = text[:place], text[place:]
    # Whether a level that fell is on its way back shows later: a movement that lasts as long, and
    # is seen all the time, may be held for longer than one that ends sooner.
    seen_s = max(held_s(text), held_s(before + before[-1:] * ticks + after))
    # Of the tick after the gap, what is interpolated may fall into the gap: one tick at most.
    assert held_s(before + " " * ticks + after) <= seen_s + 0.1 + 1e-9
