"""For whom a device or an exercise warns, and what each caution holds back or notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from facecheck.core.messages import Message
from facecheck.core.person import Condition, Effect

DEVICE_SOURCE: Final = "the warnings that vendors of microcurrent devices publish, read second-hand"
JAW_SOURCE: Final = "a general article on jaw exercise (biologyinsights); no trial"
WAIT_SOURCE: Final = (
    "clinics advise 4 hours to 2 weeks, most of them 24 hours, and 7 days for facials; "
    "no controlled trial was found"
)


@dataclass(frozen=True, slots=True)
class Warned:
    """A condition, and what it means for exercises.

    Attributes:
        title: As the person would say it.
        why: One sentence.
        source: Where that is from.
        holds_back: Effects an exercise must not have.
        notes: Effects that are allowed, with a word of care.
    """

    title: str
    why: str
    source: str
    holds_back: frozenset[Effect]
    notes: frozenset[Effect] = frozenset()


def _device(title: str, who: str) -> Warned:
    why = Message("Microcurrent devices are not for {who}.", who=who)
    return Warned(title, why, DEVICE_SOURCE, frozenset({"current"}))


CONDITIONS: Final[Mapping[Condition, Warned]] = {
    "implant": _device("a pacemaker or another implant", "people with a pacemaker or an implant"),
    "epilepsy": _device("epilepsy", "people with epilepsy"),
    "pregnancy": _device("pregnancy", "use in pregnancy"),
    "cancer": _device("active cancer", "people with active cancer"),
    "under-18": _device("age under 18", "people under 18"),
    "jaw-pain": Warned(
        "jaw-joint pain",
        "Resistance without supervision can overload the jaw joint.",
        JAW_SOURCE,
        frozenset({"jaw_resistance"}),
        frozenset({"jaw"}),
    ),
}

AFTER_INJECTION: Final[frozenset[Effect]] = frozenset({"pressing", "rubbing", "current"})
"""Held back in the days after an injection. Moving the muscle is not among them: in a trial of 22
people exercise of the treated muscle only brought the onset forward by about a day."""

NOTED_AFTER_INJECTION: Final[frozenset[Effect]] = frozenset({"band"})
"""It presses under the chin alone, so it matters to somebody treated there."""
