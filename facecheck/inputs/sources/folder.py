"""A folder of images, in the order of the numbers in their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import numpy as np

from facecheck.core.errors import SourceError, printable
from facecheck.core.frames import Frame

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
    """Images as frames at a fixed rate.

    Args:
        path: A folder with images.
        fps: Frames per second to assume.

    Attributes:
        warnings: Which images could not be read; their time passes all the same.
        dropped: Always 0.
        frame_duration_s: How long one image is shown.
    """

    def __init__(self, path: Path, fps: float = 30.0) -> None:
        if not fps > 0:
            raise ValueError(f"fps is {fps}, needs more than 0")
        self.path = Path(path)
        self.fps = fps
        self.warnings: list[str] = []
        self.dropped = 0
        self.frame_duration_s = 1 / fps
        self._images: list[Path] = []

    @property
    def name(self) -> str:
        """The folder's name."""
        return printable(self.path.resolve().name)

    @property
    def duration_s(self) -> float | None:
        """Number of images times their duration."""
        return len(self._images) / self.fps if self._images else None

    def __enter__(self) -> Self:
        """List the folder.

        Raises:
            SourceError: It cannot be listed, or has no image.
        """
        try:
            self._images = images_in(self.path)
        except OSError as error:
            raise SourceError(f"{self.path}: cannot list the folder ({error.strerror})") from error
        if not self._images:
            raise SourceError(f"{self.path}: has no images ({', '.join(sorted(IMAGE_SUFFIXES))})")
        return self

    def __exit__(self, *exc: object) -> None:
        """Nothing stays open between images."""

    def __iter__(self) -> Iterator[Frame]:
        """Yield every image that can be read.

        Raises:
            SourceError: Not one can be read.
        """
        import cv2

        self.warnings.clear()
        read = 0
        for i, path in enumerate(self._images):
            try:
                # Not imread: on Windows it cannot open names outside the code page.
                data = np.frombuffer(path.read_bytes(), np.uint8)
                bgr = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
            except (OSError, cv2.error):
                bgr = None
            if bgr is None:
                self.warnings.append(f"{path.name}: not an image that can be read, skipped")
                continue
            rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)
            rgb.flags.writeable = False
            read += 1
            yield Frame(time_s=i / self.fps, rgb=rgb)
        if not read:
            raise SourceError(f"{self.path}: none of its {len(self._images)} images can be read")
