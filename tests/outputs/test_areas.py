"""What a session by the clock shows, and the two sides of a movement."""

from __future__ import annotations

import numpy as np
import pytest
from strips import SIZE, neutral_face

from facecheck.core.events import AreaState, Phase, Sides
from facecheck.core.frames import Image
from facecheck.core.landmarks import AREAS
from facecheck.outputs.overlay import Overlay

from .states import grey, update


def painted(area: str, side: str | None, phase: Phase = Phase.RUNNING) -> Image:
    state = AreaState(area, side, 42.0, 600.0, 0.3)
    return Overlay("Toner", least_lines=SIZE[1])(
        grey(*SIZE), update(phase, timed=state, faults=()), neutral_face()
    )


def changed(one: Image, other: Image, area: str, half: int) -> bool:
    """Whether two pictures differ in the middle of a half of an area; 0 is the right one."""
    x, y = neutral_face().points[list(AREAS[area][half]), :2].mean(axis=0).astype(int)
    spots = np.s_[y - 2 : y + 3, x - 2 : x + 3]
    return bool((one[spots].astype(int) - other[spots].astype(int)).any())


@pytest.mark.parametrize("area", ["forehead", "cheek", "cheekbone"])
def test_the_area_that_is_due_is_marked_on_its_side_alone(area: str) -> None:
    elsewhere = "chin"
    plain = painted(elsewhere, None)
    assert changed(painted(area, "right"), plain, area, 0)
    assert not changed(painted(area, "right"), plain, area, 1)
    assert changed(painted(area, "left"), plain, area, 1)
    for half in (0, 1):
        assert changed(painted(area, None), plain, area, half)


def test_once_all_is_done_nothing_is_marked() -> None:
    done, plain = painted("cheek", "right", Phase.DONE), painted("chin", "left", Phase.DONE)
    assert not changed(done, plain, "cheek", 0)


def test_the_sides_are_shown_only_while_the_movement_lasts() -> None:
    def shown(phase: Phase, sides: Sides | None) -> Image:
        return Overlay("Smile")(grey(), update(phase, sides=sides), None)

    uneven = Sides(0.9, 0.3)
    assert (shown(Phase.HOLDING, uneven) != shown(Phase.HOLDING, None)).any()
    assert (shown(Phase.HOLDING, uneven) != shown(Phase.HOLDING, Sides(0.9, 0.8))).any()
    assert (shown(Phase.READY, uneven) == shown(Phase.READY, None)).all()


def test_the_next_area_is_announced_and_not_a_count() -> None:
    overlay = Overlay("Toner")
    first = AreaState("jaw", "left", 10.0, 60.0)
    overlay(grey(), update(Phase.RUNNING, counted=0, timed=first), None)
    second = AreaState("chin", None, 10.1, 60.0)
    told = overlay(grey(), update(Phase.RUNNING, counted=1, timed=second, time_s=10.1), None)
    plain = Overlay("Toner")(
        grey(), update(Phase.RUNNING, counted=1, timed=second, time_s=10.1), None
    )
    assert (told != plain).any()
