from __future__ import annotations

import io

from rich.console import Console

from facecheck.core.frames import Frame
from facecheck.live.display.terminal import TerminalDisplay
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.options import LiveOptions
from facecheck.live.session.scene import Scene
from facecheck.live.session.state import Rest

from ..fakes import PICTURE, FakeChecker, exercise, observation

SEEN = PairedFrame(Frame(0.0, PICTURE), None, 0.0, fresh=True)


def shown(scene: Scene, *, terminal: bool = True) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=80, color_system=None)
    with TerminalDisplay(LiveOptions(), console) as display:
        display.draw(scene)
    return out.getvalue()


def test_the_table_says_where_the_exercise_stands() -> None:
    update = FakeChecker(exercise()).step(observation(1.4))
    text = shown(Scene(SEEN, exercise(), update, notice="no sound"))
    for words in ("Jaw-Open", "Hold", "1 of 3", "0.4 / 1.0 s", "Good view", "no sound"):
        assert words in text


def test_a_rest_says_how_long_and_what_comes() -> None:
    text = shown(Scene(SEEN, exercise(), None, rest=Rest(4.2, 10.0)))
    assert "Rest · 4 s" in text
    assert "Do the jaw-open." in text


def test_without_a_terminal_nothing_is_written() -> None:
    assert shown(Scene(SEEN, exercise(), None), terminal=False) == ""


def test_help_countdown_and_how_to_get_help_are_in_the_table() -> None:
    update = FakeChecker(exercise()).step(observation(0.4))
    assert "h lists the keys" in shown(Scene(SEEN, exercise(), update))
    text = shown(Scene(SEEN, exercise(), update, help=True))
    assert "it hurts: stop the set" in text
    assert "take the last count back" in text
    counting = shown(Scene(SEEN, exercise(), update, countdown_s=1.4, muted=True))
    assert "2 s" in counting
    assert "Muted" in counting


def test_to_learn_ones_own_range_is_offered_before_the_first_exercise() -> None:
    first = Rest(18.0, 18.0, first=True)
    offer = "c: learn your own range first"
    assert offer in shown(Scene(SEEN, exercise(), None, rest=first, offers=True))
    assert offer not in shown(Scene(SEEN, exercise(), None, rest=first))
