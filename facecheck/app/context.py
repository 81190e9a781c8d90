"""The context of one run of the server: person, exercise folders, language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from facecheck.outputs.catalogue import DEFAULT

if TYPE_CHECKING:
    from facecheck.store.people import Owner


def now() -> datetime:
    """This moment, with its offset from UTC."""
    return datetime.now().astimezone()


class CurrentPerson:
    """The person whose sessions these are; the page may choose another.

    Attributes:
        name: What they are called; None for the machine's own person.
    """

    def __init__(self, name: str | None = None) -> None:
        self.name = name

    def __call__(self) -> Owner:
        """Them.

        Raises:
            ProfileError: There is nobody of that name.
        """
        # Here, not above: the page comes before what is kept of anybody.
        from facecheck.store.people import whose

        return whose(self.name, None)


@dataclass(frozen=True, slots=True)
class AppContext:
    """What one run of the server knows.

    Attributes:
        owner: Gives the person whose sessions these are.
        folders: Exercise files are looked for here first.
        language: Of the interface, until the page asks for another.
        keep: Whether sessions are kept, where the person keeps any.
        landmarks: Where the models run: in the page, or here.
        peaks: Pictures of peaks go into this folder, where the page asks for them; None for none.
        clock: The time of day.
    """

    owner: CurrentPerson = field(default_factory=CurrentPerson)
    folders: tuple[Path, ...] = ()
    language: str = DEFAULT
    keep: bool = True
    landmarks: Literal["page", "here"] = "here"
    peaks: Path | None = None
    clock: Callable[[], datetime] = now

    @property
    def today(self) -> date:
        """The day where the user is."""
        return self.clock().date()
