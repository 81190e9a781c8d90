"""The people of a machine, each in a folder of their own."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from facecheck.core.errors import ProfileError
from facecheck.core.person import Person
from facecheck.store import people
from facecheck.store.history import History
from facecheck.store.profile import Profile, save_profile
from facecheck.store.undo import people as removed_people

from .history.made import add_session

pytestmark = pytest.mark.usefixtures("home")


def test_the_machines_own_person_needs_no_making() -> None:
    (one,) = people.everybody()
    assert (one.key, one.name, one.called) == ("", None, "me")
    assert people.whose(None, None) == people.find("me") == one


def test_a_person_has_files_of_their_own() -> None:
    anna, ben = people.new("Anna"), people.new("Ben")
    places = [
        p for one in (people.own(), anna, ben) for p in (one.profile, one.history, one.preferences)
    ]
    assert len(set(places)) == 9
    if sys.platform != "win32":
        assert stat.S_IMODE(anna.profile.stat().st_mode) == 0o600


@pytest.mark.parametrize("typed", ["anna maria", " ANNA  Maria ", "Anna Maria"])
def test_a_name_is_found_whatever_its_capitals(typed: str) -> None:
    made = people.new("Anna Maria")
    assert people.find(typed) == made


@pytest.mark.parametrize("name", ["", "  ", "me", "ME", "x" * 81, "a\x1b[2J", "anna"])
def test_a_name_that_is_none_or_taken_is_refused(name: str) -> None:
    people.new("Anna")
    with pytest.raises(ProfileError):
        people.new(name)
    assert len(people.everybody()) == 2


def test_a_slip_of_the_pen_is_told_the_nearest() -> None:
    people.new("Annegret")
    with pytest.raises(ProfileError, match="did you mean 'Annegret'"):
        people.find("Anegret")
    with pytest.raises(ProfileError, match="facecheck people new"):
        people.find("Zoe")


def test_a_name_may_hold_what_a_file_name_may_not() -> None:
    made = people.new("../Ann/a: *?")
    assert people.find("../ann/A: *?") == made
    assert made.profile.parent.parent == people.own().profile.parent / "people"


def test_who_is_renamed_keeps_everything() -> None:
    anna = people.new("Anna")
    with History(anna.history) as history:
        add_session(history)
    ann = people.rename(anna, "Ann")
    assert (ann.key, ann.history, people.find("ann").name) == (anna.key, anna.history, "Ann")
    people.rename(ann, "ANN")
    assert people.find("ann").name == "ANN"
    with pytest.raises(ProfileError, match="nobody here"):
        people.find("Anna")


def test_who_is_removed_can_be_put_back_until_a_session_begins() -> None:
    anna = people.new("Anna")
    with History(anna.history) as history:
        add_session(history)
    removed_people.remove(anna)
    assert [one.name for one in people.everybody()] == [None]
    assert removed_people.restore("anna") == anna
    with History(anna.history) as history:
        assert len(history.sessions()) == 1
    removed_people.remove(anna)
    removed_people.let_go()
    with pytest.raises(ProfileError, match="nobody of that name was removed"):
        removed_people.restore("Anna")
    assert not [p for p in Path.home().rglob("*") if anna.key in p.name]


def test_the_machines_own_person_stays() -> None:
    with pytest.raises(ProfileError, match="facecheck forget"):
        removed_people.remove(people.own())


def test_a_profile_file_is_its_persons_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    save_profile(Profile(), file)
    with pytest.raises(ProfileError, match="does not say whose it is"):
        people.whose(None, file)
    assert people.whose("me", file) == replace(people.own(), profile=file)
    save_profile(Profile(person=Person("Ben")), file)
    with pytest.raises(ProfileError, match="people new 'Ben' --profile"):
        people.whose(None, file)
    ben, _ = people.new("Ben"), people.new("Anna")
    assert people.whose(None, file) == replace(ben, profile=file)
    with pytest.raises(ProfileError, match="is Ben's, not Anna's"):
        people.whose("Anna", file)
