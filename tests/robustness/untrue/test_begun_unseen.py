"""A movement whose beginning nobody saw: the clip, or the view of the face, begins in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from robustness.untrue.recipes import Pictures, film, listed, lived, pictures, scored

SAID = "had begun before it was seen"


@pytest.fixture(scope="module")
def begins_in_it(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second half of an opening, a rest, and a whole opening."""
    return film(tmp_path_factory.mktemp("begun") / "in.mp4", pictures("jaw_too_short", 2.2, 10.0))


@pytest.fixture(scope="module")
def hidden() -> Pictures:
    """Nobody is seen from before the opening until its middle."""
    shown = pictures("jaw_too_short", 0.2, 5.4)
    return [*shown[:36], *[np.full_like(shown[0], 90)] * 45, *shown[81:]]


def test_it_is_said_and_no_speed_is_told(begins_in_it: Path) -> None:
    result = scored(begins_in_it)
    first, second = result.attempts
    assert (first.begun_unseen, second.begun_unseen) == (True, False)
    assert not [fault for fault in first.faults if "fast" in fault.name]
    assert [SAID in warning for warning in result.warnings].count(True) == 1
    (told, other) = result.to_dict("1")["attempts"]
    assert told["begun_unseen"] is True
    assert "begun_unseen" not in other


def test_events_and_live_say_it(begins_in_it: Path) -> None:
    assert any(SAID in warning for warning in listed(begins_in_it).warnings)
    shown = lived(begins_in_it)
    assert shown.result is not None
    assert any(SAID in warning for warning in shown.result.warnings)


def test_so_it_is_where_the_view_begins_in_it(hidden: Pictures, tmp_path: Path) -> None:
    result = scored(film(tmp_path / "hidden.mp4", hidden), hold_s=1.5)
    assert [attempt.begun_unseen for attempt in result.attempts] == [True]
    assert result.attempts[0].hold_s == pytest.approx(1.75, abs=0.2)
    assert any(SAID in warning for warning in result.warnings)
