"""What facecheck says in a language other than English: a gettext catalogue (`languages/de.po`).

An entry's `msgid` is the English template, blanks and all; its `msgctxt` is the key of a word of
the interface (`words.py`) or the code of a message, where it has one, and `engine` for what the
engine says in a session. A new language is a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from facecheck.core.messages import Filler, Message, english_day

DEFAULT: Final = "en"
ENGINE: Final = "engine"
FOLDER: Final = Path(__file__).parent / "languages"


def languages() -> tuple[str, ...]:
    """The languages that facecheck speaks: English, and those of the catalogues."""
    return (DEFAULT, *sorted(path.stem for path in FOLDER.glob("*.po")))


class Catalogue:
    """One language.

    Attributes:
        language: Such as `de`.
        texts: What stands for an English text or template that has no key; empty in English.
        engine: Those of them that the engine says in a session, and that are spoken.

    Raises:
        ValueError: There is no such language.
    """

    def __init__(self, language: str = DEFAULT) -> None:
        if language not in languages():
            raise ValueError(f"no language {language!r}: use one of {', '.join(languages())}")
        self.language = language
        self._keyed: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.engine: dict[str, str] = {}
        self._point = "."
        if language != DEFAULT:
            self._read()

    def _read(self) -> None:
        # Only who asks for another language waits for what reads it.
        from babel.messages.pofile import read_po
        from babel.numbers import get_decimal_symbol

        with (FOLDER / f"{self.language}.po").open("rb") as file:
            entries = [entry for entry in read_po(file, self.language) if entry.id and entry.string]
        self._keyed = {str(e.context): str(e.string) for e in entries if e.context is not None}
        self.engine = {str(e.id): str(e.string) for e in entries if e.context == ENGINE}
        self.texts = {str(e.id): str(e.string) for e in entries if e.context is None} | self.engine
        self._point = get_decimal_symbol(self.language)

    def word(self, key: str) -> str | None:
        """What stands under a key; None where nothing does, and in English."""
        return self._keyed.get(key)

    def say(self, text: str, phrases: Mapping[str, str] | None = None) -> str:
        """A text or a message in this language, as far as it is known.

        Args:
            text: In English.
            phrases: Further texts by their English, which go first.

        >>> Catalogue("de").say("too dark")
        'zu dunkel'
        """
        phrases = phrases or {}
        if self.language == DEFAULT and not phrases:
            return text
        if not isinstance(text, Message):
            return phrases.get(text) or self.texts.get(text) or text
        known = self._keyed.get(text.code) or self.texts.get(text.code)
        if known is None and text in phrases:
            return phrases[text]
        return self.filled(known or text.template, text.values, lambda t: self.say(t, phrases))

    def filled(
        self, template: str, values: Mapping[str, Any], say: Callable[[str], str] = str
    ) -> str:
        """A template with its blanks filled in as this language writes numbers."""
        return Filler(say, self._point, self.day).fill(template, values)

    def day(self, on: date) -> str:
        """A day as this language writes it, whatever the system's.

        >>> Catalogue("de").day(date(2026, 3, 5))
        '5. März 2026'
        """
        if self.language == DEFAULT:
            return english_day(on)
        from babel.dates import format_date

        return format_date(on, "long", self.language)

    def number(self, value: float, digits: int = 1) -> str:
        """A number with so many digits after the point."""
        return f"{value:.{digits}f}".replace(".", self._point)


@cache
def catalogue(language: str = DEFAULT) -> Catalogue:
    """The catalogue of a language, read once.

    Raises:
        ValueError: There is no such language.
    """
    return Catalogue(language)
