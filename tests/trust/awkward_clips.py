"""Makes clips in several containers, and damages them."""

from __future__ import annotations

import math
import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from inputs.clips import make_clip

from facecheck.core.errors import SourceError
from facecheck.inputs.sources import Clip

from .damage import damaged
from .readers import plainly

KINDS = {
    "a.mp4": {"codec": "libx264"},
    "b.mp4": {"codec": "libx264", "options": {"movflags": "faststart"}},
    "c.mp4": {"codec": "libx264", "options": {"movflags": "frag_keyframe+empty_moov"}},
    "d.mkv": {"codec": "libx264"},
    "e.mov": {"codec": "mjpeg", "pixels": "yuvj420p"},
    "f.avi": {"codec": "mpeg4"},
    "g.webm": {"codec": "libvpx-vp9"},
    "h.ts": {"codec": "libx264"},
    "i.mkv": {"codec": "ffv1", "pixels": "yuv420p10le"},
    "j.wmv": {"codec": "wmv2"},
    "k.gif": {"codec": "gif", "pixels": "rgb8"},
    "l.flv": {"codec": "flv1"},
}
"""What phones, cameras, meetings and old disks leave behind."""

SIZE = (64, 48)
FRAMES = 8


@cache
def good(name: str) -> bytes:
    """A clip of eight frames of a kind."""
    rng = np.random.default_rng(4)
    noise = rng.integers(0, 255, (SIZE[1] // 4, SIZE[0] // 4, 3), np.uint8)
    still = np.kron(noise, np.ones((4, 4, 1), np.uint8))
    pictures = [np.roll(still, 3 * i, axis=1).astype(np.uint8) for i in range(FRAMES)]
    fps = 25
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        make_clip(path, pictures, fps=fps, **KINDS[name])  # type: ignore[arg-type]
        return path.read_bytes()


def try_clip(rng: random.Random, folder: Path) -> bool:
    """Run one case; returns whether frames came. Anything that is wrong is raised."""
    name = rng.choice(sorted(KINDS))
    path = folder / (name if rng.random() < 0.8 else rng.choice(("x.mp4", "x.txt", "x", "-x.mkv")))
    path.write_bytes(damaged(good(name), rng))
    last_s = 0.0
    frames = 0
    try:
        with Clip(path) as clip:
            for frame in clip:
                assert math.isfinite(frame.time_s)
                assert frame.time_s >= last_s, "time runs backwards"
                assert frame.rgb.ndim == 3
                assert frame.rgb.dtype == np.uint8
                last_s = frame.time_s
                frames += 1
                assert frames < 50 * FRAMES, "frames without end"
            assert clip.duration_s is not None
            assert math.isfinite(clip.duration_s)
            assert clip.duration_s >= last_s
            assert all(line.isprintable() for line in clip.warnings)
    except SourceError as error:
        plainly(error)
        return False
    finally:
        path.unlink()
    return True
