"""Clips dropped on the page: kept in a temporary folder, scored, then deleted."""

from __future__ import annotations

import secrets
import threading
import traceback
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory
from typing import Any

from facecheck.app.context import AppContext
from facecheck.core.errors import FacecheckError, SourceError
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.inputs.library import translations
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.words import Words

MOST_BYTES = 4 * 2**30
SPARE_BYTES = 2**30
"""Left free on the disk, whatever is uploaded."""


class ScoredClip:
    """One clip, from its upload until the page leaves it.

    Args:
        exercise: What it is judged by.
        context: Whose range it is judged against.
        language: Of what is told.

    Attributes:
        id: Names it towards the page.
    """

    def __init__(self, exercise: AnyExercise, context: AppContext, language: str) -> None:
        self.id = secrets.token_urlsafe(12)
        self._exercise = exercise
        self._context = context
        self._words = Words(language)
        self._phrases = Phrases(language, translations(language, context.folders))
        self._folder = TemporaryDirectory(prefix="facecheck-clip-", ignore_cleanup_errors=True)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._status: dict[str, Any] = {"state": "uploading", "time_s": 0.0}
        self._page: str | None = None

    async def receive(self, parts: AsyncIterator[bytes], name: str) -> None:
        """Take the upload.

        Args:
            parts: Of the file.
            name: What the page calls it, which names nothing here.

        Raises:
            SourceError: It is too large, or the disk is nearly full.
        """
        room = min(MOST_BYTES, disk_usage(self._folder.name).free - SPARE_BYTES)
        size = 0
        with self._clip.open("wb") as file:
            async for part in parts:
                size += len(part)
                if size > room:
                    raise SourceError(
                        "{name}: larger than what fits here ({max:.1f} GB); score it in the "
                        "terminal: facecheck score",
                        name=name,
                        max=max(0, room) / 1e9,
                    )
                file.write(part)
        if not size:
            raise SourceError("{name}: the file is empty; choose another", name=name)
        self._thread = threading.Thread(
            target=self._run, args=(name,), name="facecheck-clip", daemon=True
        )
        self._status = {"state": "scoring", "time_s": 0.0}
        self._thread.start()

    @property
    def status(self) -> dict[str, Any]:
        """How far it is, and then what it came to."""
        return self._status

    @property
    def annotated(self) -> bytes | None:
        """The clip with its overlay; None before it is there."""
        place = self._place("annotated.mp4")
        return place.read_bytes() if self._status["state"] == "done" and place.exists() else None

    @property
    def page(self) -> str | None:
        """Its report; None before it is there."""
        return self._page

    @property
    def busy(self) -> bool:
        """Whether it is being scored."""
        return self._status["state"] in ("uploading", "scoring")

    def close(self) -> None:
        """Stop, and leave nothing of it behind."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._status = {"state": "gone", "time_s": 0.0}
        self._folder.cleanup()

    @property
    def _clip(self) -> Path:
        return self._place("clip")

    def _place(self, name: str) -> Path:
        return Path(self._folder.name) / name

    def _run(self, name: str) -> None:
        # Here, not above: the page comes before what draws reports and judges clips.
        from facecheck.app.site.clip_scoring import StoppedError, score_clip

        def at(time_s: float) -> None:
            if self._stop.is_set():
                raise StoppedError
            self._status = {"state": "scoring", "time_s": time_s}

        try:
            self._status, self._page = score_clip(
                self._clip,
                self._place("annotated.mp4"),
                name,
                self._exercise,
                self._context.owner().load(),
                self._phrases,
                at,
            )
        except StoppedError:
            self._status = {"state": "gone", "time_s": 0.0}
        except FacecheckError as error:
            # The page knows the file by its own name alone.
            message = str(error).replace(str(self._clip), name)
            self._status = {"state": "failed", "time_s": 0.0, "error": message}
        except Exception:
            # A bug: without an end here the page would wait for ever, and take no other clip.
            traceback.print_exc()
            message = self._words("app.clip bug")
            self._status = {"state": "failed", "time_s": 0.0, "error": message}


class Clips:
    """The clip that the page is about: one at a time.

    Args:
        context: Whose range clips are judged against.
    """

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._clip: ScoredClip | None = None

    def begin(self, exercise: AnyExercise, language: str) -> ScoredClip:
        """A place for another clip; the one before goes.

        Raises:
            SourceError: One is being scored.
        """
        if self._clip is not None and self._clip.busy:
            raise SourceError("another clip is being scored; wait, or stop that one first")
        self.close()
        self._clip = ScoredClip(exercise, self._context, language)
        return self._clip

    def find(self, clip_id: str) -> ScoredClip | None:
        """The clip of an id."""
        found = self._clip
        return found if found is not None and secrets.compare_digest(found.id, clip_id) else None

    def close(self) -> None:
        """Leave nothing behind."""
        clip, self._clip = self._clip, None
        if clip is not None:
            clip.close()
