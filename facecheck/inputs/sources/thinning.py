"""Which pictures of a fast clip are looked at: more than some 30 a second teach nothing.

A blink takes 0.1 to 0.4 s, and where a level crosses its limit is interpolated between pictures, so
30 a second time holds as well as 60 or 240 do.
"""

from __future__ import annotations

MOST_FPS = 30.0

SLACK_S = 0.008
"""A picture that is this early is taken: cameras of 30 pictures a second are not punctual."""

CREDIT = 1
"""Pictures that may follow at once after a gap: browsers record 30 a second some 16 and 50 ms apart
in turn, and none of theirs is left out."""


class Thinning:
    """Takes pictures as they become due, so many a second.

    Args:
        most_fps: How many are taken in a second, in the long run.
    """

    def __init__(self, most_fps: float = MOST_FPS) -> None:
        self._period_s = 1 / most_fps
        self._due_s: float | None = None

    def takes(self, time_s: float) -> bool:
        """Whether the picture at a time is looked at; times never decrease.

        >>> sixty = Thinning()
        >>> [sixty.takes(n / 60) for n in range(6)]
        [True, False, True, False, True, False]
        """
        earliest_s = time_s - CREDIT * self._period_s
        due_s = time_s if self._due_s is None else max(self._due_s, earliest_s)
        if time_s < due_s - SLACK_S:
            return False
        self._due_s = due_s + self._period_s
        return True
