"""Speaks lines of text, for eyes that are nearly shut.

The system's voices are an optional extra: pip install 'facecheck[voice]'. They run in a process of
their own, since speech engines want the main thread on some systems, block while they speak on all,
and now and then crash. This module is also that process's program. Where there is none, the words
that come along are played (`facecheck.outputs.sound.recorded_words`).
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import IO, Any, Protocol, Self

from facecheck.core.frames import Array
from facecheck.outputs.catalogue import DEFAULT
from facecheck.outputs.sound.recorded_words import word_bank
from facecheck.outputs.words import Words

CLOSE_S = 1.0


def engine_problem() -> str | None:
    """Why the system's voices cannot be used, as the key of its words; None where they can.

    On Linux pyttsx3 lets eSpeak write a file and aplay play it; without aplay it speaks unheard.
    """
    if importlib.util.find_spec("pyttsx3") is None:
        return "voice.package"
    if sys.platform.startswith("linux"):
        if not any(map(shutil.which, ("espeak-ng", "espeak"))):
            return "voice.engine"
        if shutil.which("aplay") is None:
            return "voice.player"
    return None


class Speech(Protocol):
    """What speaks lines, the newest first."""

    muted: bool

    @property
    def notices(self) -> Sequence[str]:
        """What the user should know, such as that there is no voice."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, *exc: object) -> None:
        """End, in the middle of a word if need be."""

    def say(self, text: str) -> None:
        """Speak a line soon and return at once."""


class Voice:
    """Speaks lines, the newest first: a line that waits when a newer one comes is not spoken.

    The system's voice is used where it works, otherwise the words that come along.

    Args:
        language: Of the voice.
        command: The program that reads lines and speaks them.
        play: Plays the samples of words that come along; None uses the system's voice alone.
    """

    def __init__(
        self,
        language: str = DEFAULT,
        command: Sequence[str] | None = None,
        play: Callable[[Array], None] | None = None,
    ) -> None:
        self.muted = False
        self._play = play
        self._bank = None if play is None else word_bank(language)
        self.notices: list[str] = []
        self._words = Words(language)
        self._own = command is None
        self._command = list(command or (sys.executable, "-m", __name__, language))
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        """Start the voice; without any, say so once and stay silent."""
        problem = engine_problem() if self._own else None
        if problem is not None:
            if self._bank is None:
                self._notice(self._words(problem))
            return self
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own module, no shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                bufsize=1,
            )
        except OSError as error:
            self._notice(self._words("voice.start", problem=error.strerror))
        return self

    def __exit__(self, *exc: object) -> None:
        """Stop the voice, in the middle of a word if need be."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
        try:
            process.wait(CLOSE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def say(self, text: str) -> None:
        """Speak a line soon and return at once."""
        process = self._process
        if self.muted or not text:
            return
        if process is None or process.stdin is None:
            self._say_words(text)
            return
        try:
            # The reader empties the pipe at once, so that this never blocks.
            process.stdin.write(" ".join(text.split()) + "\n")
        except (OSError, ValueError):
            self._process = None
            with suppress(OSError):
                process.stdin.close()
            process.wait()
            if self._bank is None:
                self._notice(self._words("voice.stopped"))
            self._say_words(text)

    def _say_words(self, text: str) -> None:
        """Play the words that come along; of one's own exercise they may lack some."""
        samples = None if self._bank is None else self._bank.speak(text)
        if samples is not None and self._play is not None:
            self._play(samples)

    def _notice(self, reason: str) -> None:
        self.notices.append(self._words("voice.none", reason=reason))


def speak_lines(lines: Iterable[str], speak: Callable[[str], None]) -> None:
    """Speak the newest of the lines that have come, until there are no more.

    Args:
        lines: Come from another process, at any time.
        speak: Blocks until a line is spoken.
    """
    newest: list[str] = []
    changed = threading.Condition()
    over = threading.Event()

    def read() -> None:
        for line in lines:
            with changed:
                newest[:] = [line.strip()]
                changed.notify()
        over.set()
        with changed:
            changed.notify()

    threading.Thread(target=read, daemon=True).start()
    while True:
        with changed:
            changed.wait_for(lambda: newest or over.is_set())
            if over.is_set():
                return
            line = newest.pop()
        speak(line)


def choose_voice(voices: Iterable[Any], language: str) -> str | None:
    """The id of a voice for a language, as far as the engine tells."""
    for voice in voices:
        tags = [t.decode("ascii", "ignore") if isinstance(t, bytes) else t for t in voice.languages]
        if any(tag.strip("\x05").lower().startswith(language) for tag in tags):
            return str(voice.id)
    return None


def main(language: str = DEFAULT, lines: IO[str] | None = None) -> None:
    """The voice's own process: speak what comes on standard input."""
    engine: Any = importlib.import_module("pyttsx3").init()
    voice = choose_voice(engine.getProperty("voices") or (), language)
    if voice is not None:
        engine.setProperty("voice", voice)

    def speak(line: str) -> None:
        engine.say(line)
        engine.runAndWait()

    speak_lines(sys.stdin if lines is None else lines, speak)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else DEFAULT)
