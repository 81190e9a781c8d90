"""What one run of the server knows: whose it is, where exercises are, in which language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from facecheck.outputs.words import DEFAULT
from facecheck.store.people import Owner, own


def now() -> datetime:
    """This moment, with its offset from UTC."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class World:
    """What one run of the server knows.

    Attributes:
        owner: Gives the person whose sessions these are, as they are called now.
        folders: Exercise files are looked for here first.
        language: Of the interface, until the page asks for another.
        keep: Whether sessions are kept, where the person keeps any.
        clock: The time of day.
    """

    owner: Callable[[], Owner] = own
    folders: tuple[Path, ...] = ()
    language: str = DEFAULT
    keep: bool = True
    clock: Callable[[], datetime] = now

    @property
    def today(self) -> date:
        """The day where the user is."""
        return self.clock().date()
