"""The grid's sets of generated clips by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sample_videos.actor.grid import make_script
from sample_videos.actor.grid_everyday import COUNT as EVERYDAY
from sample_videos.actor.grid_everyday import make_everyday
from sample_videos.actor.grid_form import PAIRS, make_form
from sample_videos.actor.grid_rehabilitation import COUNT, make_rehabilitation
from sample_videos.actor.render import Script


@dataclass(frozen=True, slots=True)
class GridSet:
    """A set of generated clips.

    Attributes:
        make: Gives clip `number` of `seed`; the same for everybody.
        count: Clips in the whole set.
    """

    make: Callable[[int, int], Script]
    count: int


SETS = {
    "variations": GridSet(make_script, 300),
    "form": GridSet(make_form, 4 * len(PAIRS)),  # every pair with two people
    "everyday": GridSet(make_everyday, EVERYDAY),
    "rehabilitation": GridSet(make_rehabilitation, COUNT),
}
SET_NAMES = tuple(SETS)
