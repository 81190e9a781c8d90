from __future__ import annotations

import pytest

from facecheck.live.feed.stats import Stats
from facecheck.outputs.words import Words


def test_figures_are_those_of_fresh_pictures() -> None:
    stats = Stats()
    for n in range(101):
        delay_s = 0.100 if n >= 95 else 0.020
        stats.add(n / 30 - delay_s, n / 30, fresh=True)
    stats.add(0.0, 101 / 30, fresh=False)
    figures = stats.figures(7, 30.0)
    assert figures.fps == pytest.approx(30)
    assert figures.p50_ms == pytest.approx(20)
    assert figures.p95_ms == pytest.approx(100)
    assert figures.text(Words()) == "30 fps, camera 30 · delay 20 / 100 ms · 7 dropped"


def test_nothing_shown_is_no_division_by_zero() -> None:
    assert Stats().figures(0, 0.0).fps == 0.0


def test_memory_does_not_grow() -> None:
    stats = Stats()
    for n in range(5000):
        stats.add(n / 30, n / 30 + 0.01, fresh=True)
    assert len(stats._delays_s) == len(stats._shown_s) == 300
    assert stats.shown == 5000
