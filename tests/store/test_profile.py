from __future__ import annotations

import json
import stat
import sys
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from facecheck.core.errors import OutputError, SpecError
from facecheck.core.person import Injection, Person, Plan
from facecheck.store.profile import (
    NOBODY,
    Profile,
    load_profile,
    save_profile,
    update_profile,
)

pytestmark = pytest.mark.smoke

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
        pytest.param('{"schema": "facecheck.profile/1", "rest": {"a": true}}', id="a truth value"),
        pytest.param(
            '{"schema": "facecheck.profile/1", "full": {"a": 1' + "0" * 400 + "}}", id="400 digits"
        ),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param(
            '{"schema": "facecheck.profile/1", "plan": {"start": "9999-12-31"}}', id="no such day"
        ),
        pytest.param(
            '{"schema": "facecheck.profile/1", "person": {"injections": [{"on": "9999-12-31"}]}}',
            id="no such injection",
        ),
        pytest.param(
            '{"schema": "facecheck.profile/1", "person": {"name": "\\ud800"}}', id="half a letter"
        ),
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


def test_what_a_person_says_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    person = Person(
        "Änne",
        "right",
        12,
        (time(8), time(19, 30)),
        (Injection(date(2026, 11, 20), "cheek", 7),),
        ("epilepsy", "jaw-pain"),
    )
    plan = Plan(date(2026, 11, 23), 8, (0, 2, 4), ("circuit", "squint"), "key", 3)
    whole = Profile({"lip_gap": 0.4}, {}, person, plan)
    assert load_profile(save_profile(whole, tmp_path / "profile.json")) == whole


def test_a_profile_from_before_there_were_persons_is_read(tmp_path: Path) -> None:
    place = tmp_path / "profile.json"
    place.write_text('{"schema": "facecheck.profile/1", "full": {"lip_gap": 0.4}, "rest": {}}')
    assert load_profile(place) == Profile(full={"lip_gap": 0.4})


def test_the_file_is_readable(tmp_path: Path) -> None:
    person = Person(reminders=(time(8),), injections=(Injection(date(2026, 11, 20), "chéek"),))
    text = save_profile(Profile(person=person), tmp_path / "profile.json").read_text("utf-8")
    for words in ('"on": "2026-11-20"', '"area": "chéek"', '"08:00:00"'):
        assert words in text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"person": {"injections": [{"on": "20.11.2026"}]}}, "person.injections.0.on: "),
        ({"person": {"injections": [{}]}}, "person.injections.0.on: "),
        ({"person": {"conditions": ["flu"]}}, "person.conditions.0: "),
        ({"person": {"toner_minutes": 5}}, "toner minutes must be 10 to 20, not 5"),
        ({"person": []}, "person: "),
        ({"plan": {"weeks": 8}}, "plan.start: "),
        ({"plan": {"start": "2026-11-23", "weekdays": [7]}}, "weekdays must be of 0 (Monday)"),
        ({"plan": {"start": "2026-11-23", "exercises": []}}, "a plan needs an exercise"),
    ],
)
def test_a_caution_is_never_read_by_half(tmp_path: Path, data: dict[str, Any], says: str) -> None:
    place = tmp_path / "profile.json"
    place.write_text(json.dumps({"schema": "facecheck.profile/1", **data}))
    with pytest.raises(SpecError) as caught:
        load_profile(place)
    assert f"{place}: " in str(caught.value)
    assert says in str(caught.value)


def test_a_change_leaves_the_rest_alone_and_begins_a_file_where_there_is_none(
    tmp_path: Path,
) -> None:
    place = tmp_path / "profile.json"
    update_profile(lambda old: replace(old, person=Person("Anna")), place)
    update_profile(lambda old: replace(old, full={"lip_gap": 0.4}), place)
    assert load_profile(place) == Profile({"lip_gap": 0.4}, {}, Person("Anna"))
