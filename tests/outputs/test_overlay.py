from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from contrast import contrast

from facecheck.core.events import Fault, Phase, Quality, Update
from facecheck.core.frames import Image
from facecheck.outputs.overlay import FaceRegion, Layout, Overlay, canvas_for, paint, pen, sprites
from facecheck.outputs.overlay.banner import COUNTED_S, MISSED_S
from facecheck.outputs.overlay.palette import (
    GREEN,
    GROUNDS,
    INK,
    NIGHT,
    ORANGE,
    PANEL_SHARE,
    SKY,
    SOFT,
    WHITE,
    YELLOW,
    Colour,
)
from facecheck.outputs.overlay.pen import Pen
from facecheck.outputs.overlay.rect import Rect
from facecheck.outputs.words import Words

from .states import MISSED, SHALLOW, every_state, face, grey, hand, update

PANEL_BRIGHTEST: Colour = (46, 46, 46)
"""What a panel over a white picture comes out as: the worst ground that text meets."""
TEXT_ON_PANEL = {"title": WHITE, "soft": SOFT, "hold": YELLOW, "ready": SKY, "warning": ORANGE}
SIZES = [(320, 240), (480, 480), (640, 480), (640, 360), (1280, 720), (720, 1280), (480, 848)]


def close_to(picture: Image, colour: Colour) -> int:
    difference = np.abs(picture.astype(np.int16) - np.array(colour, np.int16)).max(axis=2)
    return int((difference <= 6).sum())


@pytest.mark.parametrize("name", TEXT_ON_PANEL)
def test_text_on_panels_reads_even_over_a_white_picture(name: str) -> None:
    assert contrast(TEXT_ON_PANEL[name], PANEL_BRIGHTEST) >= 4.5
    assert contrast(TEXT_ON_PANEL[name], NIGHT) >= 4.5


@pytest.mark.parametrize("name", GROUNDS)
def test_dark_text_reads_on_every_ground(name: str) -> None:
    assert contrast(INK, GROUNDS[name]) >= 4.5


