"""How fast a session runs: frames per second, and the delay from a picture to its overlay."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from facecheck.outputs.words import Words

_WINDOW = 300


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured over the last ten seconds or so.

    Attributes:
        fps: Pictures shown in a second.
        camera_fps: Pictures that came in a second.
        p50_ms: Median delay from the picture in hand to its overlay on the screen.
        p95_ms: The delay that 95 of 100 pictures stay below.
        dropped: Frames nobody looked at, since the beginning.
    """

    fps: float
    camera_fps: float
    p50_ms: float
    p95_ms: float
    dropped: int

    def text(self, words: Words) -> str:
        """One line."""
        return words(
            "stats",
            fps=f"{self.fps:.0f}",
            camera=f"{self.camera_fps:.0f}",
            p50=f"{self.p50_ms:.0f}",
            p95=f"{self.p95_ms:.0f}",
            dropped=self.dropped,
        )


class Stats:
    """Collects what was measured."""

    def __init__(self) -> None:
        self._delays_s: deque[float] = deque(maxlen=_WINDOW)
        self._shown_s: deque[float] = deque(maxlen=_WINDOW)
        self.shown = 0

    def add(self, arrived_s: float, shown_s: float, *, fresh: bool) -> None:
        """Note a picture: when it arrived, and when it was on the screen."""
        self._shown_s.append(shown_s)
        self.shown += 1
        if fresh:
            self._delays_s.append(shown_s - arrived_s)

    def figures(self, dropped: int, camera_fps: float = 0.0) -> Figures:
        """The figures as they stand."""
        shown = self._shown_s
        span_s = shown[-1] - shown[0] if len(shown) > 1 else 0.0
        delays = sorted(self._delays_s)
        return Figures(
            fps=(len(shown) - 1) / span_s if span_s > 0 else 0.0,
            camera_fps=camera_fps,
            p50_ms=1000 * _quantile(delays, 0.5),
            p95_ms=1000 * _quantile(delays, 0.95),
            dropped=dropped,
        )


def _quantile(ordered: list[float], share: float) -> float:
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
