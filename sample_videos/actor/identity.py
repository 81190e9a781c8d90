"""Who is on the picture: shape, colours, glasses.

An identity is a small value; everything about it follows from its fields, so that a seed names a
person.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sample_videos.actor.mesh import FloatArray, load_mesh, load_target

Colour = tuple[float, float, float]

# The ten published tones of the Monk skin tone scale (https://skintone.google), lightest first.
MONK = (
    "#f6ede4",
    "#f3e7db",
    "#f7ead0",
    "#eadaba",
    "#d7bd96",
    "#a07e56",
    "#825c43",
    "#604134",
    "#3a312a",
    "#292420",
)
HAIR = {
    "black": "#17120f",
    "brown": "#3b2619",
    "auburn": "#5e2f1a",
    "blond": "#a8824f",
    "grey": "#8f8c88",
}
IRIS = {
    "brown": "#4a2c17",
    "dark": "#24150d",
    "hazel": "#6b5428",
    "green": "#56714a",
    "blue": "#5d84a6",
}
EYE_CENTRE = np.array([0.0, 7.284, 1.245])  # of the base mesh, in its own coordinates


def rgb(code: str) -> Colour:
    """`#rrggbb` as three numbers in [0, 1]."""
    return tuple(int(code[i : i + 2], 16) / 255.0 for i in (1, 3, 5))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Identity:
    """One person.

    Attributes:
        name: Name used in truth files.
        sex: 0 male to 1 female.
        age: 0 young (25) to 1 old (90).
        ancestry: Weights of (african, asian, caucasian), sum 1.
        heavy: -1 thin to 1 heavy.
        monk: Skin tone 1 to 10 on the Monk scale.
        hair: Key of `HAIR`, or "bald".
        long_hair: Hair down to the neck instead of short.
        iris: Key of `IRIS`.
        glasses: Wears thin-rimmed glasses.
        beard: A full beard with a moustache over the upper lip, 0 none (a man has stubble) to 1.
        shirt: Colour of the shirt, `#rrggbb`.
        extras: More shape targets with weights, e.g. `nose/nose-volume-incr`.
    """

    name: str
    sex: float
    age: float
    ancestry: tuple[float, float, float]
    heavy: float = 0.0
    monk: int = 4
    hair: str = "brown"
    long_hair: bool = False
    iris: str = "brown"
    glasses: bool = False
    shirt: str = "#3f5a77"
    extras: tuple[tuple[str, float], ...] = field(default=())
    beard: float = 0.0

    @property
    def skin(self) -> Colour:
        """Skin colour from the Monk scale."""
        return rgb(MONK[self.monk - 1])


def _macro_weights(who: Identity) -> dict[str, float]:
    out: dict[str, float] = {}
    sexes = {"female": who.sex, "male": 1.0 - who.sex}
    ages = {"young": 1.0 - who.age, "old": who.age}
    weight = {"averageweight": 1.0 - abs(who.heavy)}
    weight["maxweight" if who.heavy > 0 else "minweight"] = abs(who.heavy)
    for sex, s in sexes.items():
        for age, a in ages.items():
            for ancestry, e in zip(("african", "asian", "caucasian"), who.ancestry, strict=True):
                out[f"macrodetails/{ancestry}-{sex}-{age}"] = s * a * e
            for build, w in weight.items():
                out[f"macrodetails/universal-{sex}-{age}-averagemuscle-{build}"] = s * a * w
    return out


def shape(who: Identity) -> FloatArray:
    """Vertices `(V, 3)` of the identity at rest, the origin midway between its eyes."""
    mesh = load_mesh()
    vertices = mesh.vertices.copy()
    for name, weight in [*_macro_weights(who).items(), *who.extras]:
        if abs(weight) > 1e-6:
            index, move = load_target(name)
            vertices[index] += weight * move
    eyes = [vertices[mesh.group_vertices(f"helper-{side}-eye")].mean(axis=0) for side in "lr"]
    return np.asarray(vertices - (eyes[0] + eyes[1]) / 2.0)


PEOPLE: dict[str, Identity] = {
    who.name: who
    for who in (
        Identity("ada", 1.0, 0.1, (0.0, 0.0, 1.0), 0.0, 3, "brown", True, "blue", shirt="#35586f"),
        Identity(
            "bao", 0.0, 0.15, (0.0, 1.0, 0.0), 0.0, 4, "black", False, "dark", shirt="#5b5f66"
        ),
        Identity(
            "chi", 1.0, 0.15, (1.0, 0.0, 0.0), 0.1, 8, "black", False, "dark", shirt="#8a4b3a"
        ),
        Identity(
            "dan", 0.0, 0.45, (0.0, 0.0, 1.0), 0.3, 2, "grey", False, "green", True, shirt="#44506b"
        ),
        Identity(
            "eun", 1.0, 0.35, (0.0, 1.0, 0.0), -0.2, 3, "black", True, "dark", shirt="#7b6a86"
        ),
        Identity(
            "femi", 0.0, 0.2, (1.0, 0.0, 0.0), 0.0, 10, "black", False, "dark", shirt="#a3a08f"
        ),
        Identity(
            "gita", 1.0, 0.25, (0.2, 0.3, 0.5), 0.1, 6, "black", True, "brown", shirt="#9a3f4f"
        ),
        Identity(
            "hugo", 0.0, 0.1, (0.1, 0.0, 0.9), -0.3, 5, "brown", False, "hazel", shirt="#3d6b52"
        ),
        Identity(
            "ines",
            1.0,
            0.65,
            (0.0, 0.2, 0.8),
            0.2,
            4,
            "grey",
            False,
            "brown",
            True,
            shirt="#5d4a72",
        ),
        Identity(
            "jomo", 0.0, 0.55, (0.9, 0.0, 0.1), 0.3, 7, "bald", False, "brown", shirt="#2f4858"
        ),
        Identity(
            "kaya", 1.0, 0.05, (0.3, 0.3, 0.4), 0.0, 5, "auburn", True, "green", shirt="#c0b59b"
        ),
        Identity(
            "luis",
            0.0,
            0.3,
            (0.15, 0.25, 0.6),
            0.4,
            6,
            "black",
            False,
            "brown",
            True,
            shirt="#6e7f80",
        ),
        Identity(
            "mona", 1.0, 0.4, (0.6, 0.0, 0.4), 0.3, 9, "black", False, "dark", shirt="#b7793f"
        ),
        Identity(
            "nils", 0.0, 0.25, (0.0, 0.0, 1.0), 0.0, 1, "blond", False, "blue", shirt="#1f3044"
        ),
    )
}

BEARDED: dict[str, Identity] = {
    who.name: who
    for who in (
        replace(PEOPLE["luis"], name="omar", glasses=False, beard=1.0, shirt="#7a4b52"),
        replace(PEOPLE["nils"], name="piet", hair="auburn", beard=0.9, shirt="#52606b"),
        replace(PEOPLE["jomo"], name="quin", beard=0.95, shirt="#6b5a3f"),
    )
}
"""Beside `PEOPLE`, so that the grids that draw from those stay as they are."""

EVERYBODY: dict[str, Identity] = PEOPLE | BEARDED
