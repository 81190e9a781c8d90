"""Recordings that show the face as a mirror does: left and right are the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.core.read_as import ReadAs
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.core.sides import Side
from robustness.untrue.recipes import each, film, listed, lived, pictures, scored

HINT = "if the picture is mirrored, say --mirrored"
PUT_BACK = ReadAs(mirrored=True)


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One eye squints: the person's left in the sample."""
    shown = each(pictures("squint_one_eye", 0.0, 8.2), lambda picture: picture[:, ::-1])
    return film(tmp_path_factory.mktemp("mirrored") / "selfie.mp4", shown)


def sides(result: EventsResult) -> set[str | None]:
    return {event.side for event in result.events if event.kind == "squint"}


def stronger(result: ScoreResult) -> set[str]:
    found = [attempt.sides for attempt in result.attempts if attempt.sides]
    return {max(levels, key=lambda side: levels[side]) for levels in found}


def test_events_and_score_put_left_and_right_back(mirrored: Path) -> None:
    assert stronger(scored(mirrored, "squint", 0.5)) == {"right"}
    assert stronger(scored(mirrored, "squint", 0.5, read_as=PUT_BACK)) == {"left"}
    assert sides(listed(mirrored, PUT_BACK)) == {"left"}


def test_a_squint_of_one_eye_is_no_squint_of_both_in_a_mirror(mirrored: Path) -> None:
    assert sides(listed(mirrored)) == {"right"}


def test_live_puts_them_back(mirrored: Path) -> None:
    shown = lived(mirrored, "squint", 0.5, PUT_BACK)
    plain = scored(mirrored, "squint", 0.5, read_as=PUT_BACK)
    assert shown.result is not None
    assert [a.side for a in shown.result.attempts] == [a.side for a in plain.attempts]


def test_a_weak_side_that_is_the_stronger_one_throughout_is_asked_about(tmp_path: Path) -> None:
    clip = film(tmp_path / "weak.mp4", pictures("palsy_smile_weak_right", 0.0, 11.0))
    cases: list[tuple[Side, bool]] = [("right", False), ("left", True)]
    for affected, asked in cases:
        result = scored(clip, "open-smile", 0.5, affected=affected)
        assert len([a for a in result.attempts if a.sides is not None]) > 1
        assert any(HINT in warning for warning in result.warnings) is asked
