"""What a camera makes of the scene: exposure, noise, blur, background, frame times."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from sample_videos.actor.action import wander
from sample_videos.actor.mesh import FloatArray

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Camera:
    """How it is filmed.

    Attributes:
        size: Width and height in pixels as seen (after rotation).
        fps: Frames a second; the mean when `variable`.
        variable: Frame times vary as a webcam's do in poor light, with a few long gaps.
        light: 1 is a well-lit room; 0.1 is dusk.
        harsh: 0 soft light, 1 one lamp from the side.
        noise: Standard deviation of the sensor noise in grey levels.
        blur: Radius of the blur in pixels.
        distance: To the face in decimetres.
        rotated: Stored sideways with a rotation tag, as phones do.
    """

    size: tuple[int, int] = (640, 480)
    fps: float = 30.0
    variable: bool = False
    light: float = 1.0
    harsh: float = 0.0
    noise: float = 1.5
    blur: float = 0.5
    distance: float = 4.9
    rotated: bool = False


def frame_times(camera: Camera, duration_s: float, seed: int) -> FloatArray:
    """Presentation time of every frame, `(N,)`, on a clock of 1/90000 s."""
    if not camera.variable:
        times = np.arange(round(duration_s * camera.fps)) / camera.fps
    else:
        rng = np.random.default_rng(seed + 7)
        steps = rng.uniform(0.6, 1.4, int(duration_s * camera.fps * 2)) / camera.fps
        steps[rng.random(len(steps)) < 0.015] = 0.2  # now and then the camera misses frames
        times = np.concatenate([[0.0], np.cumsum(steps)])
        times = times[times < duration_s]
    return np.asarray(np.round(times * 90000) / 90000)


def room(size: tuple[int, int], seed: int) -> Picture:
    """A blurred room behind the person: wall, window or lamp, shelf, picture frames."""
    rng = np.random.default_rng(seed)
    width, height = 320, 240
    wall = np.array(
        [(168, 172, 170), (188, 178, 160), (150, 160, 172), (172, 160, 150), (120, 128, 126)][
            int(rng.integers(5))
        ]
    )
    left, right = (float(side) for side in rng.permutation([0.9, 1.05]))
    ramp = (
        np.linspace(1.08, 0.86, height)[:, None, None]
        * np.linspace(left, right, width)[None, :, None]
    )
    image = Image.fromarray(np.clip(wall * ramp, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for _ in range(int(rng.integers(2, 5))):
        x, y = int(rng.integers(-20, width - 20)), int(rng.integers(-10, 130))
        w, h = int(rng.integers(30, 80)), int(rng.integers(30, 80))
        colour = tuple(
            int(c)
            for c in np.clip(wall * rng.uniform(0.45, 1.25) + rng.integers(-25, 25, 3), 0, 255)
        )
        draw.rectangle((x, y, x + w, y + h), fill=colour)
        draw.rectangle(
            (x + 4, y + 4, x + w - 4, y + h - 4), fill=tuple(min(255, int(c * 1.2)) for c in colour)
        )
    if rng.random() < 0.6:  # a shelf with books
        y = int(rng.integers(60, 150))
        x0 = int(rng.choice([0, width - 90]))
        for k in range(12):
            tall = int(rng.integers(18, 34))
            colour = tuple(int(c) for c in rng.integers(50, 170, 3))
            draw.rectangle((x0 + 7 * k, y - tall, x0 + 7 * k + 6, y), fill=colour)
        draw.rectangle((x0, y, x0 + 90, y + 4), fill=(96, 76, 58))
    image = image.filter(ImageFilter.GaussianBlur(3.0)).resize(size, Image.Resampling.BICUBIC)
    return np.asarray(image)


def _soften(picture: Picture) -> Picture:
    """Blur with the kernel 1-2-1 both ways: a lens's softness at a fifth of a Gaussian's cost."""
    wide = picture.astype(np.uint16)
    wide[:, 1:-1] = (wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]) >> 2
    wide[1:-1] = (wide[:-2] + 2 * wide[1:-1] + wide[2:]) >> 2
    return wide.astype(np.uint8)


@dataclass(slots=True)
class Sensor:
    """Turns a clean picture into a recorded one; the same seed gives the same noise."""

    camera: Camera
    seed: int
    _pool: NDArray[np.int16] = field(init=False)

    def __post_init__(self) -> None:
        """Make the pool of grain from which every frame takes a piece."""
        rng = np.random.default_rng(self.seed + 3)
        width, height = self.camera.size
        grain = rng.normal(0, 1, (height + 64, width + 64, 1)) + 0.5 * rng.normal(
            0, 1, (height + 64, width + 64, 3)
        )
        # Dim light is amplified, and the noise with it.
        sigma = self.camera.noise * (1 + 1.2 * max(0.0, 1 - self.camera.light))
        self._pool = np.round(grain * sigma).astype(np.int16)

    def expose(self, picture: Picture, index: int, time_s: float) -> Picture:
        """Recorded frame `(H, W, 3)` of a rendered one of the same size."""
        camera = self.camera
        if camera.blur > 0.8:
            soft = Image.fromarray(np.ascontiguousarray(picture)).filter(
                ImageFilter.GaussianBlur(camera.blur)
            )
            picture = np.asarray(soft)
        elif camera.blur > 0:
            picture = _soften(picture)
        drift = 1 + 0.03 * float(wander(np.array([time_s]), self.seed + 5, 0.08)[0])
        ramp = np.arange(256) / 255.0
        # A camera's tone curve lifts the middle: without it dark skin drowns and light skin looks
        # flat.
        curve = np.clip(ramp * camera.light * drift, 0, 1) ** 0.82 * 250
        bright = curve.astype(np.int16)[picture]
        rng = np.random.default_rng(self.seed * 1_000_003 + index)
        dy, dx = (int(v) for v in rng.integers(0, 64, 2))
        height, width = picture.shape[:2]
        grain = self._pool[dy : dy + height, dx : dx + width]
        return np.asarray(np.clip(bright + grain, 0, 255), dtype=np.uint8)
