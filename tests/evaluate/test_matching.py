from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.core.events import FaceEvent
from facecheck.evaluate.intervals import covered_s, iou, match
from facecheck.evaluate.matching import KindScore, match_kind
from facecheck.evaluate.truth import LabelledEvent

from .fakes import found, label

FPS = 30.0


def scored(
    kind: str, labels: Sequence[LabelledEvent], events: Sequence[FaceEvent]
) -> tuple[int, int, int, int]:
    score = match_kind(kind, labels, events, FPS).score
    return score.tp, score.fp, score.fn, score.ignored


@pytest.mark.parametrize(
    ("a", "b", "value"),
    [
        pytest.param((0, 2), (0, 2), 1.0, id="the same"),
        pytest.param((0, 2), (1, 3), 1 / 3, id="half of each"),
        pytest.param((0, 4), (1, 2), 0.25, id="inside"),
        pytest.param((0, 1), (1, 2), 0.0, id="touching shares nothing"),
        pytest.param((1, 1), (0, 2), 0.0, id="no length"),
    ],
)
def test_intersection_over_union(
    a: tuple[float, float], b: tuple[float, float], value: float
) -> None:
    assert iou(found("x", *a), found("x", *b)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("labels", "events", "tp_fp_fn_ignored"),
    [
        pytest.param([(1, 2)], [(1.1, 2.1)], (1, 0, 0, 0), id="found"),
        pytest.param([(1, 2)], [], (0, 0, 1, 0), id="missed"),
        pytest.param([], [(1, 2)], (0, 1, 0, 0), id="false"),
        pytest.param([(1, 2)], [(1, 2), (1.5, 2)], (1, 1, 0, 0), id="found twice is once false"),
        pytest.param([(1, 2), (2.1, 3)], [(1, 3)], (1, 0, 1, 0), id="two run into one"),
        pytest.param([(0, 10)], [(0, 2)], (1, 0, 0, 0), id="an IoU of 0.2 is enough"),
        pytest.param([(0, 10)], [(0, 1.9)], (0, 1, 1, 0), id="less is not"),
    ],
)
def test_one_kind_against_its_labels(
    labels: list[tuple[float, float]],
    events: list[tuple[float, float]],
    tp_fp_fn_ignored: tuple[int, int, int, int],
) -> None:
    truth = [label("jaw_open", *span) for span in labels]
    assert scored("jaw_open", truth, [found("jaw_open", *e) for e in events]) == tp_fp_fn_ignored


@pytest.mark.parametrize(
    ("detected", "labelled", "excused"),
    [
        ("blink", "blink_partial", True),
        ("blink", "wink", True),
        ("blink", "eyes_half_closed", False),
        ("blink", "squint", False),
        ("blink", "eyes_closed", False),
        ("eyes_closed", "eyes_downcast", True),
        ("eyes_closed", "eyes_half_closed", True),
        ("eyes_closed", "look_down", False),
        ("eyes_closed", "squint", False),
        ("squint", "wink", True),
        ("squint", "scowl", True),
        ("squint", "smile_closed", False),
        ("squint", "eyes_closed", False),
        ("jaw_open", "jaw_open_brief", True),
        ("jaw_open", "mouth_open_brief", True),
        ("jaw_open", "mouth_open_small", False),
        ("jaw_open", "jaw_open_lips_closed", False),
        ("jaw_open", "talk", False),
        ("palm_on_cheek", "hand_on_mouth", True),
        ("palm_on_cheek", "fingers_on_cheek", True),
        ("palm_on_cheek", "hand_on_cheek_not_flat", False),
        ("palm_on_cheek", "talk", False),
    ],
)
def test_what_is_neither_right_nor_wrong(detected: str, labelled: str, excused: bool) -> None:
    outcome = scored(detected, [label(labelled, 1, 3)], [found(detected, 1, 3)])
    assert outcome == ((0, 0, 0, 1) if excused else (0, 1, 0, 0))


@pytest.mark.parametrize(
    ("brief", "ignored"),
    [
        pytest.param([(1, 1.4), (1.5, 1.9)], True, id="together they cover it"),
        pytest.param([(1, 1.4)], True, id="one of them reaches an IoU of 0.2"),
        pytest.param([(1, 1.1)], False, id="a touch excuses nothing"),
    ],
)
def test_how_much_of_a_detection_must_be_excused(
    brief: list[tuple[float, float]], ignored: bool
) -> None:
    labels = [label("jaw_open_brief", *span) for span in brief]
    outcome = scored("jaw_open", labels, [found("jaw_open", 1, 2)])
    assert outcome == ((0, 0, 0, 1) if ignored else (0, 1, 0, 0))


def test_an_excuse_does_not_take_a_label_away() -> None:
    labels = [label("blink", 1, 1.3), label("wink", 1.3, 2)]
    assert scored("blink", labels, [found("blink", 1, 1.3)]) == (1, 0, 0, 0)


