from __future__ import annotations

from collections.abc import Iterable

import pytest
from strips import (
    Signal,
    Values,
    flat_hand,
    inter_ocular,
    line,
    neutral_face,
    neutral_values,
    observation,
    sampled,
    trapezoid,
    values_at,
)
from strips import cheek as cheek_at

from facecheck.api import load_exercise
from facecheck.core.events import FaceEvent
from facecheck.core.frames import DOUBTED, NEW_PERSON
from facecheck.core.results import EventsResult
from facecheck.engine.face_events.detector import EventDetector

SQUINT, JAW_OPEN = load_exercise("squint"), load_exercise("jaw-open")
REST_S, UNTIL_S = 3.0, 9.0
HELD = trapezoid(REST_S, 6.0, top=1.0)


def detect(ticks: Iterable[tuple[float, Values | None]]) -> EventsResult:
    detector = EventDetector(SQUINT, JAW_OPEN, hands=False)
    last_s = 0.0
    for time_s, values in ticks:
        detector.step_values(time_s, values, 0.5 if values is not None else None)
        last_s = time_s
    return detector.finish("a.mp4", last_s)


def moving(
    read: dict[str, Signal], until_s: float = UNTIL_S, fps: float = 30.0
) -> list[tuple[float, Values | None]]:
    """The neutral face with some measures over time; a signal gives what is added."""
    ticks: list[tuple[float, Values | None]] = []
    for time_s, _ in sampled(lambda _: 0.0, until_s, fps):
        values = neutral_values()
        for name, signal in read.items():
            values[name] += signal(time_s)
        ticks.append((time_s, values))
    return ticks


def squinting(left: float, right: float, signal: Signal = HELD) -> dict[str, Signal]:
    """What a squint with so much of full effort on each side adds to the neutral face."""
    added: dict[str, Signal] = {}
    full = values_at(SQUINT, right, left=left)
    for name, rest in neutral_values().items():
        if full[name] != rest:
            added[name] = lambda t, by=full[name] - rest: by * signal(t)  # type: ignore[misc]
    return added


def only(result: EventsResult) -> FaceEvent:
    assert len(result.events) == 1, result.events
    return result.events[0]


@pytest.mark.parametrize(
    ("left", "right", "side"), [(1.0, 1.0, "both"), (1.0, 0.0, "left"), (0.0, 1.0, "right")]
)
def test_a_squint_and_its_side(left: float, right: float, side: str) -> None:
    event = only(detect(moving(squinting(left, right))))
    assert (event.kind, event.side) == ("squint", side)
    assert event.start_s == pytest.approx(REST_S, abs=0.15)
    assert event.end_s == pytest.approx(6.0, abs=0.15)
    assert event.peak == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("fps", [15.0, 24.0, 60.0])
def test_the_same_at_every_frame_rate(fps: float) -> None:
    usual = only(detect(moving(squinting(1.0, 1.0))))
    other = only(detect(moving(squinting(1.0, 1.0), fps=fps)))
    assert (other.kind, other.side) == (usual.kind, usual.side)
    assert other.start_s == pytest.approx(usual.start_s, abs=0.05)
    assert other.end_s == pytest.approx(usual.end_s, abs=0.05)


def test_a_smile_that_narrows_the_eyes_is_no_squint() -> None:
    smile = squinting(1.0, 1.0) | {
        "corner_pull_left": lambda t: 0.15 * HELD(t),
        "corner_pull_right": lambda t: 0.15 * HELD(t),
    }
    assert detect(moving(smile)).events == ()


def test_eyes_that_a_yawn_narrows_are_no_squint() -> None:
    yawn = squinting(1.0, 1.0) | {"lip_gap": lambda t: 0.4 * HELD(t)}
    assert "squint" not in [event.kind for event in detect(moving(yawn)).events]
    # Lips that only part leave it one.
    parted = squinting(1.0, 1.0) | {"lip_gap": lambda t: 0.1 * HELD(t)}
    assert [event.kind for event in detect(moving(parted)).events] == ["squint"]


