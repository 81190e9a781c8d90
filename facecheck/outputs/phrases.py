"""What the engine and exercise files say, in the user's language.

Judgements are made in English, so that a score does not depend on who reads it; they are put into
the user's language where they are shown or spoken. What has no translation stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from facecheck.core.events import Attempt, Fault, Quality, Update
from facecheck.outputs.catalogue import DEFAULT, catalogue
from facecheck.outputs.words import Words


class Phrases:
    """Phrases in one language.

    Args:
        language: Of the interface.
        exercises: What exercise files say, in that language, by their English words.

    Attributes:
        words: The interface in that language.
    """

    def __init__(self, language: str = DEFAULT, exercises: Mapping[str, str] | None = None) -> None:
        self.words = Words(language)
        self._catalogue = catalogue(language)
        self._exercises = exercises or {}
        self._english = language == DEFAULT and not self._exercises

    def __call__(self, text: str) -> str:
        """A phrase or a message, in this language as far as it is known.

        >>> from facecheck.core.messages import Code, Message
        >>> Phrases("de")(Message(Code.HELD_UNTIL, held=3.8, target=5.0, why="too dark", at=12.4))
        '3,8 von 5,0 s gehalten: zu dunkel bei 12,4 s'
        """
        return text if self._english else self._catalogue.say(text, self._exercises)

    def noted(self, fault: Fault) -> str:
        """What was wrong outside any attempt, with how far it went."""
        return self.words.noted(self._fault(fault))

    def update(self, update: Update) -> Update:
        """An update with everything that is read or heard put into this language."""
        if self._english:
            return update
        quality, closed = update.quality, update.closed
        return replace(
            update,
            cue=self(update.cue),
            quality=quality if quality.good else self._quality(quality),
            faults=tuple(self._fault(fault) for fault in update.faults),
            noted=tuple(self._fault(fault) for fault in update.noted),
            closed=None if closed is None else self._attempt(closed),
        )

    def _quality(self, quality: Quality) -> Quality:
        reason, cue = quality.reason, quality.cue
        return replace(quality, reason=reason and self(reason), cue=cue and self(cue))

    def _fault(self, fault: Fault) -> Fault:
        return replace(fault, name=self(fault.name), cue=self(fault.cue))

    def _attempt(self, attempt: Attempt) -> Attempt:
        if attempt.reason is None:
            return attempt
        return replace(attempt, reason=self(attempt.reason))
