"""What the fields of exercise files hold: strict keys, words, seconds, names of measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from facecheck.core.messages import Message
from facecheck.core.text import did_you_mean
from facecheck.engine.hands.contact import CONTACT_MEASURES
from facecheck.engine.hands.palm_on_cheek import HAND_MEASURES
from facecheck.engine.measures.movement_measures import DERIVED, Derived
from facecheck.engine.measures.table import MEASURES

As = Literal["change", "fraction", "value"]
"""How a measure is read: minus the person's rest, divided by it, or as it is."""

SideChoice = Literal["middle", "stronger", "weaker", "mean"]
"""Which of two sides speaks; `middle` where a measure has no sides."""

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Sentence = Annotated[str, Field(min_length=1, max_length=500)]
Seconds = Annotated[float, Field(ge=0.0, le=3600.0)]

RESTLESS: Mapping[str, Derived] = {**DERIVED, **HAND_MEASURES, **CONTACT_MEASURES}
"""Measures that have no rest: of the movement itself, of hands, of a hand on the face."""


LISTED = "for all of them, run: facecheck exercises measures"
"""What to do about a measure that is like no other."""


def measure_names() -> tuple[str, ...]:
    """Every name a file may use: sided measures also without their side."""
    sided = {name.removesuffix("_left") for name in MEASURES if name.endswith("_left")}
    return tuple(sorted({*MEASURES, *sided, *RESTLESS}))


def has_sides(name: str) -> bool:
    """Whether a measure without its side, such as `lid_aperture`, stands for two."""
    return f"{name}_left" in MEASURES


class Model(BaseModel):
    """Strict about keys: one that is not known is a slip."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=False,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )


def known_measure(name: str) -> str:
    """A name, if files may use it; raises `ValueError` with the nearest that they may."""
    names = measure_names()
    if name not in names:
        raise ValueError(
            Message(
                "unknown measure '{name}'; {did_you_mean}",
                name=name,
                did_you_mean=did_you_mean(name, names, LISTED),
            )
        )
    return name
