from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from contrast import contrast

from facecheck.api import load_any, load_exercise
from facecheck.core.frames import Image
from facecheck.engine.spec.exercise import Exercise
from facecheck.outputs.catalogue import languages
from facecheck.outputs.overlay import Layout, canvas_for
from facecheck.outputs.overlay.figure import Pose, draw_figure
from facecheck.outputs.overlay.palette import GREEN, ORANGE, YELLOW
from facecheck.outputs.overlay.pen import Pen
from facecheck.outputs.overlay.screens import Screens, SummaryRow
from facecheck.outputs.words import Words

from .states import grey

SIZES = [(320, 240), (640, 480), (1280, 720), (720, 1280), (480, 480)]
KEYS = [("h", "this list"), ("p / space", "pause, go on")] * 5
ROWS = [
    SummaryRow("Squint", 3, 3, 5.6, 94),
    SummaryRow("Jaw against the band", 2, 3, 5.2, 71, ("held 3.8 of 5.0 s", "b", "c")),
    SummaryRow("Microcurrent", 0, 1, None, None),
]


def rest(screens: Screens, canvas: Image, layout: Layout, left_s: float) -> None:
    screens.rest(
        canvas,
        layout,
        left_s=left_s,
        whole_s=20.0,
        title="Squint",
        instructions="Squint. " * 12,
        pose=Pose.of(["lip_gap", "lid_lower"], ["palm_on_cheek", "hands_at_jaw"]),
        head=screens._words("explain.title"),
        below=f"{screens._words('explain.heard')} {screens._words('ready.sign')}",
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_every_screen_stays_within_the_canvas(
    size: tuple[int, int], language: str, scale: float
) -> None:
    screens = Screens(Pen(), Words(language))
    layout = Layout.of(*size, text_scale=scale)
    draws: tuple[Callable[[Image], object], ...] = (
        lambda c: screens.starting(c, layout, [("Camera", True), ("Models", False)]),
        lambda c: rest(screens, c, layout, 7.3),
        lambda c: screens.paused(c, layout),
        lambda c: screens.paused(c, layout, sign=True),
        lambda c: screens.hurt(c, layout, "Jaw against the band, a long name"),
        lambda c: screens.help(c, layout, KEYS),
        lambda c: screens.summary(c, layout, ROWS),
    )
    for draw in draws:
        canvas = canvas_for(grey(*size), layout).rgb
        draw(canvas)
        background = canvas[0, 0]
        edges = np.concatenate([canvas[:, :4].reshape(-1, 3), canvas[:, -4:].reshape(-1, 3)])
        bright = edges.max(axis=1) > 120
        assert canvas.max() > 200, "something is drawn"
        assert not bright.any(), "nothing runs over the edge"
        assert background.max() < 60, "the picture is darkened"


def test_the_ground_of_a_screen_is_dark_enough_for_its_text() -> None:
    layout = Layout.of(1280, 720)
    canvas = canvas_for(grey(value=255), layout).rgb
    Screens(Pen(), Words()).paused(canvas, layout)
    ground = (int(canvas[5, 5, 0]), int(canvas[5, 5, 1]), int(canvas[5, 5, 2]))
    assert contrast(ORANGE, ground) >= 4.5


def test_a_summary_tells_complete_from_incomplete() -> None:
    def badge(row: SummaryRow) -> Image:
        layout = Layout.of(1280, 720)
        canvas = canvas_for(grey(), layout).rgb
        Screens(Pen(), Words()).summary(canvas, layout, [row])
        return canvas

    assert (badge(ROWS[0]) == GREEN).all(axis=2).any()
    assert not (badge(ROWS[2]) == GREEN).all(axis=2).any()


@pytest.mark.parametrize("count", [1, 3, 8])
def test_a_summary_of_any_length_fits(count: int) -> None:
    layout = Layout.of(640, 480)
    canvas = canvas_for(grey(640, 480), layout).rgb
    Screens(Pen(), Words()).summary(canvas, layout, [ROWS[1]] * count)
    assert canvas[-3:].max() < 60


@pytest.mark.parametrize(
    ("name", "moving", "hands"),
    [
        ("snarl", {"sneer"}, set()),
        ("lip-pucker", {"width"}, set()),
        ("eye-closure", {"lids", "shut"}, set()),
        ("open-smile", {"smile", "jaw"}, set()),
        ("squint-palm", {"lids"}, {"palm"}),
        ("jaw-band", {"jaw"}, {"band"}),
    ],
)
def test_what_is_drawn_is_the_movement_of_the_exercise(
    name: str, moving: set[str], hands: set[str]
) -> None:
    rules = load_exercise(name)
    assert isinstance(rules, Exercise)
    pose = Pose.of([part.measure for part in rules.movement.parts], rules.requires)
    assert pose == Pose(frozenset(moving), frozenset(hands))


@pytest.mark.parametrize("name", ["microcurrent", "massage"])
def test_an_exercise_by_the_clock_shows_what_goes_over_the_face(name: str) -> None:
    pose = Pose.of((), load_any(name).requires)
    drawings = []
    for share in (0.0, 1.0):
        canvas = grey(400, 400)
        draw_figure(canvas, (200, 200), 300, pose, share)
        drawings.append(canvas)
    assert (drawings[0] != drawings[1]).any(), "it moves"
    orange = (drawings[0] == np.array(ORANGE)).all(axis=2)
    assert orange.any()


def test_eyes_that_close_come_to_one_line_below_their_middle() -> None:
    def above_the_middle(share: float) -> int:
        canvas = grey(400, 400)
        pose = Pose.of(["lid_aperture", "lid_upper"], [])
        draw_figure(canvas, (200, 200), 400, pose, share)
        return int((canvas[125:145] == np.array(YELLOW)).all(axis=2).sum())

    assert above_the_middle(0.0) > 0
    assert above_the_middle(1.0) == 0
