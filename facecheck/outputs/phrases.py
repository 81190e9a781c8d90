"""What the engine and exercise files say, in another language.

Judgements are made in English, so that a score does not depend on who reads it; they are put into
the user's language where they are shown or spoken. What has no translation stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from facecheck.core.events import Attempt, Fault, Quality, Update
from facecheck.outputs.words import DEFAULT, TABLE, Words

ENGINE: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {
        "Face the camera": "Schau in die Kamera",
        "Look at the camera, face relaxed": "Schau entspannt in die Kamera",
        "Set complete": "Satz geschafft",
        "Session complete": "Sitzung geschafft",
        "hand away from the face": "Hand weg vom Gesicht",
        "hand resting": "Hand ruht",
        "could not see your hand": "deine Hand war nicht zu sehen",
        "Show your hand to the camera": "Zeig der Kamera deine Hand",
        "could not see your face": "dein Gesicht war nicht zu sehen",
        "the picture stood still": "das Bild stand",
        "The camera's picture stands still": "Das Bild der Kamera steht",
        "could not judge": "nicht zu beurteilen",
        "Come into the picture": "Komm ins Bild",
        "head turned away": "Kopf weggedreht",
        "Turn to the camera": "Dreh dich zur Kamera",
        "head tipped too far": "Kopf zu weit geneigt",
        "Level your head": "Halt den Kopf gerade",
        "head tilted too far": "Kopf zu schief",
        "Straighten your head": "Richte den Kopf auf",
        "too close to the camera": "zu nah an der Kamera",
        "Move back a little": "Geh etwas zurück",
        "partly out of the picture": "halb aus dem Bild",
        "Move into the middle of the picture": "Rück in die Bildmitte",
        "too far from the camera": "zu weit von der Kamera",
        "Come closer": "Komm näher",
        "too dark": "zu dunkel",
        "Turn on a light in front of you": "Mach vor dir Licht an",
        "no picture came": "kein Bild kam",
        "the clip ended": "das Video endete",
        "it hurt": "es schmerzte",
        "stopped because it hurt": "beendet, weil es schmerzte",
        "taken back by hand": "von Hand zurückgenommen",
        "the set was ended": "der Satz wurde beendet",
        "the session was ended": "die Sitzung wurde beendet",
        "too short": "zu kurz",
        "Hold it longer": "Halte es länger",
        "too shallow": "zu schwach",
        "Go further": "Geh weiter",
    },
}
"""What the engine says itself, by language."""

_TIMED = re.compile(
    r"([0-9.]+) of ([0-9.]+) s: ([^;]+)(?:; (.+) for ([0-9.]+) s from ([0-9.]+) s)?"
)
"""The reason of an area that did not get its time."""

_TIMED_REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "de": ("{held} von {target} s: {why}", "; {stop}, {lasted} s ab {time} s"),
}

_REASON = re.compile(r"held ([0-9.]+) of ([0-9.]+) s: (.+) (at|from) ([0-9.]+) s")
_REASONS: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {
        "at": "{held} von {target} s gehalten: {why} bei {time} s",
        "from": "{held} von {target} s gehalten: {why} ab {time} s",
    }
}


_REMARKS: Final = (
    "camera.other",
    "clip.early",
    "history.full",
    "history.refused",
    "history.busy",
    "history.shut",
    "history.folder",
    "history.file",
    "history.damaged",
    "history.copied",
)
"""What is said in English, for a document or a log, before it is shown: keys of `words.TABLE`."""


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
        self._table = {**ENGINE.get(language, {}), **(exercises or {})}
        self._reasons = _REASONS.get(language)
        self._timed = _TIMED_REASONS.get(language)

    def __call__(self, text: str) -> str:
        """A phrase, in this language as far as it is known.

        >>> Phrases("de")("held 3.8 of 5.0 s: too dark at 12.4 s")
        '3,8 von 5,0 s gehalten: zu dunkel bei 12,4 s'
        """
        found = self._table.get(text)
        if found is not None or self._reasons is None:
            return text if found is None else found
        reason = _REASON.fullmatch(text)
        if reason is None:
            return self._time(text)
        held, target, why, place, time = reason.groups()
        number: Callable[[str], str] = lambda digits: self.words.seconds(float(digits))  # noqa: E731
        return self._reasons[place].format(
            held=number(held), target=number(target), why=self(why), time=number(time)
        )

    def _time(self, text: str) -> str:
        """The reason of an area that did not get its time; any other text as it is."""
        reason = _TIMED.fullmatch(text)
        if reason is None or self._timed is None:
            return text
        held, target, why, stop, lasted, time = reason.groups()
        said = {n: self.words.seconds(float(v)) for n, v in (("held", held), ("target", target))}
        whole = self._timed[0].format(why=self(why), **said)
        if stop is None:
            return whole
        said = {n: self.words.seconds(float(v)) for n, v in (("lasted", lasted), ("time", time))}
        return whole + self._timed[1].format(stop=self(stop), **said)

    def remark(self, text: str) -> str:
        """A remark about camera, clip or history, in this language as far as it is known.

        >>> Phrases("de").remark("C920 is not there: camera 0 is used instead")
        'C920 ist nicht da: stattdessen camera 0'
        """
        for key in _REMARKS:
            pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(TABLE[DEFAULT][key]))
            found = re.fullmatch(pattern, text)
            if found is not None:
                return self.words(key, **found.groupdict())
        return self(text)

    def noted(self, fault: Fault) -> str:
        """What was wrong outside any attempt, with how far it went."""
        return self.words.noted(self._fault(fault))

    def update(self, update: Update) -> Update:
        """An update with everything that is read or heard put into this language."""
        if not self._table:
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
        return replace(
            quality, reason=reason and self(reason), cue=cue and self(cue)
        )  # fmt: skip

    def _fault(self, fault: Fault) -> Fault:
        return replace(fault, name=self(fault.name), cue=self(fault.cue))

    def _attempt(self, attempt: Attempt) -> Attempt:
        if attempt.reason is None:
            return attempt
        return replace(attempt, reason=self(attempt.reason))