@pytest.mark.parametrize("more", [{"confidence": "low"}, {"level": 0.5}])
def test_a_doubtful_label_may_be_missed_or_found(more: dict[str, object]) -> None:
    doubtful = [label("squint", 1, 3, **more)]
    assert scored("squint", doubtful, []) == (0, 0, 0, 1)
    assert scored("squint", doubtful, [found("squint", 1, 3)]) == (1, 0, 0, 0)


def test_a_squint_in_a_smile_may_be_missed_and_a_false_one_is_false_all_the_same() -> None:
    smile, squint = label("smile_teeth", 0.8, 3.0), label("squint", 1.0, 3.2)
    assert scored("squint", [smile, squint], []) == (0, 0, 0, 1)
    assert scored("squint", [smile, squint], [found("squint", 1.0, 3.0)]) == (1, 0, 0, 0)
    assert scored("squint", [smile], [found("squint", 1.0, 3.0)]) == (0, 1, 0, 0)
    brief = label("smile_teeth", 0.8, 1.8)
    assert scored("squint", [brief, squint], []) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("length_s", "excused"), [(0.44, True), (0.5, True), (0.56, True), (0.42, False), (0.6, False)]
)
def test_a_closure_at_the_limit_may_be_either_kind(length_s: float, excused: bool) -> None:
    kind, other = ("blink", "eyes_closed") if length_s <= 0.5 else ("eyes_closed", "blink")
    labels, events = [label(kind, 1, 1 + length_s)], [found(other, 1, 1 + length_s)]
    missed, false = ((0, 0, 0, 1), (0, 0, 0, 1)) if excused else ((0, 0, 1, 0), (0, 1, 0, 0))
    assert scored(kind, labels, events) == missed
    assert scored(other, labels, events) == false


def test_a_closure_at_the_limit_that_nobody_saw_is_missed() -> None:
    assert scored("blink", [label("blink", 1, 1.5)], []) == (0, 0, 1, 0)


def test_a_wrong_side_is_told_apart_from_a_miss() -> None:
    labels = [label("squint", 1, 3, side="left"), label("squint", 5, 7)]
    events = [found("squint", 1, 3, "right"), found("squint", 5, 7, "left")]
    score = match_kind("squint", labels, events, FPS).score
    assert (score.tp, score.wrong_side) == (2, 1)


@pytest.mark.parametrize(
    ("score", "f1"),
    [
        (KindScore(), None),
        (KindScore(tp=3), 1.0),
        (KindScore(fp=2), 0.0),
        (KindScore(1, 1, 1), 0.5),
    ],
)
def test_f1(score: KindScore, f1: float | None) -> None:
    assert score.f1 == f1


def test_overlapping_covers_count_once() -> None:
    whole = found("x", 0, 10)
    assert covered_s(whole, [found("x", 1, 4), found("x", 2, 3), found("x", 3, 6)]) == 5.0


spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20)).map(
        lambda x: found("blink", x[0] / 10, (x[0] + x[1]) / 10)
    ),
    max_size=8,
)


@given(spans, spans)
def test_matching_is_one_to_one(left: list[FaceEvent], right: list[FaceEvent]) -> None:
    pairs = match(left, right)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(iou(left[i], right[j]) >= 0.2 for i, j in pairs)


@given(spans, spans)
def test_nothing_that_could_match_is_left_over(
    left: list[FaceEvent], right: list[FaceEvent]
) -> None:
    pairs = match(left, right)
    free_left = [x for i, x in enumerate(left) if i not in {i for i, _ in pairs}]
    free_right = [x for j, x in enumerate(right) if j not in {j for _, j in pairs}]
    assert all(iou(a, b) < 0.2 for a in free_left for b in free_right)


@given(spans, spans)
def test_exchanging_the_sides_exchanges_the_pairs(
    left: list[FaceEvent], right: list[FaceEvent]
) -> None:
    there = sorted(
        (left[i].start_s, left[i].end_s, right[j].start_s) for i, j in match(left, right)
    )
    back = sorted((left[i].start_s, left[i].end_s, right[j].start_s) for j, i in match(right, left))
    assert there == back


@given(spans, spans)
def test_every_label_and_every_detection_is_accounted_for(
    truth: list[FaceEvent], events: list[FaceEvent]
) -> None:
    labels = [label("blink", e.start_s, e.end_s) for e in truth if e.end_s > e.start_s]
    score = match_kind("blink", labels, events, FPS).score
    assert 2 * score.tp + score.fp + score.fn + score.ignored == len(labels) + len(events)
    assert score.f1 is None or 0 <= score.f1 <= 1


@given(spans)
def test_a_perfect_detector_has_no_error(truth: list[FaceEvent]) -> None:
    labels = [label("squint", e.start_s, e.end_s) for e in truth if e.end_s > e.start_s]
    events = [found("squint", x.start_s, x.end_s) for x in labels]
    assert match_kind("squint", labels, events, FPS).score == KindScore(tp=len(labels))