def shutting(least: float, signal: Signal) -> dict[str, Signal]:
    """Both lids meet: what is left of the aperture, and the lower lids come up a little."""
    rest = neutral_values()
    added: dict[str, Signal] = {}
    for side in ("left", "right"):
        width = rest[f"lid_aperture_{side}"] * (least - 1.0)
        added[f"lid_aperture_{side}"] = lambda t, by=width: by * signal(t)  # type: ignore[misc]
        added[f"lid_lower_{side}"] = lambda t: 0.03 * signal(t)
        added[f"lid_upper_{side}"] = lambda t, by=width + 0.03: by * signal(t)  # type: ignore[misc]
    return added


def test_a_closure_is_no_squint() -> None:
    event = only(detect(moving(shutting(0.05, trapezoid(REST_S, 6.0, ramp_s=0.1, top=1.0)))))
    assert (event.kind, event.side) == ("eyes_closed", "both")


def test_a_closure_under_a_frown_is_no_squint_though_the_brows_come_down_as_in_one() -> None:
    shut = trapezoid(REST_S, 6.0, ramp_s=0.1, top=1.0)
    frown: dict[str, Signal] = {}
    for side in ("left", "right"):
        frown[f"lid_lower_{side}"] = lambda t: 0.06 * shut(t)
        frown[f"lid_meeting_{side}"] = lambda t: 0.03 * shut(t)
        frown[f"lid_upper_{side}"] = lambda t: -0.25 * shut(t)
    event = only(detect(moving(shutting(0.05, shut) | frown)))
    assert event.kind == "eyes_closed"


def test_a_blink_is_no_squint() -> None:
    event = only(detect(moving(shutting(0.05, trapezoid(REST_S, 3.25, ramp_s=0.1, top=1.0)))))
    assert event.kind == "blink"


def opening(signal: Signal, fraction: float = 1.0) -> dict[str, Signal]:
    added: dict[str, Signal] = {}
    for part in JAW_OPEN.movement.parts:
        by = part.full * fraction
        added[part.measure] = lambda t, by=by: by * signal(t)  # type: ignore[misc]
    return added


def test_the_jaw_opens() -> None:
    event = only(detect(moving(opening(HELD))))
    assert (event.kind, event.side) == ("jaw_open", None)
    assert event.start_s == pytest.approx(REST_S, abs=0.15)


def test_a_squint_without_rules_still_tells_what_the_eyes_do() -> None:
    detector = EventDetector(SQUINT.model_copy(update={"faults": ()}), JAW_OPEN, hands=False)
    for time_s, values in moving(squinting(1.0, 1.0)):
        detector.step_values(time_s, values, 0.5)
    assert "squint" in [event.kind for event in detector.finish("a.mp4", UNTIL_S).events]


def test_words_are_no_opening() -> None:
    corners = [(REST_S + 0.2 * i, float(i % 2)) for i in range(20)]
    assert detect(moving(opening(line(*corners), 0.4))).events == ()


def test_lips_apart_with_the_jaw_up_are_no_opening() -> None:
    # A grin shows the teeth without lowering the jaw.
    assert detect(moving({"lip_gap": lambda t: 0.4 * HELD(t)})).events == ()


def test_a_face_at_rest_does_nothing() -> None:
    result = detect(moving({}))
    assert result.events == ()
    assert result.warnings == ()
    assert result.frames == result.face_frames == len(moving({}))
    assert result.judged_s == pytest.approx(UNTIL_S, abs=0.1)


def test_events_come_in_order_of_their_start() -> None:
    both = opening(trapezoid(3.0, 6.0, top=1.0)) | shutting(0.05, line((4, 0), (4.1, 1), (4.2, 0)))
    events = detect(moving(both)).events
    assert [event.kind for event in events] == ["jaw_open", "blink"]


def test_what_goes_on_at_the_end_is_told() -> None:
    event = only(detect(moving(opening(line((3, 0), (3.3, 1))), until_s=5.0)))
    assert event.kind == "jaw_open"
    assert event.end_s == pytest.approx(5.0, abs=0.05)


def test_what_cannot_be_seen_ends_what_goes_on() -> None:
    ticks = moving(opening(line((3, 0), (3.3, 1))))
    hidden = [(t, None if 5.0 <= t < 7.0 else values) for t, values in ticks]
    result = detect(hidden)
    assert [event.kind for event in result.events] == ["jaw_open", "jaw_open"]
    assert result.events[0].end_s == pytest.approx(5.0, abs=0.1)
    assert result.events[1].start_s == pytest.approx(7.0, abs=0.1)
    assert result.judged_s == pytest.approx(UNTIL_S - 2.0, abs=0.1)