def test_a_panel_over_white_is_no_brighter_than_promised() -> None:
    canvas = grey(value=255)
    Pen().panel(canvas, Rect(100, 100, 300, 200), 20)
    Pen().panel(canvas, Rect(400, 100, 600, 200))
    assert tuple(canvas[150, 200]) == tuple(canvas[150, 500]) == PANEL_BRIGHTEST
    assert tuple(canvas[100, 100]) == (255, 255, 255)  # a round corner
    assert round(255 * PANEL_SHARE) == PANEL_BRIGHTEST[0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_state_can_be_painted_at_every_size(size: tuple[int, int], language: str) -> None:
    for state in every_state():
        overlay = Overlay("Squint against your palm", language=language)
        picture = overlay(grey(*size), state, face(*size), [hand(*size)], stats="30 fps")
        height, width = picture.shape[:2]
        assert width % 2 == height % 2 == 0
        assert min(width, height) >= 720


@pytest.mark.parametrize("size", [*SIZES, (3840, 2160)])
@pytest.mark.parametrize("text_scale", [0.8, 1.0, 1.6])
def test_nothing_lies_on_anything_else(size: tuple[int, int], text_scale: float) -> None:
    layout = Layout.of(*size, text_scale=text_scale)
    x, y = layout.ring_centre
    radius = layout.ring_radius
    ring = Rect(x - radius, y - radius, x + radius, y + radius)
    parts = [layout.header, ring, layout.dots, layout.strip, layout.cue]
    whole = Rect(0, 0, layout.width, layout.height)
    for part in parts:
        assert part.x0 >= whole.x0
        assert part.y0 >= whole.y0
        assert part.x1 <= whole.x1
        assert part.y1 <= whole.y1
    for one, other in combinations(parts, 2):
        apart = one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 or other.y1 <= one.y0
        assert apart, (one, other)


@pytest.mark.parametrize("size", SIZES)
def test_type_is_never_too_small_to_read(size: tuple[int, int]) -> None:
    layout = Layout.of(*size)
    assert layout.type(7.2) * 0.7 >= 0.04 * layout.picture.height * min(1, 1 / (size[1] / size[0]))
    assert Layout.of(64, 48, least_lines=1).type(3) == 11


def test_the_picture_is_not_changed_and_not_covered_by_the_footer() -> None:
    rgb = grey()
    picture = paint(rgb, update(), face(1280, 720), title="Jaw")
    assert (rgb == 128).all()
    layout = Layout.of(1280, 720)
    assert layout.footer.y0 == 720
    assert tuple(picture[715, 640]) == (128, 128, 128)


def test_a_small_square_picture_gets_a_column_for_the_ring() -> None:
    layout = Layout.of(480, 480)
    x, _ = layout.ring_centre
    assert layout.picture == Rect(0, 0, 720, 720)
    assert x - layout.ring_radius >= layout.picture.x1


def test_text_is_not_mirrored_with_the_picture() -> None:
    plain = paint(grey(), update(), None, title="Jaw opening")
    mirrored = paint(grey(), update(), None, title="Jaw opening", mirrored=True)
    assert (plain == mirrored).all()


def test_picture_and_landmarks_are_mirrored_together() -> None:
    rgb = grey()
    rgb[:, :100] = (200, 0, 0)
    canvas = canvas_for(rgb, Layout.of(1280, 720), mirrored=True)
    assert tuple(canvas.rgb[300, 1270]) == (200, 0, 0)
    assert canvas.place(np.array([[10.0, 20.0, 5.0]], np.float32)).tolist() == [[1269.0, 20.0]]


def test_landmarks_follow_an_enlarged_picture() -> None:
    canvas = canvas_for(grey(320, 240), Layout.of(320, 240))
    assert canvas.scale == 3.0
    assert canvas.place(np.array([[10.0, 20.0, 5.0]], np.float32)).tolist() == [[30.0, 60.0]]


def test_the_outline_has_the_colour_of_the_phase() -> None:
    def outline(phase: Phase) -> Image:
        picture = paint(grey(), update(phase), face(1280, 720), title="", region=FaceRegion.EYES)
        return picture[200:500, 480:800]

    assert close_to(outline(Phase.HOLDING), YELLOW) > 100
    assert close_to(outline(Phase.READY), SKY) > 100
    assert close_to(outline(Phase.READY), YELLOW) == 0


def ring(state: Update) -> Image:
    layout = Layout.of(1280, 720)
    (x, y), radius = layout.ring_centre, layout.ring_radius
    return paint(grey(), state, None, title="")[y - radius : y + radius, x - radius : x + radius]


def test_the_ring_fills_with_the_hold_and_turns_green() -> None:
    filled = [close_to(ring(update(hold_s=hold_s)), YELLOW) for hold_s in (0.0, 1.0, 2.0, 4.0)]
    assert filled[0] == 0
    assert filled == sorted(filled)
    assert filled[3] == pytest.approx(4 * filled[1], rel=0.1)
    full = ring(update(hold_s=5.2))
    assert close_to(full, YELLOW) == 0
    assert close_to(full, GREEN) > filled[3]


@pytest.mark.parametrize("size", SIZES)
def test_a_long_title_leaves_light_and_signs_alone(size: tuple[int, int]) -> None:
    layout = Layout.of(*size)
    pictures = [
        Overlay(title)(grey(*size), update(), None, recording=True, muted=True)
        for title in ("A", "Squint as hard as you can against the flat palm of your hand")
    ]
    right = [layout.header.of(picture)[:, layout.header.width * 2 // 3 :] for picture in pictures]
    assert (right[0] == right[1]).all()


def test_each_counted_repetition_fills_a_dot() -> None:
    def green(counted: int) -> int:
        layout = Layout.of(1280, 720)
        picture = paint(grey(), update(Phase.READY, counted=counted), None, title="")
        return close_to(layout.dots.of(picture), GREEN)

    assert green(0) == 0
    assert green(3) == pytest.approx(3 * green(1), rel=0.1)


def light(picture: Image) -> Image:
    rect = Layout.of(1280, 720).header
    return picture[rect.y0 : rect.y1, 640:]


def top(picture: Image) -> Image:
    layout = Layout.of(1280, 720)
    return picture[layout.banner_top + 4 : layout.banner_top + 60, 300:900]


def test_a_counted_repetition_is_announced_for_a_while() -> None:
    overlay = Overlay("Jaw")
    assert close_to(top(overlay(grey(), update(time_s=1.0, counted=1), None)), GREEN) == 0
    assert close_to(top(overlay(grey(), update(time_s=2.0, counted=2), None)), GREEN) > 1000
    late = update(time_s=2.0 + COUNTED_S, counted=2)
    assert close_to(top(overlay(grey(), late, None)), GREEN) == 0


def test_an_attempt_that_does_not_count_says_why_for_a_while() -> None:
    overlay = Overlay("Jaw")
    missed = update(Phase.READY, time_s=1.0, closed=MISSED)
    assert close_to(top(overlay(grey(), missed, None)), ORANGE) > 1000
    assert close_to(top(overlay(grey(), update(time_s=1.0 + MISSED_S / 2), None)), ORANGE) > 1000
    assert close_to(top(overlay(grey(), update(time_s=1.0 + MISSED_S), None)), ORANGE) == 0


def test_what_cannot_be_judged_says_so() -> None:
    blind = update(
        Phase.CANNOT_JUDGE, time_s=1.1, counted=2, level=None, quality=Quality(False, "too dark")
    )
    picture = top(Overlay("Jaw")(grey(), blind, None))
    assert close_to(picture, ORANGE) > 1000
    assert close_to(picture, GREEN) == 0


def test_a_count_goes_before_a_notice_and_the_notice_comes_after_it() -> None:
    overlay = Overlay("Jaw")
    notice = "The camera sends only 8 pictures a second"
    overlay(grey(), update(time_s=1.0, counted=1), None, notice=notice)
    counted = top(overlay(grey(), update(time_s=1.1, counted=2), None, notice=notice))
    assert close_to(counted, GREEN) > 1000
    assert close_to(counted, ORANGE) == 0
    later = top(overlay(grey(), update(time_s=1.2 + COUNTED_S, counted=2), None, notice=notice))
    assert close_to(later, ORANGE) > 1000


def test_a_movement_too_shallow_is_announced_as_what_it_is() -> None:
    seen = update(Phase.READY, time_s=2.0, noted=(SHALLOW,))
    picture = top(Overlay("Jaw")(grey(), seen, None))
    assert close_to(picture, ORANGE) > 1000
    assert Words().noted(SHALLOW) == "too shallow, 57 of 62 %"


def test_a_view_that_is_judged_but_not_good_is_no_green_light() -> None:
    near = Quality(True, "too close to the camera", "Move back a little")
    good = light(Overlay("Jaw")(grey(), update(Phase.READY), None))
    picture = light(Overlay("Jaw")(grey(), update(Phase.READY, quality=near), None))
    assert close_to(good, GREEN) > 20
    assert close_to(good, ORANGE) == 0
    assert close_to(picture, GREEN) == 0
    assert close_to(picture, ORANGE) > 20


def test_going_back_in_time_forgets_what_was_shown() -> None:
    overlay = Overlay("Jaw")
    overlay(grey(), update(Phase.READY, time_s=9.0, closed=MISSED), None)
    assert close_to(top(overlay(grey(), update(time_s=0.5), None)), ORANGE) == 0


def test_the_strip_shows_six_seconds_whatever_the_frame_rate() -> None:
    overlay = Overlay("Jaw")
    for n in range(1200):
        overlay._remember(update(time_s=n / 60))
    assert 55 <= len(overlay._history) <= 62


def test_letters_outside_ascii_are_drawn() -> None:
    pen = Pen()
    drawn = {}
    for letter in "éö·°…?":
        canvas = grey(64, 64, 0)
        pen.text(canvas, letter, (10, 32), 40)
        drawn[letter] = canvas.tobytes()
    assert len(set(drawn.values())) == 6


def test_running_seconds_do_not_tremble() -> None:
    def dot_at(text: str) -> list[int]:
        canvas = grey(200, 60, 0)
        Pen().digits(canvas, text, (100, 30), 40)
        columns = np.flatnonzero(canvas[44:, :, 0].max(axis=0) > 0)
        return [c for c in columns.tolist() if canvas[:38, c, 0].max() == 0]

    assert dot_at("1.1") == dot_at("2.0")


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    pen = Pen()
    size, lines = pen.fit("many " * 80, 300, 2, 40, 20)
    assert size == 20
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(pen.width(line, size) <= 300 for line in lines)


def test_a_text_fits_the_height_too_and_two_large_lines_beat_a_small_one() -> None:
    pen = Pen()
    text = "bring your jaw back to the middle"
    one, alone = pen.fit(text, 400, 2, 40, 10, height=30)
    assert one <= 30
    assert len(alone) * one * 1.15 <= 31
    size, lines = pen.fit(text, 400, 2, 40, 10, height=90)
    assert len(lines) == 2
    assert size > one
    assert len(lines) * size * 1.15 <= 91


def test_a_store_of_lines_does_not_grow_without_end() -> None:
    pen = Pen()
    for n in range(1000):
        pen.width(f"{n} of a line that is long and in large type", 60)
    assert pen._lines_bytes <= 24 * 2**20
    assert 0 < len(pen._lines) < 1000


def test_what_stands_still_is_not_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendering a line costs as much as all of the rest: a running hold asks for digits alone."""
    rendered: list[str] = []
    line_of = sprites.line_of

    def counted(font: Any, text: str, *how: Any) -> Any:
        rendered.append(text)
        return line_of(font, text, *how)

    monkeypatch.setattr(pen, "line_of", counted)
    overlay = Overlay("Jaw opening", region=FaceRegion.MOUTH, mirrored=True)
    for n in range(60):
        state = replace(update(), time_s=10 + n / 30, hold_s=n / 30)
        overlay(grey(), state, face(1280, 720))
        if n == 30:
            once = len(rendered)
    assert set(rendered[once:]) <= set("0123456789.")
    assert len(rendered) < once + 10


@pytest.mark.parametrize(
    "changes",
    [
        {"cue": "Look at the camera"},
        {"enter": 0.3},
        {"faults": (Fault("shaking", 9.0, 10.0, 0.1, 0.05, "of full", "Keep it steady"),)},
        {"hold_s": 6.0},
        {"hold_s": 0.0},
        {"hold_s": 2.1, "target_hold_s": 3.0},
        {"counted": 0},
        {"reps": 5},
        {"quality": Quality(ok=False, reason="the face is too small")},
        {"quality": Quality(ok=False, reason="the face is turned away")},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_says_something_else_is_drawn_anew(changes: dict[str, Any]) -> None:
    used, fresh = (Overlay("Jaw opening") for _ in range(2))
    used(grey(), update(), face(1280, 720))
    other = update(**changes)
    np.testing.assert_array_equal(
        used(grey(), other, face(1280, 720)), fresh(grey(), other, face(1280, 720))
    )


def test_lines_that_change_all_the_time_do_not_fill_the_memory() -> None:
    pen, canvas = Pen(), grey(1280, 100, 0)
    for n in range(600):
        pen.text(canvas, f"{n} frames per second, and other figures that change", (10, 50), 48)
    kept = sum(line.through.nbytes + line.through.nbytes for line in pen._lines.values())
    assert 10 < len(pen._lines) < 400
    assert kept <= 24 * 2**20
