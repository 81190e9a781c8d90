from __future__ import annotations

import pytest
from strips import neutral_values

from facecheck.core.events import Fault, Quality
from facecheck.engine.view import quality
from facecheck.engine.view.quality import GOOD, NO_FACE, TOO_DARK, TURNED, VIEW_FAULT_S, ViewWatch


def test_a_neutral_face_in_good_light_can_be_judged() -> None:
    assert quality.judge_view(neutral_values(), 0.5) == Quality(ok=True)


def test_unknown_light_is_no_bad_light() -> None:
    assert quality.judge_view(neutral_values(), None).ok


def test_without_a_face() -> None:
    assert quality.judge_view(None, None) == quality.NO_FACE


@pytest.mark.parametrize(
    ("name", "limit", "named"),
    [
        ("yaw_deg", quality.YAW_LIMIT_DEG, quality.TURNED),
        ("pitch_deg", quality.PITCH_LIMIT_DEG, quality.TIPPED),
        ("roll_deg", quality.ROLL_LIMIT_DEG, quality.TILTED),
    ],
)
@pytest.mark.parametrize("sign", [-1, 1])
def test_a_pose_beyond_its_limit_is_named(
    name: str, limit: float, named: Quality, sign: int
) -> None:
    assert quality.judge_view(neutral_values(**{name: sign * (limit - 0.1)}), 0.5).ok
    assert quality.judge_view(neutral_values(**{name: sign * (limit + 0.1)}), 0.5) == named


def test_too_far_away() -> None:
    least = quality.INTER_OCULAR_MIN_PX
    assert quality.judge_view(neutral_values(inter_ocular_px=least + 0.1), 0.5).ok
    assert quality.judge_view(neutral_values(inter_ocular_px=least - 0.1), 0.5) == quality.TOO_FAR


def test_too_dark() -> None:
    assert quality.judge_view(neutral_values(), quality.BRIGHTNESS_MIN + 0.001).ok
    assert quality.judge_view(neutral_values(), quality.BRIGHTNESS_MIN - 0.001) == quality.TOO_DARK


def test_what_is_in_the_way_comes_with_what_to_do() -> None:
    bad = [value for value in vars(quality).values() if isinstance(value, Quality) and not value.ok]
    assert len(bad) >= 6
    assert all(one.reason and one.cue for one in bad)


# A bad view as a fault of the set. Each letter is a tick of 0.25 s.

VIEWS = {".": GOOD, "t": TURNED, "d": TOO_DARK, " ": NO_FACE}


def views(ticks: str) -> list[Fault]:
    watch = ViewWatch()
    for i, tick in enumerate(ticks):
        watch.step(i * 0.25, VIEWS[tick])
    watch.end()
    return watch.take()


@pytest.mark.parametrize(
    ("ticks", "names"),
    [
        pytest.param("........", [], id="good"),
        pytest.param("..tt....", [], id="a glance aside"),
        pytest.param("..ttt..ttt..", [], id="two glances aside"),
        pytest.param("..tttttttt..", ["head turned away"], id="turned away"),
        pytest.param("..ttttt   ..", ["head turned away"], id="turned out of sight"),
        pytest.param("..ddd d d  dd d..", ["too dark"], id="found now and then in the dark"),
        pytest.param("..          ..", [], id="left the room"),
        pytest.param("..tttttt..dddddd", ["head turned away", "too dark"], id="one after another"),
        pytest.param("..tttttdddddd..", ["head turned away", "too dark"], id="one into another"),
        pytest.param("tdtdtdtdtdtd", [], id="flickering"),
    ],
)
def test_a_bad_view_that_lasts_is_a_fault(ticks: str, names: list[str]) -> None:
    assert [fault.name for fault in views(ticks)] == names


def test_it_tells_from_when_for_how_long_and_what_to_do() -> None:
    (fault,) = views("..tttttttt..")
    assert (fault.start_s, fault.end_s) == (0.5, 2.25)
    assert (fault.value, fault.limit, fault.unit) == (1.75, VIEW_FAULT_S, "s")
    assert fault.cue == TURNED.cue


def test_a_face_that_is_lost_in_the_dark_is_told_of_the_dark_until_it_has_left() -> None:
    watch = ViewWatch()
    told = [watch.step(i * 0.25, VIEWS[tick]) for i, tick in enumerate(".dd" + " " * 20)]
    assert told[3:14] == [TOO_DARK] * 11
    assert told[-1] == NO_FACE