def test_without_a_face_nothing_is_made_up() -> None:
    result = detect([(i / 30, None) for i in range(60)])
    assert (result.events, result.face_frames, result.judged_s) == ((), 0, 0.0)
    assert any("no face" in warning for warning in result.warnings)


def palm_events(hidden: tuple[float, float] = (0.0, 0.0), until_s: float = 8.0) -> EventsResult:
    """A palm on the left cheek from 1 to 4 s; the face is out of sight in one span."""
    detector = EventDetector(SQUINT, JAW_OPEN)
    palm = [flat_hand(cheek_at("left"), 0.9 * inter_ocular())]
    for i in range(int(until_s * 15)):
        time_s = i / 15
        face = None if hidden[0] <= time_s < hidden[1] else neutral_face()
        hands = palm if 1.0 <= time_s < 4.0 and face is not None else []
        detector.step(observation(time_s, face, hands))
    return detector.finish("a.mp4", until_s)


def test_a_palm_on_a_cheek() -> None:
    (event,) = [e for e in palm_events().events if e.kind == "palm_on_cheek"]
    assert event.side == "left"
    assert event.start_s == pytest.approx(1.0, abs=0.1)
    assert event.end_s == pytest.approx(4.0, abs=0.1)


def test_a_palm_is_not_told_of_a_time_in_which_nothing_was_seen() -> None:
    (event,) = [e for e in palm_events(hidden=(3.0, 7.0)).events if e.kind == "palm_on_cheek"]
    assert event.end_s == pytest.approx(3.0, abs=0.6)


def seen_past(
    ticks: Iterable[tuple[float, Values | None]], obstacles: dict[tuple[float, float], str]
) -> list[FaceEvent]:
    """The events of ticks with obstacles, each from a time to a time."""
    detector = EventDetector(SQUINT, JAW_OPEN, hands=False)
    for time_s, values in ticks:
        there = {name for (a, b), name in obstacles.items() if a <= time_s < b}
        detector.step_values(time_s, values, 0.5, frozenset(there))
    return list(detector.finish("a.mp4", UNTIL_S).events)


@pytest.mark.parametrize("name", [DOUBTED["left eye"], DOUBTED["right eye"]])
@pytest.mark.parametrize(("until_s", "hidden"), [(6.0, True), (3.8, False)])
def test_an_eye_that_something_may_lie_before_did_not_squint(
    name: str, until_s: float, hidden: bool
) -> None:
    found = seen_past(moving(squinting(1.0, 0.0)), {(3.1, until_s): name})
    its_own = name == DOUBTED["left eye"] and hidden
    assert [e.side for e in found if e.kind == "squint"] == ([] if its_own else ["left"])


def test_both_eyes_squint_past_a_finger_on_one() -> None:
    found = seen_past(moving(squinting(1.0, 1.0)), {(3.1, 6.0): DOUBTED["left eye"]})
    assert [e.side for e in found if e.kind == "squint"] == ["both"]


@pytest.mark.parametrize("at_s", [4.95, 5.05, 5.15, 5.3])
def test_another_person_blinks_while_they_are_told_from_the_one_before(at_s: float) -> None:
    """They have sat there for half a second and more, with narrower eyes than the one before."""
    narrow = line((0.0, 0.0), (4.2, 0.0), (4.21, -0.08), (UNTIL_S, -0.08))
    shut = line((0.0, 0.0), (5.0, 0.0), (5.1, -0.2), (5.25, 0.0), (UNTIL_S, 0.0))
    read: dict[str, Signal] = {}
    for side in ("left", "right"):
        for lid in ("lid_aperture", "lid_upper"):
            read[f"{lid}_{side}"] = lambda t: narrow(t) + shut(t)
    found = seen_past(moving(read), {(at_s, at_s + 0.03): NEW_PERSON})
    (blink,) = [e for e in found if e.kind == "blink"]
    assert 4.95 < blink.start_s < 5.1
    assert 5.1 < blink.end_s < 5.3
