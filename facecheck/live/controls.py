"""Carries out what each key means: for the session, the sound, the display."""

from __future__ import annotations

from collections.abc import Callable

from facecheck.live.display.base import LARGEST, SMALLEST, STEP, Display
from facecheck.live.keys import DIGITS, ESCAPE, KEYS, Action
from facecheck.live.session.runner import SessionRunner
from facecheck.outputs.sound.player import Player
from facecheck.outputs.sound.voice import Speech


class Controls:
    """Answers keys.

    Args:
        display: Where keys come from, and what mirror and size change.
        player: Silenced with the voice.
        voice: Silenced with the player.
        rate: Told how stressed the user says they are.

    Attributes:
        help: Whether the keys are listed.
        quit: Whether the user wants to end.
        changed: Whether a key was pressed since this was last set to false.
    """

    def __init__(
        self,
        display: Display,
        player: Player,
        voice: Speech,
        rate: Callable[[int], object] | None = None,
    ) -> None:
        self.help = self.quit = self.changed = False
        self._display = display
        self._player = player
        self._voice = voice
        self._rate = rate

    @property
    def muted(self) -> bool:
        """Whether sound is off."""
        return self._player.muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._player.muted = self._voice.muted = muted

    def waiting(self) -> None:
        """Look at the keys while there is no session yet: only the end can be asked for."""
        asked = KEYS.get(self._display.key() or "") is Action.QUIT
        self.quit = self.quit or asked or self._display.closed

    def step(self, runner: SessionRunner) -> None:
        """Look at the keys, and at whether the window was closed."""
        key = self._display.key() or ""
        if key and key in DIGITS and self._rate is not None:
            self._rate(int(key))
        action = KEYS.get(key)
        if key == ESCAPE and self._display.fills:
            action = Action.WHOLE
        if action is not None:
            self.changed = True
            self._do(action, runner)
        if self._display.closed and not self.quit:
            self._do(Action.QUIT, runner)

    def _do(self, action: Action, runner: SessionRunner) -> None:
        display = self._display
        # The list of keys hides what a key does: any other takes it away.
        self.help = action is Action.HELP and not self.help
        if action is Action.HELP:
            return
        if action is Action.MUTE:
            self.muted = not self.muted
        elif action is Action.MIRROR:
            display.mirrored = not display.mirrored
        elif action is Action.WHOLE:
            display.fills = not display.fills
        elif action is Action.LARGER:
            display.text_scale = min(LARGEST, display.text_scale + STEP)
        elif action is Action.SMALLER:
            display.text_scale = max(SMALLEST, display.text_scale - STEP)
        else:
            self.quit = action is Action.QUIT
            runner.act(action)
