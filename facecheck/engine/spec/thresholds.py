"""The levels at which a movement begins, holds and ends, as fractions of full effort."""

from __future__ import annotations

from dataclasses import dataclass

from facecheck.core.messages import Message


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a movement begins, holds and ends, as fractions of full effort.

    Attributes:
        enter: The hold starts when the level reaches this.
        leave: The hold ends when the level falls below this; lower than `enter`.
        onset: The attempt's start and end are where the level passes this; lower than `leave`.

    Raises:
        ValueError: The levels are not in the order 0 < onset < leave < enter.
    """

    enter: float
    leave: float
    onset: float = 0.15

    def __post_init__(self) -> None:
        """Check the order."""
        if not 0.0 < self.onset < self.leave < self.enter:
            raise ValueError(
                Message(
                    "levels must rise: onset {onset}, leave {leave}, enter {enter}",
                    onset=self.onset,
                    leave=self.leave,
                    enter=self.enter,
                )
            )
