from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from facecheck.core.errors import OutputError, SpecError
from facecheck.store.profile import NOBODY, Profile, load_profile, save_profile

SOMEBODY = Profile(full={"lip_gap": 0.4}, rest={"lip_gap": 0.012})


def test_a_profile_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    place = save_profile(SOMEBODY, tmp_path / "new" / "profile.json")
    assert load_profile(place) == SOMEBODY


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    place = save_profile(SOMEBODY, tmp_path / "profile.json")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_without_a_profile_there_is_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("facecheck.store.profile.profile_path", lambda: tmp_path / "none.json")
    assert load_profile() == NOBODY


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{", id="cut short"),
        pytest.param("[]", id="a list"),
        pytest.param('{"schema": "facecheck.profile/2"}', id="a newer one"),
        pytest.param('{"schema": "facecheck.profile/1", "full": {"lip_gap": "x"}}', id="a word"),
        pytest.param('{"schema": "facecheck.profile/1", "rest": {"lip_gap": NaN}}', id="NaN"),
    ],
)
def test_a_damaged_profile_is_one_line_with_a_remedy(tmp_path: Path, text: str) -> None:
    place = tmp_path / "profile.json"
    place.write_text(text)
    with pytest.raises(SpecError, match="calibrate") as error:
        load_profile(place)
    assert "\n" not in str(error.value)


def test_a_named_profile_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="facecheck calibrate"):
        load_profile(tmp_path / "nobody.json")


def test_a_profile_that_cannot_be_kept_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="check the folder"):
        save_profile(SOMEBODY, tmp_path / "file" / "profile.json")
