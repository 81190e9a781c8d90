"""A folder of images, in the order of the numbers in their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import numpy as np

from facecheck.core.errors import SourceError
from facecheck.core.frames import Frame
from facecheck.core.messages import Message
from facecheck.core.player_clock import PlayerClock
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.text import printable
from facecheck.inputs.sources.frame_times import SIDECARS, read_times, times_in_names
from facecheck.inputs.sources.retiming import Retiming

IMAGE_SUFFIXES = frozenset({".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})


def images_in(folder: Path) -> list[Path]:
    """The images of a folder; ``frame2`` comes before ``frame10``."""
    found = [
        p
        for p in folder.iterdir()
        if p.suffix.lower() in IMAGE_SUFFIXES and p.is_file() and not p.name.startswith(".")
    ]
    return sorted(found, key=lambda p: _natural(p.name))


def _natural(name: str) -> list[tuple[int, int, str]]:
    parts = re.split(r"([0-9]+)", name.lower())
    return [(1, int(p), "") if i % 2 else (0, 0, p) for i, p in enumerate(parts)]


class ImageFolder:
    """Images as frames, at times that are known of them.

    Those are the ones that were asked for, else those of a file such as ``times.txt`` in the
    folder, else those in the images' names (`frame_times`). A folder with none of them is refused:
    at a rate that is guessed every hold would be too.

    Args:
        path: A folder with images.
        read_as: Their rate, or a file with their times.

    Attributes:
        warnings: Which images could not be read; their time passes all the same.
        dropped: Always 0.
        player: No player shows a folder; its times are the results' own.
    """

    player = PlayerClock()

    def __init__(self, path: Path, read_as: ReadAs = PLAIN) -> None:
        self.path = Path(path)
        self._read_as = read_as
        self.warnings: list[str] = []
        self.dropped = 0
        self._images: list[Path] = []
        self._retiming = Retiming(PLAIN, "")

    @property
    def name(self) -> str:
        """The folder's name."""
        return printable(self.path.resolve().name)

    @property
    def duration_s(self) -> float | None:
        """To the end of the last image; None before the folder was listed."""
        if not self._images:
            return None
        return self._retiming.at(len(self._images) - 1, 0.0) + self.frame_duration_s

    @property
    def frame_duration_s(self) -> float:
        """How long one image stands for."""
        return self._retiming.lasts_s(0.0)

    def __enter__(self) -> Self:
        """List the folder.

        Raises:
            SourceError: It cannot be listed, has no image, or nothing says when they were taken.
        """
        try:
            self._images = images_in(self.path)
        except OSError as error:
            raise SourceError(
                "{path}: cannot list the folder ({strerror})",
                path=self.path,
                strerror=error.strerror,
            ) from error
        if not self._images:
            raise SourceError(
                "{path}: has no images ({image_suffixes})",
                path=self.path,
                image_suffixes=", ".join(sorted(IMAGE_SUFFIXES)),
            )
        own = None if self._read_as.fps or self._read_as.times else self._own_times()
        self._retiming = Retiming(self._read_as, self.name, own)
        if not self._retiming.own_times:
            raise SourceError(
                "{path}: nothing says when its images were taken; say how many a second there "
                "are with --fps N, or put a file times.txt beside them, a time in seconds a "
                "line",
                path=self.path,
            )
        self._retiming.at(len(self._images) - 1, 0.0)  # one time too few is told before the work
        return self

    def _own_times(self) -> tuple[float, ...] | None:
        for name in SIDECARS:
            if (self.path / name).is_file():
                return read_times(self.path / name)
        return times_in_names([path.name for path in self._images])

    def __exit__(self, *exc: object) -> None:
        """Nothing stays open between images."""

    def __iter__(self) -> Iterator[Frame]:
        """Yield every image that can be read.

        Raises:
            SourceError: Not one can be read.
        """
        import cv2

        self.warnings[:] = self._retiming.warnings(len(self._images))
        read = 0
        for i, path in enumerate(self._images):
            try:
                # Not imread: on Windows it cannot open names outside the code page.
                data = np.frombuffer(path.read_bytes(), np.uint8)
                bgr = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
            except (OSError, cv2.error):
                bgr = None
            if bgr is None:
                self.warnings.append(
                    Message("{name}: not an image that can be read, skipped", name=path.name)
                )
                continue
            rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)
            rgb.flags.writeable = False
            read += 1
            yield Frame(time_s=self._retiming.at(i, 0.0), rgb=rgb)
        if not read:
            raise SourceError(
                "{path}: none of its {images} images can be read",
                path=self.path,
                images=len(self._images),
            )
