"""Decides from updates what is spoken: counts, cues and faults, none too often."""

from __future__ import annotations

import re
from collections.abc import Callable

from facecheck.core.events import Attempt, Phase, Sound, Update
from facecheck.outputs.words import Words

REPEAT_S = 3.0
"""The same words are not said again sooner."""
JUST_SAID_S = 1.0
"""Words that were said so lately are still in the ear when time stops."""
_WHY = re.compile(r": (.+) (?:at|from|bei|ab) [0-9.,]+ s$")
"""What ended a hold or kept its time from running, in an attempt's reason."""
CORRECTED_S = 2.5
"""What is said of a count that was put right by hand takes so long; cues wait for it."""
REMIND_S = 8.0
"""What is still wrong after this is said again."""


class Announcer:
    """Decides from updates what is said: counts first, then cues, each not too often.

    Args:
        say: Speaks a line.
        words: The interface's language.
    """

    def __init__(self, say: Callable[[str], None], words: Words) -> None:
        self._say = say
        self._words = words
        self._said: dict[str, float] = {}
        self._cue = ""
        self._counted: int | None = None
        self._now_s = 0.0
        self._quiet_s = float("-inf")

    def corrected(self, counted: int) -> None:
        """Take a count that was put right by hand; of that itself the session tells.

        Args:
            counted: Repetitions that count now.
        """
        self._counted = counted
        self._quiet_s = self._now_s + CORRECTED_S

    def step(self, update: Update) -> None:
        """Take one update, in order of time."""
        self._now_s = update.time_s
        gained = self._counted is not None and update.counted > self._counted
        self._counted = update.counted
        done = update.counted >= update.reps
        first = None
        # Of a timed session the next area is said, not a number.
        if gained and (done or update.timed is None):
            first = self._words("voice.done") if done else str(update.counted)
        elif update.closed is not None and Sound.MISSED in update.heard:
            first = self._missed(update, update.closed)
        elif update.noted:
            fault = update.noted[0]
            self._cue = update.advice
            text = self._words("voice.noted", name=fault.name, cue=fault.cue)
            self._speak(text, update.time_s, 0.0)
            return
        if first is not None:
            # In one line: a line of its own would be spoken instead of what it follows.
            self._cue = update.advice
            self._speak(first if done else f"{first}. {self._cue}", update.time_s, 0.0)
        elif Sound.STOPPED in update.heard:
            # Time stands still from now on: whoever hears that hears why, said before or not.
            self._cue = update.advice
            self._speak(update.advice, update.time_s, JUST_SAID_S)
        elif 0.0 < self._quiet_s - update.time_s <= CORRECTED_S:
            return
        elif update.advice != self._cue:
            self._cue = update.advice
            if not done or update.faults:
                self._speak(update.advice, update.time_s, REPEAT_S)
        elif update.faults or update.phase is Phase.CANNOT_JUDGE:
            self._speak(update.advice, update.time_s, REMIND_S)

    def _missed(self, update: Update, attempt: Attempt) -> str:
        """What was missing and why, without the time in the clip that a screen has room for."""
        words = self._words
        if update.target_hold_s <= 0:
            return words("banner.missed", reason=attempt.reason)
        held, target = words.held(attempt.hold_s), words.seconds(update.target_hold_s, 0)
        said = words("voice.missed", held=held, target=target)
        why = _WHY.search(attempt.reason or "")
        return said if why is None else f"{said}, {why[1]}"

    def _speak(self, text: str, time_s: float, pause_s: float) -> None:
        last_s = self._said.get(text)
        if text and (last_s is None or not 0.0 <= time_s - last_s < pause_s):
            self._said[text] = time_s
            self._say(text)
