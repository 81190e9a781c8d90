from collections.abc import Sequence

import pytest

from facecheck.core.results import ScoreResult
from facecheck.evaluate.bootstrap import share_interval
from facecheck.evaluate.matching import KindScore
from facecheck.evaluate.outcome import ClipEvaluation, compare, failed
from facecheck.evaluate.totals import group_by, summarise
from facecheck.evaluate.truth import Expectation

from .fakes import attempt, case, events_of, expect, found, label, score, truth


def counted(n: int) -> ScoreResult:
    return score([attempt(i + 1, 7.0 * i, 5.0) for i in range(n)], duration_s=30.0)


def outcome(pairs: Sequence[tuple[Expectation, ScoreResult]], **more: object) -> ClipEvaluation:
    lines = truth(*(line for line, _ in pairs), **more)  # type: ignore[arg-type]
    return compare(case(lines), [done for _, done in pairs], events_of(), hands=False)


def test_counts() -> None:
    totals = summarise(
        [
            outcome([(expect(3), counted(3)), (expect(3), counted(2))]),
            outcome([(expect(2), counted(4)), (expect(0), counted(0))]),
        ]
    )
    assert totals.expectations == 4
    assert totals.exact == 0.5
    assert totals.off_by_one == 0.75
    assert totals.mae == 0.75


def test_a_clip_that_failed_is_neither_exact_nor_off_by_one() -> None:
    lost = failed(case(truth(expect(0))), "a.mp4: no such clip")
    totals = summarise([outcome([(expect(3), counted(3))]), lost])
    assert (totals.failed, totals.exact, totals.off_by_one, totals.mae) == (1, 0.5, 0.5, 0.0)
    assert totals.negative_minutes == 0


def test_false_counts_are_those_of_negatives() -> None:
    negative, positive = (expect(0), counted(2)), (expect(1), counted(3))
    totals = summarise([outcome([negative, positive, (expect(0, "squint"), counted(0))])])
    assert totals.negative_minutes == 1.0  # one clip of 30 s, with two things to refuse
    assert totals.false_counts == 2
    assert totals.false_counts_per_minute == 2.0


@pytest.mark.parametrize(
    ("expected", "named", "tp_fp_fn"),
    [
        (["tilt"], ["tilt", "tilt"], (1, 0, 0)),
        (["tilt", "drift"], ["tilt"], (1, 0, 1)),
        ([], ["tilt"], (0, 1, 0)),
        ([], [], (0, 0, 0)),
        (None, ["tilt"], (0, 0, 0)),
    ],
)
def test_faults_are_compared_name_by_name(
    expected: list[str] | None, named: list[str], tp_fp_fn: tuple[int, int, int]
) -> None:
    done = score([attempt(i + 1, 7.0 * i, 5.0, faults=[name]) for i, name in enumerate(named)])
    totals = summarise([outcome([(expect(len(named), faults=expected), done)])])
    assert totals.faults == KindScore(*tp_fp_fn)


def test_holds_are_pooled_over_clips() -> None:
    opening = label("jaw_open", 2.0, 7.4, hold_start_s=2.0, hold_end_s=7.0)
    clips = [
        outcome([(expect(1), score([attempt(1, 2.0, hold)]))], events=[opening])
        for hold in (4.9, 5.0, 4.6)
    ]
    totals = summarise(clips)
    assert totals.holds == 3
    assert totals.hold_error_median_s == pytest.approx(0.1)
    assert totals.hold_error_p95_s == pytest.approx(0.37)


def test_events_are_pooled_over_clips() -> None:
    blink = truth(events=[label("blink", 1, 1.2)])
    hit = compare(case(blink), [], events_of(found("blink", 1, 1.2)), hands=False)
    miss = compare(case(blink), [], events_of(), hands=False)
    totals = summarise([hit, miss])
    assert totals.events["blink"] == KindScore(tp=1, fn=1)
    assert totals.event_intervals["blink"] == (0.0, 1.0)


def test_nothing_to_judge_is_none_and_not_perfect() -> None:
    totals = summarise([])
    assert (totals.exact, totals.mae, totals.off_by_one) == (None, None, None)
    assert totals.false_counts_per_minute is None


def test_groups_follow_the_keys_of_origin() -> None:
    clips = [
        outcome(
            [(expect(1), counted(1))], origin={"kind": "rendered", "condition": ["dim", "noisy"]}
        ),
        outcome([(expect(1), counted(0))], origin={"kind": "rendered", "condition": "dim"}),
        outcome([(expect(1), counted(1))], origin={"kind": "real"}),
    ]
    assert {k: t.exact for k, t in group_by(clips, "kind").items()} == {"real": 1, "rendered": 0.5}
    assert {k: t.exact for k, t in group_by(clips, "condition").items()} == {"dim": 0.5, "noisy": 1}
    assert group_by(clips, "identity") == {}


def test_the_same_results_have_the_same_interval() -> None:
    # Lengths that make every draw another share: an unseeded generator would show.
    parts = [(float(i % 3), 2.0 + i * 0.1) for i in range(12)]
    interval = share_interval(parts)
    assert interval == share_interval(parts)
    assert interval is not None
    assert 0 <= interval[0] < sum(p[0] for p in parts) / sum(p[1] for p in parts) < interval[1] <= 1


def test_all_right_is_not_certain() -> None:
    # The rule of three, at 97.5 %: nothing wrong in 20 clips leaves room for one in six.
    right, wrong = share_interval([(2, 2)] * 20), share_interval([(0, 2)] * 20)
    assert right is not None
    assert wrong is not None
    assert list(right) == pytest.approx([0.8316, 1.0], abs=1e-4)
    assert list(wrong) == pytest.approx([0.0, 0.1684], abs=1e-4)


def test_more_clips_make_a_narrower_interval() -> None:
    few, many = share_interval([(1, 1), (0, 1)] * 4), share_interval([(1, 1), (0, 1)] * 100)
    assert few is not None
    assert many is not None
    assert many[1] - many[0] < (few[1] - few[0]) / 3
    # 200 throws of a coin: 1.96 standard errors either side of a half.
    assert many[1] - many[0] == pytest.approx(2 * 1.96 * 0.5 / 200**0.5, rel=0.15)


def test_one_clip_has_no_interval() -> None:
    assert share_interval([(3, 4), (0, 0)]) is None
