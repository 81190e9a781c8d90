"""The display loop: shows pictures of the feed and answers keys until the session ends."""

from __future__ import annotations

import time

from facecheck.live.controls import Controls
from facecheck.live.display.base import Display
from facecheck.live.display.notices import Notices
from facecheck.live.feed.feed import Feed
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.feed.stats import Stats
from facecheck.live.session.clock import STALL_S
from facecheck.live.session.runner import SessionRunner
from facecheck.live.session.scene import translated
from facecheck.live.session.state import SessionState
from facecheck.live.sinks.prompter import Prompter
from facecheck.live.sinks.sinks import SessionSinks
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.words import Words

WAIT_S = 0.03
"""How long a picture is waited for before keys are looked at again."""


class DisplayLoop:
    """Shows what comes.

    Args:
        display: Where.
        controls: Answers keys.
        notices: Chooses what the user must know now.
        prompter: Asks for the sounds and words of what is not judged.
        sinks: Takes the pictures of a video.
        phrases: The user's language.
        figures: The language of the line of figures; None for no such line.
    """

    def __init__(
        self,
        display: Display,
        controls: Controls,
        notices: Notices,
        prompter: Prompter,
        sinks: SessionSinks,
        phrases: Phrases,
        figures: Words | None,
    ) -> None:
        self.stats = Stats()
        self._display = display
        self._controls = controls
        self._notices = notices
        self._prompter = prompter
        self._sinks = sinks
        self._phrases = phrases
        self._figures = figures
        self._last: PairedFrame | None = None

    def follow(self, runner: SessionRunner, feed: Feed) -> bool:
        """Show pictures until the session is over; returns whether the source came to its end.

        Raises:
            FacecheckError: The source, the landmarker or a file failed.
        """
        controls = self._controls
        while runner.session.stage is not SessionState.OVER and not controls.quit:
            seen = feed.next(WAIT_S)
            again = controls.changed or feed.stalled_s > STALL_S
            controls.changed = False
            if seen is not None:
                self._last = seen
                self._show(runner, feed, seen, new=True)
            elif feed.ended:
                # Before what stalls: a clip that is over sends no more pictures either.
                return True
            elif again and self._last is not None:
                self._show(runner, feed, self._last, new=False)
            controls.step(runner)
        return False

    def _show(self, runner: SessionRunner, feed: Feed, paired: PairedFrame, *, new: bool) -> None:
        line = None
        if self._figures is not None:
            line = self.stats.figures(feed.dropped, feed.rate_hz).text(self._figures)
        notice = self._notices.current_line(feed, paired.frame, paired.observation)
        scene = runner.scene(
            paired,
            help=self._controls.help,
            muted=self._controls.muted,
            recording=self._sinks.filming,
            stats=line,
            notice=notice,
            trouble=self._notices.trouble,
        )
        scene = translated(scene, self._phrases)
        self._prompter.step(scene)
        picture = self._display.draw(scene)
        if new:
            self.stats.add(paired.arrived_s, time.perf_counter(), fresh=paired.fresh)
            self._sinks.film(picture, paired.frame.time_s)
