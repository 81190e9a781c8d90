"""Spoken words and tones while nothing is judged: placing, countdown, rest.

Whoever sits there may not see the screen yet, or have the eyes shut in the rest.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from facecheck.core.events import Phase, Sound
from facecheck.live.session.calibration import (
    CalibrationState,
    CalibrationStep,
    calibration_text,
)
from facecheck.live.session.explanation import says_ready
from facecheck.live.session.scene import (
    Scene,
    correction_text,
    counted_down_s,
    pain_text,
    pause_text,
    ready_text,
    rest_title,
)
from facecheck.live.session.state import Correction
from facecheck.outputs.sound.player import Player
from facecheck.outputs.words import Words

BLIND_S = 1.0
"""No sound for a shorter glance aside between repetitions, or stop of the camera."""
AGAIN_S = 6.0
"""Advice that was not followed is said again."""

_TOLD_BY_THE_ENGINE = (Phase.HOLDING, Phase.WAITING, Phase.CANNOT_JUDGE)


class Prompter:
    """Watches scenes and asks for sounds and words; each second and each advice once.

    Args:
        player: Plays the sounds.
        say: Speaks a line.
        words: The interface's language.
        clock: Seconds that only grow; while the camera sends nothing, no time passes in scenes.
    """

    def __init__(
        self,
        player: Player,
        say: Callable[[str], None],
        words: Words,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._player = player
        self._say = say
        self._words = words
        self._clock = clock
        self._trouble_s: float | None = None
        self._troubled_s: float | None = None
        self._trouble_heard = False
        self._phase: Phase | None = None
        self._second: int | None = None
        self._calibrated: tuple[object, str | None, object] | None = None
        self._advice: str | None = None
        self._advised_s = 0.0
        self._resting = False
        self._stopped_for_pain = self._paused = False
        self._corrected: Correction | None = None
        # Who cannot be seen from the beginning is told so as well.
        self._idle, self._blind_told = True, False
        self._blind_s: float | None = None

    def step(self, scene: Scene) -> None:
        """Take one scene, in order of time."""
        if scene.stopped_for_pain and not self._stopped_for_pain:
            stopped, what = self._words("hurt.title"), self._words("hurt.what")
            how = pain_text(scene, self._words)
            self._player.play((Sound.STOPPED,))
            self._say(f"{stopped}. {what} {how}")
        self._stopped_for_pain = scene.stopped_for_pain
        if scene.correction is not self._corrected:
            self._corrected = scene.correction
            if scene.correction is not None:
                added = scene.correction.how == "added"
                self._player.play((Sound.COUNTED if added else Sound.STOPPED,))
                self._say(correction_text(scene.correction, self._words) or "")
        self._pause(scene)
        if scene.paused or scene.help or scene.stopped_for_pain:
            return
        self._placing(scene)
        self._calibrating(scene.calibration)
        self._rest(scene)
        self._blind(scene)
        self._trouble(scene)
        self._count(counted_down_s(scene))

    def _pause(self, scene: Scene) -> None:
        if scene.paused == self._paused:
            return
        # Whoever asked for it by a sign has no eye on the screen.
        self._paused = scene.paused
        self._player.play((Sound.LOST if scene.paused else Sound.BEGIN,))
        if scene.paused:
            self._say(pause_text(scene, self._words))

    def _placing(self, scene: Scene) -> None:
        if scene.placement is None:
            self._advice = None
            return
        if scene.trouble is not None:
            return
        advice, now_s = scene.placement.advice, scene.picture.frame.time_s
        if advice != self._advice or now_s - self._advised_s > AGAIN_S:
            self._advice, self._advised_s = advice, now_s
            # With the voice off, low is not yet well, and the tone after it is well.
            self._player.play((Sound.GO_ON if scene.placement.is_good else Sound.STOPPED,))
            self._say(self._words(advice))

    def _calibrating(self, state: CalibrationState | None) -> None:
        """What is to be done when it changes; what came of a movement, as a tone as well."""
        asked = None if state is None else (state.step, state.message_key, state.ranges_kept)
        if asked == self._calibrated:
            return
        before, self._calibrated = self._calibrated, asked
        if state is None:
            return
        if state.step is CalibrationStep.OVER:
            self._player.play((Sound.SET_DONE,))
        elif (
            before is not None and state.message_key is not None and before[1] != state.message_key
        ):
            if state.good is not None:
                self._player.play((Sound.COUNTED if state.good else Sound.MISSED,))
            elif not state.face_in_view:
                self._player.play((Sound.STOPPED,))
        self._say(calibration_text(state, self._words))

    def _rest(self, scene: Scene) -> None:
        resting = scene.rest is not None
        if scene.rest is not None and not self._resting:
            words = self._words
            parts = [f"{rest_title(scene, words)}.", scene.exercise.instructions]
            if scene.rest.first:
                parts.append(words("explain.heard"))
            else:
                parts.insert(0, f"{words('rest.title')}.")
            if says_ready(scene.exercise):
                parts.append(ready_text(scene, words))
            self._say(" ".join(parts))
        self._resting = resting

    def _blind(self, scene: Scene) -> None:
        """Whoever leaves the picture between repetitions hears it; in one, the engine says so."""
        if scene.trouble is not None:
            return
        update, now_s = scene.update, scene.picture.frame.time_s
        phase = None if update is None or scene.rest is not None else update.phase
        if phase is not Phase.CANNOT_JUDGE:
            # The time of the hold that was broken off is not the time between repetitions.
            self._idle = phase in (Phase.READY, Phase.LEARNING, Phase.DONE)
            if self._blind_told:
                self._player.play((Sound.GO_ON,))
            self._blind_s, self._blind_told = None, False
            return
        self._blind_s = now_s if self._blind_s is None else self._blind_s
        if self._idle and not self._blind_told and now_s - self._blind_s >= BLIND_S:
            self._blind_told = True
            self._player.play((Sound.LOST,))

    def _trouble(self, scene: Scene) -> None:
        """A person with shut eyes would go on holding before a camera that was unplugged."""
        phase = None if scene.update is None or scene.rest is not None else scene.update.phase
        if scene.trouble is None:
            # A hold has a tone of its own when its time begins again.
            if self._trouble_heard and phase not in _TOLD_BY_THE_ENGINE:
                self._player.play((Sound.GO_ON,))
            self._trouble_s = self._troubled_s = None
            self._phase = phase
            self._trouble_heard = False
            return
        now_s = self._clock()
        self._trouble_s = now_s if self._trouble_s is None else self._trouble_s
        if now_s - self._trouble_s < BLIND_S:
            # A machine that is busy for a moment is no trouble.
            return
        if self._troubled_s is None and self._phase is not Phase.CANNOT_JUDGE:
            self._trouble_heard = True
            self._player.play((Sound.LOST,))
        if self._troubled_s is None or now_s - self._troubled_s > AGAIN_S:
            self._troubled_s = now_s
            self._say(scene.trouble)

    def _count(self, left_s: float | None) -> None:
        second = None if left_s is None else math.ceil(left_s)
        if second == self._second:
            return
        # One tick a second, and another sound when it begins, not when it was cut short.
        if second:
            self._player.play((Sound.TICK,))
        elif self._second == 1:
            self._player.play((Sound.BEGIN,))
        self._second = second
