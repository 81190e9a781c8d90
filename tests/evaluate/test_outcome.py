from dataclasses import replace
from typing import Any

from facecheck.core.events import Fault
from facecheck.evaluate.confusion import MISSED, NOTHING
from facecheck.evaluate.outcome import compare, failed
from facecheck.evaluate.totals import summarise

from .fakes import attempt, case, events_of, expect, found, label, score, truth


def test_a_row_is_right_when_the_count_is_exact() -> None:
    done = score([attempt(1, 2, 5), attempt(2, 9, 3, counted=False)])
    lines = truth(expect(1), expect(2))
    outcome = compare(case(lines), [done, done], events_of(), hands=False)
    assert [(row.counted, row.ok) for row in outcome.rows] == [(1, True), (1, False)]
    assert not outcome.ok


def test_faults_are_named_once_each() -> None:
    done = score([attempt(1, 2, 5, faults=["tilt", "drift"]), attempt(2, 9, 5, faults=["tilt"])])
    outcome = compare(case(truth(expect(2))), [done], events_of(), hands=False)
    assert outcome.rows[0].named == ("tilt", "drift")


def test_a_fault_outside_any_attempt_is_named_after_those_inside() -> None:
    done = replace(
        score([attempt(1, 2, 3, counted=False, faults=["tilt"])]),
        faults=(Fault("too dark", 0.0, 1.0, 0.1, 0.2, "0 to 1", "Light"),),
    )
    outcome = compare(case(truth(expect(0))), [done], events_of(), hands=False)
    assert outcome.rows[0].named == ("tilt", "too dark")


def test_a_clip_that_failed_keeps_its_rows() -> None:
    outcome = failed(case(truth(expect(0), expect(2))), "a.mp4: no such clip")
    assert [(row.counted, row.ok) for row in outcome.rows] == [(None, False), (None, False)]


def test_events_are_not_judged_where_none_are_labelled() -> None:
    found_one = events_of(found("blink", 1, 1.2))
    outcome = compare(case(truth(events=None)), [], found_one, hands=True)
    assert outcome.events == {}


def test_only_the_kinds_labelled_completely_are_judged() -> None:
    found_both = events_of(found("blink", 1, 1.2), found("jaw_open", 2, 3))
    lines = truth(events=[], labelled=["jaw_open"])
    outcome = compare(case(lines), [], found_both, hands=True)
    assert {kind: s.fp for kind, s in outcome.events.items()} == {"jaw_open": 1}


def test_palms_are_not_judged_where_no_hands_were_looked_for() -> None:
    lines = truth(events=[])
    assert "palm_on_cheek" not in compare(case(lines), [], events_of(), hands=False).events
    assert "palm_on_cheek" in compare(case(lines), [], events_of(), hands=True).events


def test_a_clip_of_another_length_and_a_draft_are_noted() -> None:
    lines = truth(origin={"kind": "draft"})
    outcome = compare(case(lines), [], events_of(frames=850), hands=False)
    assert "a.mp4 has 850 frames, its truth file says 900" in outcome.notes
    assert any("uncorrected draft" in note for note in outcome.notes)


def test_confusion_tells_what_was_taken_for_what() -> None:
    lines = truth(
        events=[
            label("squint", 1, 3),
            label("smile_closed", 5, 7),
            label("look_down", 10, 12),
            label("blink", 1.5, 1.7),
            label("blink", 14, 14.2),
        ]
    )
    events = events_of(
        found("squint", 1, 3),
        found("squint", 5.5, 6.5),
        found("eyes_closed", 10, 12),
        found("blink", 1.5, 1.7),
        found("jaw_open", 20, 21),
    )
    confusion = compare(case(lines), [], events, hands=False).confusion
    assert confusion.counts == {
        ("squint", "squint"): 1,
        ("smile_closed", "squint"): 1,
        ("look_down", "eyes_closed"): 1,
        ("blink", "blink"): 1,
        ("blink", MISSED): 1,
        (NOTHING, "jaw_open"): 1,
    }
    assert confusion.rows[-1] == NOTHING
    assert confusion.columns[-1] == MISSED
    assert (confusion + confusion).counts["blink", MISSED] == 2


def test_a_session_by_the_clock_is_right_when_count_and_time_are() -> None:
    done = replace(score([attempt(1, 2, 20)]), seconds=29.0, target_s=60.0)
    wanted: dict[str, Any] = {"minutes": 1.0, "hold_s": None}
    lines = truth(
        expect(1, **wanted, seconds=28.6),
        expect(1, **wanted, seconds=28.0),
        expect(1, **wanted, seconds=28.0, within=0.05),
        expect(2, **wanted, seconds=28.6),
    )
    outcome = compare(case(lines), [done] * 4, events_of(), hands=False)
    assert [row.ok for row in outcome.rows] == [True, False, True, False]
    assert round(outcome.rows[1].seconds_error or 0.0, 4) == round(1.0 / 28.0, 4)
    totals = summarise([outcome])
    assert totals.sessions == 4
    assert totals.seconds_error_worst == outcome.rows[1].seconds_error


def test_of_no_time_at_all_the_error_is_that_of_a_second() -> None:
    done = replace(score(), seconds=0.1, target_s=60.0)
    line = expect(0, minutes=1.0, hold_s=None, seconds=0.0, within=0.2)
    outcome = compare(case(truth(line)), [done], events_of(), hands=False)
    assert outcome.rows[0].seconds_error == 0.1
    assert outcome.rows[0].ok
