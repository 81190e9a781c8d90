"""A session in a window: which of its screens is drawn, and onto what."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from facecheck.core.frames import Image
from facecheck.live.display.buttons import buttons_of, starting_buttons, summary_buttons
from facecheck.live.display.window_sizes import drawn_size
from facecheck.live.keys import legend
from facecheck.live.session.moving_region import moving_measures
from facecheck.live.session.placement import Aspect
from facecheck.live.session.scene import pain_text, ready_text, rest_title
from facecheck.outputs.overlay import FaceRegion, Layout, Overlay, canvas_for
from facecheck.outputs.overlay.buttons import Button, Spot, bar_height, button_bar, key_at
from facecheck.outputs.overlay.figure import Pose
from facecheck.outputs.overlay.guide import Guide, draw_guide
from facecheck.outputs.overlay.palette import NIGHT
from facecheck.outputs.overlay.pen import Pen
from facecheck.outputs.overlay.rect import Rect, flood
from facecheck.outputs.overlay.screens import Screens, SummaryRow
from facecheck.outputs.overlay.shown_picture import shown_picture
from facecheck.outputs.words import Words

if TYPE_CHECKING:
    from facecheck.core.events import Update
    from facecheck.engine.spec.timed_exercise import AnyExercise
    from facecheck.live.display.window_protocol import Window
    from facecheck.live.options import LiveOptions
    from facecheck.live.session.calibration import CalibrationState
    from facecheck.live.session.placement import Placement
    from facecheck.live.session.scene import Scene

_NO_PICTURE = (16, 9)
"""The shape of the picture that is not there yet."""


class WindowDisplay:
    """Shows scenes in a window."""

    def __init__(self, window: Window, options: LiveOptions) -> None:
        self.mirrored = options.mirrored
        self.text_scale = options.text_scale
        self._window = window
        self._language = options.language
        self._words = Words(options.language)
        self._pen = Pen()
        self._screens = Screens(self._pen, self._words)
        self._picture = options.picture
        self._affected = options.affected
        self._overlay: Overlay | None = None
        self._last: Scene | None = None
        # A film's pictures have one size.
        self._films = options.video is not None
        self._room: tuple[int, int] | None = None
        self._on_picture: tuple[Spot, ...] = ()
        self._on_bar: tuple[Spot, ...] = ()
        self._bar: tuple[Hashable, Image, tuple[Spot, ...]] | None = None

    @property
    def size(self) -> tuple[int, int] | None:
        """The window's own width and height, while it does not fill the screen."""
        return self._window.own_size

    @property
    def closed(self) -> bool:
        """Whether the user closed the window."""
        return self._window.closed

    @property
    def fills(self) -> bool:
        """Whether the window fills the whole screen."""
        return self._window.fills

    @fills.setter
    def fills(self, fills: bool) -> None:
        """Fill the whole screen or not."""
        self._window.fills = fills

    def reopen(self) -> None:
        """Open the window again that the user closed."""
        self._window.reopen()

    def starting(self, ready: Sequence[tuple[str, bool]]) -> None:
        """Show what is being opened, and what is ready."""
        layout = self._layout(*_NO_PICTURE)
        canvas = _night(layout)
        self._screens.starting(canvas, layout, ready)
        self._on_picture = ()
        self._show(canvas, starting_buttons(self._words))

    def draw(self, scene: Scene) -> Image:
        """Show a scene; returns what the window shows."""
        self._last = scene
        self._on_picture = ()
        if scene.placement is not None and not (scene.help or scene.paused):
            picture = self._placing(scene, scene.placement)
        elif scene.calibration is not None and not (scene.help or scene.paused):
            picture = self._calibrating(scene, scene.calibration)
        elif (
            scene.help
            or scene.stopped_for_pain
            or scene.paused
            or scene.rest is not None
            or scene.update is None
        ):
            picture = self._screen(scene)
        else:
            picture = self._exercise(scene, scene.update)
        self._show(picture, buttons_of(scene, self._words, fills=self.fills))
        return picture

    def summary(self, rows: Sequence[SummaryRow], line: str | None = None) -> None:
        """Show what the session came to, over the last picture."""
        if self._last is None:
            layout = self._layout(*_NO_PICTURE)
            canvas = _night(layout)
        else:
            canvas, layout = self._canvas(self._last)
        self._screens.summary(canvas, layout, rows, line)
        # A click anywhere does what any key does.
        self._on_picture = (Spot(Rect(0, 0, layout.width, layout.height), "q"),)
        rates = line is not None and self._words("summary.rate") in line
        self._show(canvas, summary_buttons(self._words, rates=rates))

    def key(self) -> str | None:
        """The next key, or the one that the next click stands for."""
        key = self._window.key()
        if key is None and (click := self._window.click()) is not None:
            spots = self._on_bar if click.on_bar else self._on_picture
            return key_at(spots, click.x, click.y)
        return key

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def _show(self, picture: Image, buttons: Sequence[Button]) -> None:
        width = picture.shape[1]
        height = bar_height(drawn_size(self._window.size)[1])
        key = width, height, tuple(buttons)
        if self._bar is None or self._bar[0] != key:
            self._bar = key, *button_bar(width, height, buttons, self._pen)
        self._on_bar = self._bar[2]
        self._window.show(picture, self._bar[1])

    def _layout(self, width: int, height: int) -> Layout:
        """Everything above the buttons, for pictures of a size."""
        return Layout.within(width, height, self._free(), text_scale=self.text_scale)

    def _free(self) -> tuple[int, int]:
        """Width and height above the buttons, even, as a film needs."""
        if self._room is not None:
            return self._room
        width, height = drawn_size(self._window.size)
        free = width // 2 * 2, (height - bar_height(height)) // 2 * 2
        if self._films and self._last is not None:
            self._room = free
        return free

    def _exercise(self, scene: Scene, update: Update) -> Image:
        overlay = self._overlay
        if overlay is None or overlay.name != scene.exercise.title:
            overlay = self._overlay = Overlay(
                scene.exercise.title,
                region=self._region(scene.exercise),
                language=self._language,
                pen=self._pen,
            )
        overlay.mirrored, overlay.text_scale = self.mirrored, self.text_scale
        overlay.room = self._free()
        observation = scene.picture.observation
        return overlay(
            self._camera_picture(scene),
            update,
            None if observation is None else observation.face,
            () if observation is None else observation.hands or (),
            recording=scene.recording,
            muted=scene.muted,
            stats=self._line(scene),
            notice=scene.notice,
            countdown_s=scene.countdown_s,
        )

    def _placing(self, scene: Scene, placement: Placement) -> Image:
        canvas, layout = self._canvas(scene)
        words = self._words
        checks = [(words(f"place.{a.value}"), a not in placement.wrong) for a in Aspect]
        advice, title = words(placement.advice), words("place.title")
        draw_guide(
            canvas, layout, self._pen, Guide(title, advice, checks, placement.share, scene.notice)
        )
        return canvas

    def _calibrating(self, scene: Scene, state: CalibrationState) -> Image:
        canvas, layout = self._canvas(scene)
        # Here, not above: the window is opened before the engine is loaded.
        from facecheck.live.session.calibration import CalibrationStep, calibration_text

        # Emptying while something is waited for, filling while a movement is held.
        holds = state.step is CalibrationStep.EFFORT
        share = state.share if holds or state.step is CalibrationStep.RELAX else 1.0 - state.share
        title, advice = self._words("calibrate.title"), calibration_text(state, self._words)
        draw_guide(
            canvas, layout, self._pen, Guide(title, advice, state.ranges_kept, share, scene.notice)
        )
        if state.step is CalibrationStep.READY and state.left_s <= 3.0:
            number = str(math.ceil(state.left_s))
            self._pen.digits(canvas, number, layout.ring_centre, layout.px(17))
        return canvas

    def _screen(self, scene: Scene) -> Image:
        canvas, layout = self._canvas(scene)
        if scene.help:
            self._on_picture = self._screens.help(canvas, layout, legend(self._words))
        elif scene.stopped_for_pain:
            self._screens.hurt(canvas, layout, pain_text(scene, self._words))
        elif scene.paused:
            self._screens.paused(canvas, layout, sign=scene.signs)
        elif scene.rest is not None:
            self._screens.rest(
                canvas,
                layout,
                left_s=scene.rest.left_s,
                whole_s=scene.rest.whole_s,
                title=rest_title(scene, self._words),
                instructions=scene.exercise.instructions,
                head=self._words("explain.title" if scene.rest.first else "rest.title"),
                below=self._below(scene, first=scene.rest.first),
                pose=Pose.of(moving_measures(scene.exercise), scene.exercise.requires),
            )
        else:
            parts = [(self._words(f"start.{part}"), True) for part in ("camera", "models")]
            self._screens.starting(canvas, layout, parts)
        return canvas

    def _below(self, scene: Scene, *, first: bool) -> str:
        """What is written under a rest: how to go on, and before the first what will be heard."""
        ready = ready_text(scene, self._words)
        return f"{self._words('explain.heard')} {ready}" if first else ready

    def _canvas(self, scene: Scene) -> tuple[Image, Layout]:
        rgb = self._camera_picture(scene)
        height, width = rgb.shape[:2]
        layout = self._layout(width, height)
        return canvas_for(rgb, layout, self.mirrored).rgb, layout

    def _camera_picture(self, scene: Scene) -> Image:
        """The camera's picture, or what stands in its place."""
        if self._picture == "mine":
            return scene.picture.frame.rgb
        observation = scene.picture.observation
        level = None if scene.update is None else scene.update.level
        return shown_picture(
            scene.picture.frame.rgb,
            self._picture,
            None if observation is None else observation.face,
            Pose.of(moving_measures(scene.exercise), scene.exercise.requires),
            level or 0.0,
            self._affected,
        )

    def _region(self, exercise: AnyExercise) -> FaceRegion:
        """What is outlined over it: nothing where the face that is seen is not one's own."""
        if self._picture in ("figure", "none", "healthy"):
            return FaceRegion.NONE
        return FaceRegion.of(moving_measures(exercise))

    def _line(self, scene: Scene) -> str | None:
        """The figures that were asked for; a half that is mirrored says so."""
        if self._picture != "healthy" or self._affected is None:
            return scene.stats
        left = self._affected == "left"
        said = self._words("picture.healthy.left") if left else self._words("picture.healthy.right")
        return said if scene.stats is None else f"{said} · {scene.stats}"


def _night(layout: Layout) -> Image:
    canvas = np.empty((layout.height, layout.width, 3), np.uint8)
    flood(canvas, Rect(0, 0, layout.width, layout.height), NIGHT)
    return canvas
