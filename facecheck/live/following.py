"""Pictures out of the feed onto the display, and keys back, until the session is over."""

from __future__ import annotations

import time

from facecheck.live.clock import STALL_S
from facecheck.live.controls import Controls
from facecheck.live.display import Display
from facecheck.live.feed import Feed
from facecheck.live.judging import Judging
from facecheck.live.kept import Kept
from facecheck.live.notices import Notices
from facecheck.live.prompting import Prompter
from facecheck.live.scene import translated
from facecheck.live.seen import Seen
from facecheck.live.stage import Stage
from facecheck.live.stats import Stats
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.words import Words

WAIT_S = 0.03
"""How long a picture is waited for before keys are looked at again."""


class Following:
    """Shows what comes.

    Args:
        display: Where.
        controls: Answers keys.
        notices: Chooses what the user must know now.
        prompter: Asks for the sounds and words of what is not judged.
        kept: Takes the pictures of a video.
        phrases: The user's language.
        figures: The language of the line of figures; None for no such line.
    """

    def __init__(
        self,
        display: Display,
        controls: Controls,
        notices: Notices,
        prompter: Prompter,
        kept: Kept,
        phrases: Phrases,
        figures: Words | None,
    ) -> None:
        self.stats = Stats()
        self._display = display
        self._controls = controls
        self._notices = notices
        self._prompter = prompter
        self._kept = kept
        self._phrases = phrases
        self._figures = figures
        self._last: Seen | None = None

    def follow(self, judging: Judging, feed: Feed) -> bool:
        """Show what comes until the session is over; whether the source came to its end.

        Raises:
            FacecheckError: The source, the landmarker or a file failed.
        """
        controls = self._controls
        while judging.session.stage is not Stage.OVER and not controls.quit:
            seen = feed.next(WAIT_S)
            again = controls.changed or feed.stalled_s > STALL_S
            controls.changed = False
            if seen is not None:
                self._last = seen
                self._show(judging, feed, seen, new=True)
            elif again and self._last is not None:
                self._show(judging, feed, self._last, new=False)
            elif feed.ended:
                return True
            controls.step(judging)
        return False

    def _show(self, judging: Judging, feed: Feed, seen: Seen, *, new: bool) -> None:
        line = None
        if self._figures is not None:
            line = self.stats.figures(feed.dropped, feed.rate_hz).text(self._figures)
        scene = judging.scene(
            seen,
            help=self._controls.help,
            muted=self._controls.muted,
            recording=self._kept.filming,
            stats=line,
            notice=self._notices.now(feed, seen.frame, seen.observation),
        )
        scene = translated(scene, self._phrases)
        self._prompter.step(scene)
        picture = self._display.draw(scene)
        if new:
            self.stats.add(seen.arrived_s, time.perf_counter(), fresh=seen.fresh)
            self._kept.film(picture, seen.frame.time_s)
