"""Whole-canvas states: starting, rest, paused, help and summary, each over the darkened picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2

from facecheck.core.frames import Image
from facecheck.outputs.overlay.buttons import Spot
from facecheck.outputs.overlay.figure import Pose, draw_figure
from facecheck.outputs.overlay.layout import Layout
from facecheck.outputs.overlay.palette import (
    GREEN,
    GROUNDS,
    INK,
    ORANGE,
    SKY,
    SOFT,
    WHITE,
    YELLOW,
    Colour,
)
from facecheck.outputs.overlay.pen import BOLD, REGULAR, SEMIBOLD, Pen
from facecheck.outputs.overlay.rect import Rect
from facecheck.outputs.overlay.ring import draw_ring
from facecheck.outputs.words import Words

_DIM = 0.12
_SHOWN_S = 3.0
"""How long the drawn movement takes, there and back."""
_MOST_REASONS = 2
_CARD: Colour = (38, 44, 54)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """How one exercise of a session went.

    Attributes:
        title: The exercise's.
        counted: Repetitions that count.
        reps: Repetitions wanted.
        best_hold_s: The longest hold, counted or not; None where nothing was held.
        score: 0 to 100; None when nothing was attempted.
        reasons: Why attempts do not count.
        seconds: Time that counted, of a timed session; else None.
        target_s: Time asked for, likewise.
    """

    title: str
    counted: int
    reps: int
    best_hold_s: float | None
    score: int | None
    reasons: tuple[str, ...] = ()
    seconds: float | None = None
    target_s: float | None = None


class Screens:
    """Draws the states in which nothing is measured, in place on a canvas of a layout."""

    def __init__(self, pen: Pen, words: Words) -> None:
        self._pen = pen
        self._words = words

    def starting(self, canvas: Image, layout: Layout, ready: Sequence[tuple[str, bool]]) -> None:
        """Say what is being opened, and what is ready.

        Args:
            canvas: The canvas.
            layout: Its layout.
            ready: The parts, as they are called, and whether each is ready.
        """
        x, y = self._clear(canvas, layout)
        self._centred(canvas, "facecheck", (x, y - layout.px(17)), layout.px(11), BOLD)
        size, gap = layout.type(4.4), layout.px(6)
        states = {True: self._words("start.ready"), False: self._words("start.waiting")}
        # As wide as the widest words of this language, whatever is ready: nothing jumps.
        name = max(self._pen.width(part, size, SEMIBOLD) for part, _ in ready)
        width = layout.px(5) + name + gap + max(self._pen.width(s, size) for s in states.values())
        left = x - width // 2
        for n, (part, done) in enumerate(ready):
            row = y + layout.px(2 + 9 * n)
            colour = GREEN if done else YELLOW
            cv2.circle(canvas, (left, row), layout.px(1.4), colour, -1, cv2.LINE_AA)
            self._pen.text(canvas, part, (left + layout.px(5), row), size, WHITE, SEMIBOLD)
            self._pen.text(canvas, states[done], (left + width, row), size, SOFT, align=1.0)

    def rest(
        self,
        canvas: Image,
        layout: Layout,
        *,
        left_s: float,
        whole_s: float,
        title: str,
        instructions: str,
        pose: Pose,
        head: str,
        below: str,
    ) -> None:
        """Count a rest down, and say and show what comes next and how it is done.

        Args:
            canvas: The canvas.
            layout: Its layout.
            left_s: Until it is over.
            whole_s: From its beginning.
            title: What comes next, or first.
            instructions: How it is done.
            pose: What of the drawn face moves.
            head: What this is.
            below: One line in small type: how to go on, what will be heard.
        """
        x, middle = self._clear(canvas, layout)
        top = middle - layout.px(54)
        self._centred(canvas, head, (x, top), layout.type(5.6), SEMIBOLD, SKY)
        apart = layout.px(25)
        ring = x - apart, top + layout.px(30)
        share = 1.0 - left_s / whole_s if whole_s > 0 else 1.0
        share = min(max(share, 0.0), 0.999)
        draw_ring(canvas, self._pen, ring, layout.px(21), layout.px(3.4), share)
        seconds = str(max(0, -int(-left_s // 1)))
        self._pen.digits(canvas, seconds, ring, layout.px(18))
        # To full effort and back in three seconds, with a halt at either end.
        share = min(max(1.5 * abs(left_s % _SHOWN_S / _SHOWN_S * 2 - 1) - 0.25, 0.0), 1.0)
        draw_figure(canvas, (x + apart, ring[1]), layout.px(48), pose, share)
        room = layout.width - 2 * layout.px(8)
        size, lines = self._pen.fit(title, room, 1, layout.type(7.4), layout.type(4), BOLD)
        self._centred(canvas, lines[0], (x, top + layout.px(63)), size, BOLD)
        room = min(room, layout.px(132))
        size, lines = self._pen.fit(
            instructions, room, 4, layout.type(5.6), layout.type(3.4), height=layout.px(29)
        )
        y = top + layout.px(73)
        for line in lines:
            self._centred(canvas, line, (x, y), size, REGULAR, SOFT)
            y += round(size * 1.35)
        room = layout.width - 2 * layout.px(5)
        size, lines = self._pen.fit(below, room, 2, layout.type(3.6), layout.type(2.6))
        y = layout.height - layout.px(3) - round(size * (1.25 * len(lines) - 0.6))
        for line in lines:
            self._centred(canvas, line, (x, y), size, REGULAR, WHITE)
            y += round(size * 1.25)

    def paused(self, canvas: Image, layout: Layout, *, sign: bool = False) -> None:
        """Say that the session stands still, and how it continues: by key, or by a sign as well."""
        x, y = self._clear(canvas, layout)
        bar, high, gap = layout.px(4), layout.px(9), layout.px(3)
        for left in (x - gap - bar, x + gap):
            rect = Rect(left, y - layout.px(12) - high, left + bar, y - layout.px(12) + high)
            self._pen.fill(canvas, rect, WHITE, layout.px(1))
        title = self._words("pause.title")
        self._centred(canvas, title, (x, y + layout.px(8)), layout.type(8), BOLD)
        how = self._words("pause.sign" if sign else "pause.how")
        room = layout.width - 2 * layout.margin
        size, lines = self._pen.fit(how, room, 2, layout.type(4.6), layout.type(3))
        for n, line in enumerate(lines):
            at = x, y + layout.px(20) + round(n * 1.3 * size)
            self._centred(canvas, line, at, size, REGULAR, SOFT)

    def hurt(self, canvas: Image, layout: Layout, how: str) -> None:
        """Say that the set ended because of pain, and ask before anything continues.

        Args:
            canvas: The canvas.
            layout: Its layout.
            how: How it continues, or ends.
        """
        x, y = self._clear(canvas, layout)
        half = layout.px(9)
        stop = Rect(x - half, y - layout.px(30), x + half, y - layout.px(30) + 2 * half)
        self._pen.fill(canvas, stop, ORANGE, layout.px(2))
        head = self._words("hurt.title")
        self._centred(canvas, head, (x, y + layout.px(2)), layout.type(8), BOLD)
        room = layout.width - 2 * layout.margin
        for text, top, colour in ((self._words("hurt.what"), 14, SOFT), (how, 27, WHITE)):
            size, lines = self._pen.fit(text, room, 2, layout.type(4.8), layout.type(3))
            for n, line in enumerate(lines):
                at = x, y + layout.px(top) + round(n * size * 1.35)
                self._centred(canvas, line, at, size, REGULAR, colour)

    def help(
        self, canvas: Image, layout: Layout, keys: Sequence[tuple[str, str]]
    ) -> tuple[Spot, ...]:
        """List the keys, each with what it does; returns where a click does the same."""
        spots: list[Spot] = []
        x, middle = self._clear(canvas, layout)
        step = min(layout.px(9), (layout.height - layout.px(34)) // max(1, len(keys)))
        size = min(layout.type(4.4), round(step * 0.6))
        top = middle - step * len(keys) // 2
        head = self._words("help.title")
        self._centred(canvas, head, (x, top - layout.px(7)), layout.type(6.4), BOLD)
        for n, (key, meaning) in enumerate(keys):
            y = top + step // 2 + n * step
            half = round(step * 0.4)
            width = max(self._pen.width(key, size, BOLD) + size, 2 * half)
            cap = Rect(x - layout.px(6) - width, y - half, x - layout.px(6), y + half)
            self._pen.fill(canvas, cap, SOFT, layout.px(1.2))
            self._pen.text(canvas, key, (cap.middle[0], y), size, INK, BOLD, align=0.5)
            self._pen.text(canvas, meaning, (x - layout.px(2), y), size)
            right = x - layout.px(2) + self._pen.width(meaning, size)
            # Of several digits in a row a click would mean none; the summary has a button for each.
            if not key[0].isdigit():
                spots.append(Spot(Rect(cap.x0, y - step // 2, right, y + step - step // 2), key[0]))
        close = self._words("help.close")
        bottom = top + step * len(keys) + layout.px(6)
        self._centred(canvas, close, (x, bottom), layout.type(3.6), REGULAR, SOFT)
        return tuple(spots)

    def summary(
        self, canvas: Image, layout: Layout, rows: Sequence[SummaryRow], line: str | None = None
    ) -> None:
        """Show what the session came to, and a line below: what a key does."""
        x, _ = self._clear(canvas, layout)
        half = min(layout.width // 2 - layout.px(6), layout.px(78))
        head = self._words("summary.title")
        self._centred(canvas, head, (x, layout.px(11)), layout.type(7), BOLD)
        space = layout.height - layout.px(34)
        heights = [18.0 + 5.4 * min(_MOST_REASONS, len(row.reasons)) for row in rows]
        unit = min(layout.unit, space / max(1.0, sum(heights)))
        y = layout.px(20) + round((space - unit * sum(heights)) / 3)
        for row, height in zip(rows, heights, strict=True):
            bottom = y + round(height * unit)
            card = Rect(x - half, y, x + half, bottom - layout.px(2))
            self._row(canvas, layout, card, row, unit)
            y = bottom
        close = self._words("summary.close") if line is None else line
        room = layout.width - 2 * layout.margin
        size, lines = self._pen.fit(close, room, 2, layout.type(3.6), layout.type(2.6))
        bottom = layout.height - layout.px(3) - round(size * 1.25 * len(lines) / 2)
        for n, written in enumerate(lines):
            at = x, bottom + round(size * 1.25 * (n - (len(lines) - 1) / 2))
            self._centred(canvas, written, at, size, REGULAR, SOFT)

    def _row(self, canvas: Image, layout: Layout, card: Rect, row: SummaryRow, unit: float) -> None:
        pen, words = self._pen, self._words
        pen.fill(canvas, card, _CARD, layout.px(2))
        pad = layout.px(3)
        big, small = max(11, round(5.4 * unit)), max(11, round(4.2 * unit))
        y = card.y0 + round(6 * unit)
        count = words("summary.reps", counted=row.counted, reps=row.reps)
        ground = GROUNDS["good"] if row.counted >= row.reps else GROUNDS["warning"]
        half = round(0.82 * big)
        width = pen.width(count, big, BOLD) + 2 * half
        badge = Rect(card.x1 - pad - width, y - half, card.x1 - pad, y + half)
        pen.fill(canvas, badge, ground, half)
        pen.text(canvas, count, badge.middle, big, INK, BOLD, align=0.5)
        room = badge.x0 - card.x0 - 2 * pad
        size, lines = pen.fit(row.title, room, 1, big, max(11, big * 2 // 3), SEMIBOLD)
        pen.text(canvas, lines[0], (card.x0 + pad, y), size, WHITE, SEMIBOLD)
        y += round(6.2 * unit)
        pen.text(canvas, self._facts(row), (card.x0 + pad, y), small, SOFT)
        for reason in row.reasons[:_MOST_REASONS]:
            y += round(5.4 * unit)
            text = words("summary.missed", reason=reason)
            size, lines = pen.fit(text, card.width - 2 * pad, 1, small, max(11, small * 3 // 4))
            pen.text(canvas, lines[0], (card.x0 + pad, y), size, ORANGE)

    def _facts(self, row: SummaryRow) -> str:
        words = self._words
        if row.score is None:
            return words("summary.nothing")
        facts = [words("summary.score", score=row.score)]
        if row.seconds is not None and row.target_s is not None:
            counted, whole = words.minutes(row.seconds), words.minutes(row.target_s)
            facts.insert(0, words("summary.time", counted=counted, whole=whole))
        if row.best_hold_s is not None:
            facts.insert(0, words("summary.hold", seconds=words.held(row.best_hold_s)))
        return " · ".join(facts)

    def _clear(self, canvas: Image, layout: Layout) -> tuple[int, int]:
        """Darken the whole canvas; returns its middle."""
        rect = Rect(0, 0, layout.width, layout.height)
        self._pen.shade(canvas, rect, _DIM, lift=20)
        return rect.middle

    def _centred(
        self,
        canvas: Image,
        text: str,
        at: tuple[int, int],
        size: int,
        weight: int,
        colour: Colour = WHITE,
    ) -> None:
        self._pen.text(canvas, text, at, size, colour, weight, align=0.5)
