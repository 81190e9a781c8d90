"""Another person sits down in mid-set: nothing is known of their face at rest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from robustness.untrue.recipes import film, listed, lived, pictures, scored

SAID = "another person sits there"


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One person opens the mouth, then another one sits in their place and does."""
    first, second = pictures("jaw_open_3x5", 0.3, 3.9), pictures("jaw_too_short", 0.0, 5.2)
    return film(tmp_path_factory.mktemp("joined") / "joined.mp4", [*first, *second])


def test_the_attempt_ends_and_the_rest_is_learned_anew(joined: Path) -> None:
    result = scored(joined, hold_s=1.5)
    assert any(SAID in warning for warning in result.warnings)
    first, second = result.attempts
    assert first.end_s < 4.4
    assert second.counted
    assert second.start_s > 4.5


def test_events_and_live_see_it(joined: Path) -> None:
    assert any(SAID in warning for warning in listed(joined).warnings)
    result = lived(joined).result
    assert result is not None
    assert any(SAID in warning for warning in result.warnings)


def test_after_an_empty_chair_too(tmp_path: Path) -> None:
    first, second = pictures("squint_3x5", 0.0, 1.5), pictures("squint_glasses", 0.0, 5.0)
    wall = [np.random.default_rng(n).integers(90, 110, first[0].shape, np.uint8) for n in range(30)]
    result = scored(film(tmp_path / "a.mp4", [*first, *wall, *second]), "squint", 1.5)
    assert any(SAID in warning for warning in result.warnings)
    assert result.counted == 1


def test_the_same_person_comes_back(tmp_path: Path) -> None:
    first, second = pictures("squint_3x5", 0.0, 1.5), pictures("squint_3x5", 8.6, 10.5)
    wall = [np.random.default_rng(n).integers(90, 110, first[0].shape, np.uint8) for n in range(30)]
    for name, shown in (("gap", [*first, *wall, *second]), ("cut", [*first, *second])):
        assert not any(SAID in w for w in listed(film(tmp_path / f"{name}.mp4", shown)).warnings)


def test_a_head_that_tips_back_is_the_same_persons(tmp_path: Path) -> None:
    """Its forehead and nose look shorter by more than those of many another person."""
    for name, turn in (("back", 1), ("forth", -1)):
        shown = pictures("head_tilt_instead", 0.0, 6.2)[::turn]
        clip = film(tmp_path / f"{name}.mp4", shown)
        result = listed(clip)
        assert not any(SAID in warning for warning in result.warnings)
        # Their glasses move over the brows.
        assert not any("covered" in warning for warning in result.warnings)
        assert len([e for e in result.events if e.kind == "blink"]) == 1
        assert not any(SAID in warning for warning in scored(clip).warnings)
