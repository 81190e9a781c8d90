"""What a timed session shows, and the two sides of a movement."""

from __future__ import annotations

import numpy as np
import pytest
from strips import SIZE, neutral_face

from facecheck.core.events import AreaState, Phase, Sides, Update
from facecheck.core.frames import Image
from facecheck.core.landmarks import AREAS
from facecheck.outputs.overlay import Layout, Overlay, canvas_for
from facecheck.outputs.overlay.areas import bars_of, plate_of
from facecheck.outputs.overlay.header import statistics
from facecheck.outputs.overlay.palette import GROUNDS
from facecheck.outputs.overlay.pen import Pen
from facecheck.outputs.overlay.view import View
from facecheck.outputs.words import Words

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
    layout = Layout.of(1280, 720)
    banner = told[layout.banner_top + 4 : layout.banner_top + 60, 300:900]
    assert (banner == GROUNDS["ready"]).all(axis=2).sum() > 1000
    assert not (banner == GROUNDS["good"]).all(axis=2).any(), "as for a count"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize(
    "state",
    [
        update(Phase.RUNNING, timed=AreaState("mouth", "right", 4.0, 39.0, 0.3), faults=()),
        update(Phase.HOLDING, sides=Sides(0.9, 0.8)),
    ],
)
def test_the_line_of_figures_covers_neither_area_nor_sides(
    language: str, scale: float, state: Update
) -> None:
    """A long line in a picture of 4 to 3: it is drawn after them and would lie over them."""
    stats = "10 fps, camera 30 · delay 169 / 241 ms · 1485 dropped"
    layout, size = Layout.of(640, 480, text_scale=scale), (640, 480)
    view = View(state, layout, Pen(), Words(language), "Toner", stats=stats)
    plate = plate_of(view) or bars_of(view)
    assert plate is not None
    before = canvas_for(grey(*size), layout).rgb
    canvas = before.copy()
    statistics(canvas, view)
    rows, columns = np.nonzero((canvas != before).any(axis=2))
    beside = columns.min() >= plate.x1 or rows.max() < plate.y0
    assert beside, "figures over a plate"
    assert columns.max() < layout.width
