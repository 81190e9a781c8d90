"""The person's own rest level of every measure, learned causally and followed slowly."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

WINDOW_S = 15.0
"""Rest is what the face did in this much learned time; long enough to outlast a few blinks, words
and a smile, short enough to follow a change of posture or light."""

SAMPLE_S = 0.1
"""Samples closer than this add cost, not knowledge: a face at rest changes slowly."""

PRIOR_S = 0.4
"""The weight of the prior in seconds of samples: a fifth of the first two seconds."""

LEARNING_S = 0.7
"""Learned time after which the rest is called known."""

FIRST_SAMPLES = 3
"""A clip's first pictures are coarse: a rest that nothing was known of begins with the middle one
of so many samples. With less, the settling mesh is itself taken for a movement, and held."""


@dataclass(frozen=True, slots=True)
class RestPrior:
    """What is known of a measure's rest before a person is seen.

    Attributes:
        typical: The rest of an ordinary adult; None where people differ as much as the movement is
            large, so that only the person's own rest says anything.
        low: The lowest plausible rest; lower values are a movement, not a rest, and not learned.
        high: The highest plausible rest.
        quantile: Which quantile of the samples is rest: eyes rest open between blinks, so a high
            one for the aperture; lips rest closed between words, so a low one for the gap.
    """

    typical: float | None
    low: float
    high: float
    quantile: float = 0.5

    def holds(self, value: float) -> bool:
        """Whether a value may be a rest."""
        return self.low <= value <= self.high


# Typical values and ranges: the rest levels of seven people on real clips, widened by half their
# spread; the aperture's lower bound keeps shut eyes (0.05 and less) from being learned as rest.
_APERTURE = RestPrior(0.30, 0.16, 0.50, 0.8)
# The picture reads the same people's open eyes as 0.22 to 0.42, narrower than the mesh does by as
# much as 0.06, and pale lids of rendered people as 0.15: a half of an ordinary adult's. So only the
# person's own say anything, and shut ones are 0.05 and less there, too.
_APERTURE_SEEN = RestPrior(None, 0.12, 0.50, 0.8)
_LOWER_LID = RestPrior(None, -0.22, 0.02, 0.6)
PRIORS: Mapping[str, RestPrior] = {
    "lid_aperture_left": _APERTURE,
    "lid_aperture_right": _APERTURE,
    "lid_aperture_seen_left": _APERTURE_SEEN,
    "lid_aperture_seen_right": _APERTURE_SEEN,
    "lid_lower_left": _LOWER_LID,
    "lid_lower_right": _LOWER_LID,
    "lid_lower_seen_left": _LOWER_LID,
    "lid_lower_seen_right": _LOWER_LID,
    # Wide, but without the value that says that the lids have met (see the measure).
    "lid_meeting_left": RestPrior(None, -0.40, 0.15, 0.5),
    "lid_meeting_right": RestPrior(None, -0.40, 0.15, 0.5),
    "lid_meeting_seen_left": RestPrior(None, -0.40, 0.15, 0.5),
    "lid_meeting_seen_right": RestPrior(None, -0.40, 0.15, 0.5),
    "lip_gap": RestPrior(0.01, 0.0, 0.13, 0.3),
    "jaw_drop": RestPrior(0.13, 0.06, 0.22, 0.3),
    "mouth_width": RestPrior(0.57, 0.40, 0.75, 0.5),
}


class Baseline:
    """Learns the rest level of some measures.

    Values outside a measure's plausible range are not learned: a clip that starts with the mouth
    open or the eyes shut is measured against the prior until a rest is seen. What the others showed
    at such a tick is learned on trial: it goes once enough was seen of a face that may be at rest.

    Args:
        names: The measures to follow.
        saved: Rests of a profile, which stand in for the typical ones.
        deciding: The measures whose implausible value says that the whole face is not at rest.

    Attributes:
        now: The rest level of each measure; None when nothing is known yet of one without a prior.
        corrected: Whether what was learned on trial was long enough to be judged by, and has gone.
    """

    def __init__(
        self,
        names: Iterable[str],
        saved: Mapping[str, float] | None = None,
        deciding: Collection[str] = (),
    ) -> None:
        saved = saved or {}
        self._rests = {name: _Rest(PRIORS.get(name), saved.get(name)) for name in names}
        self._sure = {name: _Rest(PRIORS.get(name), saved.get(name)) for name in names}
        self._deciding = [(name, PRIORS[name]) for name in deciding if name in PRIORS]
        self._sure_s = self._trial_s = 0.0
        self.now = self._values()
        self.corrected = False
        self._last_s: float | None = None

    def learn(self, time_s: float, values: Mapping[str, float]) -> bool:
        """Take one frame at rest; frames closer than `SAMPLE_S` to the last are skipped.

        Returns:
            Whether it was taken, and rests may be others now.
        """
        if self._last_s is not None and time_s - self._last_s < SAMPLE_S - 1e-6:
            return False
        self._last_s = time_s
        plausible = all(prior.holds(values[name]) for name, prior in self._deciding)
        if self._rests is not self._sure:
            for name, rest in self._rests.items():
                rest.learn(values[name])
            self._trial_s += 0.0 if plausible else SAMPLE_S
        if plausible:
            for name, rest in self._sure.items():
                rest.learn(values[name])
            self._sure_s += SAMPLE_S
            if self._rests is not self._sure and self._sure_s >= LEARNING_S:
                self._rests = self._sure
                self.corrected = self._trial_s >= LEARNING_S
        self.now = self._values()
        return True

    def rest(self, name: str) -> float | None:
        """The rest level; None when nothing is known yet of a measure without a prior."""
        return self.now[name]

    def forget(self) -> None:
        """Begin again: what was learned was not the rest."""
        self._last_s = None
        self._sure_s = self._trial_s = 0.0
        for rest in (*self._rests.values(), *self._sure.values()):
            rest.forget()
        self.now = self._values()

    def is_known(self, name: str) -> bool:
        """Whether enough of this person's own rest has been seen."""
        return self._rests[name].learned_s >= LEARNING_S

    def levels(self) -> dict[str, float]:
        """Every rest level that is known, for a profile."""
        return {name: value for name, value in self.now.items() if value is not None}

    def _values(self) -> dict[str, float | None]:
        return {name: rest.value for name, rest in self._rests.items()}


class _Rest:
    """One measure's rest: a quantile over a sliding window, mixed with a prior."""

    def __init__(self, prior: RestPrior | None, saved: float | None) -> None:
        self._prior = prior
        self._typical = saved if saved is not None else (prior.typical if prior else None)
        self._order: deque[float] = deque()
        self._sorted: list[float] = []
        self.value = self._typical
        self.learned_s = 0.0

    def forget(self) -> None:
        self._order.clear()
        self._sorted.clear()
        self.value, self.learned_s = self._typical, 0.0

    def learn(self, value: float) -> None:
        prior = self._prior
        if prior is not None and not prior.holds(value):
            return
        self._order.append(value)
        insort(self._sorted, value)
        if len(self._order) * SAMPLE_S > WINDOW_S:
            del self._sorted[bisect_left(self._sorted, self._order.popleft())]
        self.learned_s = len(self._order) * SAMPLE_S
        quantile = prior.quantile if prior is not None else 0.5
        seen = self._sorted[int(quantile * (len(self._sorted) - 1))]
        if self._typical is None:
            self.value = seen if len(self._order) >= FIRST_SAMPLES else None
            return
        weight = self.learned_s / (self.learned_s + PRIOR_S)
        self.value = weight * seen + (1.0 - weight) * self._typical
