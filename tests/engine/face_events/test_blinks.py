from __future__ import annotations

import pytest

from facecheck.engine.face_events.blinks import Blink, BlinkWatch

from ..lids import UPPER, upper

# Each digit is an aperture in tenths of the rest, 0.05 s apart.
STEP_S = 0.05
OPEN = "9" * 10


def blinks(digits: str, by_upper: float = 0.8) -> list[Blink]:
    """What is found in a strip in which the upper lids do that share of the way."""
    watch = BlinkWatch()
    levels = [int(d) / 10 for d in digits]
    found = [watch.step(i * STEP_S, x, upper(x, by_upper)) for i, x in enumerate(levels)]
    return [blink for blink in (*found, watch.finish(len(digits) * STEP_S)) if blink is not None]


@pytest.mark.parametrize(
    ("dip", "count"),
    [
        pytest.param("411149", 1, id="quick"),
        pytest.param("8642111124689", 1, id="slow"),
        pytest.param("41145555555555555", 1, id="eyes that stay half closed after it"),
        pytest.param("5" * 20 + "11" + "5" * 20, 1, id="from eyes that are narrow"),
        pytest.param("8777766666" + "411468", 1, id="at the end of a smile that narrows slowly"),
        pytest.param("4111461114", 2, id="one after the other"),
        pytest.param("31113411139", 2, id="two that run together"),
        pytest.param("55678", 1, id="so quick that the mesh follows it half-way"),
        pytest.param("76557", 0, id="the same depth, slowly: a glance at the keyboard"),
        pytest.param("5" * 20, 0, id="the same depth, and stays"),
        pytest.param("7" * 20, 0, id="narrowed"),
        pytest.param("44444" * 4, 0, id="narrowed to less than half and held"),
        pytest.param("1" * 14 + "9", 0, id="shut for too long"),
    ],
)
def test_strips(dip: str, count: int) -> None:
    assert len(blinks(OPEN + dip + OPEN)) == count


def test_a_blink_ends_where_the_lids_have_come_back_and_not_where_they_are_wide_open() -> None:
    (blink,) = blinks(OPEN + "411" + "5" * 20 + OPEN)
    assert blink.start_s == pytest.approx(9 * STEP_S)
    assert blink.end_s == pytest.approx(13 * STEP_S)
    assert blink.min_aperture == pytest.approx(0.1)


def test_a_blink_begins_with_its_steep_part() -> None:
    # A smile narrows the eyes first; the blink begins at its end.
    (blink,) = blinks(OPEN + "888777777" + "31" + "59" + OPEN)
    assert blink.start_s == pytest.approx(18 * STEP_S)


def test_finish_ends_a_blink_that_goes_on_and_forgets() -> None:
    watch = BlinkWatch()
    for i, d in enumerate(OPEN + "11"):
        watch.step(i * STEP_S, int(d) / 10, upper(int(d) / 10))
    assert watch.finish(12 * STEP_S) is not None
    assert watch.finish(13 * STEP_S) is None


def test_an_eye_that_is_turned_inside_out_from_the_start_has_not_blinked() -> None:
    # A torn mesh gives such readings; nothing is known yet that it could have fallen from.
    watch = BlinkWatch()
    assert watch.step(0.0, -0.5, UPPER) is None
    assert watch.finish(0.1) is None


@pytest.mark.parametrize("dip", ["411149", "55678", "8642111124689", "41145555555"])
@pytest.mark.parametrize(
    ("by_upper", "count"),
    [
        pytest.param(0.95, 1, id="the lower lid stays"),
        pytest.param(0.66, 1, id="the lower lid comes up by half as much"),
        pytest.param(0.53, 0, id="squeezed"),
        pytest.param(0.40, 0, id="a laugh: the cheek pushes the lower lid up"),
    ],
)
def test_a_blink_is_the_upper_lids(dip: str, by_upper: float, count: int) -> None:
    assert len(blinks(OPEN + dip + OPEN, by_upper)) == count


def test_a_blink_in_a_laugh_is_measured_from_the_narrowed_eyes() -> None:
    # The cheek has lifted the lower lid before; in the blink itself the upper one comes down.
    watch = BlinkWatch()
    laugh = [(x, UPPER - 0.4 * (1 - x)) for x in (0.9, 0.8, 0.7, 0.6, *[0.55] * 14)]
    down = [(0.55 - x, UPPER - 0.4 * 0.45 - 0.8 * x) for x in (0.25, 0.45, 0.45, 0.1, 0.0)]
    steps = [*[(0.9, UPPER - 0.04)] * 10, *laugh, *down, *[laugh[-1]] * 5]
    found = [watch.step(i * STEP_S, x, lid) for i, (x, lid) in enumerate(steps)]
    assert len([blink for blink in found if blink is not None]) == 1
