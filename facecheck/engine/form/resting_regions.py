"""Watches the regions that should rest while another part of the face is exercised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from facecheck.core.events import Fault
from facecheck.engine.level.level import Level, read_measure
from facecheck.engine.level.rest import Baseline
from facecheck.engine.spec.coactivation import (
    REGIONS,
    SIDES,
    TAKEN_ALONG,
    CoactivationRegion,
    RegionName,
)

FOR_S = 0.4
"""Shorter movements of a region that should rest are a blink, or the way into the movement."""

UNIT = "of the region's full"


class _Moving(NamedTuple):
    """A side of a region beyond its limit."""

    from_s: float
    until_s: float
    worst: float


class RestingWatch:
    """Follows regions through one hold after another.

    A blink of both eyes is no moving along: the sides are compared.
    """

    def __init__(self, names: tuple[RegionName, ...]) -> None:
        """Watch the named regions; none is fine."""
        self._regions = [(name, REGIONS[name]) for name in names]
        self.reset()

    def reset(self) -> None:
        """Begin the next hold."""
        self._sums: dict[str, list[float]] = {}
        self._ticks = 0
        self._moving: dict[tuple[str, str], _Moving] = {}
        self._named: list[Fault] = []

    def step(
        self, time_s: float, values: Mapping[str, float], rests: Baseline, level: Level
    ) -> None:
        """Take one tick of a hold of the movement at a level."""
        if not self._regions:
            return
        left, right = level.first_parts or (0.0, 0.0)
        taken = TAKEN_ALONG * (left - right), TAKEN_ALONG * (right - left)
        self._ticks += 1
        for name, region in self._regions:
            shares = _shares(region, values, rests)
            if shares is None:
                continue
            if name == "chin" and any(key[0] == "mouth" for key in self._moving):
                continue  # a corner that is drawn up takes the lower lip along
            sums = self._sums.setdefault(name, [0.0] * len(shares))
            for place, share in enumerate(shares):
                sums[place] += share
                other = shares[1 - place] if region.sided else 0.0
                side = SIDES[place] if region.sided else ""
                along = share > region.limit and (
                    not region.sided or share - other - taken[place] > region.apart
                )
                self._follow(time_s, (name, side), share if along else None)

    def _follow(self, time_s: float, key: tuple[str, str], share: float | None) -> None:
        known = self._moving.get(key)
        if share is not None:
            worst = share if known is None else max(share, known.worst)
            from_s = time_s if known is None else known.from_s
            self._moving[key] = _Moving(from_s, time_s, worst)
        elif known is not None:
            self._name(key, self._moving.pop(key))

    def _name(self, key: tuple[str, str], seen: _Moving) -> None:
        if seen.until_s - seen.from_s >= FOR_S:
            self._named.append(_fault(key, seen))

    @property
    def active(self) -> list[Fault]:
        """What moves along at this tick, and has for long enough."""
        lasting = self._moving.items()
        return [_fault(key, m) for key, m in lasting if m.until_s - m.from_s >= FOR_S]

    @property
    def named(self) -> list[Fault]:
        """What moved along in this hold so far."""
        return [*self._named, *self.active]

    @property
    def along(self) -> dict[str, dict[str, float]] | None:
        """How far each region moved on average, of its own full movement; by side where it has two.

        None where nothing was asked to rest, or the hold was too short to tell.
        """
        if not self._ticks or not self._sums:
            return None
        out: dict[str, dict[str, float]] = {}
        for name, sums in self._sums.items():
            means = [total / self._ticks for total in sums]
            keys = SIDES if len(means) > 1 else ("both",)
            out[name] = dict(zip(keys, means, strict=True))
        return out


def _shares(
    region: CoactivationRegion, values: Mapping[str, float], rests: Baseline
) -> list[float] | None:
    """How far a region has moved, each side by itself; None while its rest is unknown."""
    names = [f"{region.measure}_{s}" for s in SIDES] if region.sided else [region.measure]
    out: list[float] = []
    for name in names:
        seen = read_measure(values[name], rests.now.get(name), region.reading)
        if seen is None:
            return None
        out.append((seen - region.zero) / (region.full - region.zero))
    return out


def _fault(key: tuple[str, str], seen: _Moving) -> Fault:
    name, side = key
    region = REGIONS[name]  # type: ignore[index]
    where = f"{name} moving along, {side}" if side else f"{name} moving along"
    return Fault(where, seen.from_s, seen.until_s, seen.worst, region.limit, UNIT, region.cue)
