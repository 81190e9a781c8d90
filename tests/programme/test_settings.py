from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from facecheck.core.errors import ProfileError
from facecheck.core.person import ANYBODY, Injection, Person
from facecheck.programme.settings import SETTINGS, change, clear

TODAY = date(2026, 11, 21)
FULL = Person(
    "Anna",
    "left",
    15,
    (time(8), time(19, 30)),
    (Injection(TODAY, "cheek", 7, True),),
    ("cancer",),
    False,
    63.0,
)


@pytest.mark.parametrize(
    ("key", "text", "attribute", "value"),
    [
        ("name", "  Anna   Berg ", "name", "Anna Berg"),
        ("affected-side", "LEFT", "affected_side", "left"),
        ("history", "OFF", "keeps_history", False),
        ("history", "on", "keeps_history", True),
        ("affected-side", "right", "affected_side", "right"),
        ("toner-minutes", "20", "toner_minutes", 20),
        ("pupil-distance", "63", "pupil_distance_mm", 63.0),
        ("pupil-distance", "62,5 mm", "pupil_distance_mm", 62.5),
        ("reminders", "19:30, 8:00 08:00", "reminders", (time(8), time(19, 30))),
        ("conditions", "none", "conditions", ()),
        ("conditions", "jaw-pain pacemaker", "conditions", ("implant", "jaw-pain")),
        ("injection", "yesterday", "injections", (Injection(date(2026, 11, 20)),)),
        ("injection", "2026-12-24", "injections", (Injection(date(2026, 12, 24)),)),
    ],
)
def test_a_text_becomes_a_value(key: str, text: str, attribute: str, value: object) -> None:
    assert getattr(change(ANYBODY, key, text, TODAY), attribute) == value


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("nmae", "Anna", "'nmae': no such key; did you mean 'name'?"),
        ("zzz", "Anna", "'zzz': no such key; there are: name, affected-side"),
        ("name", "  ", "name: give 1 to 80 printable characters"),
        ("name", "x" * 81, "name: give 1 to 80"),
        ("name", "a\x1b[31m", "name: give 1 to 80 printable"),
        ("affected-side", "lfet", "'lfet': no such side; did you mean 'left'?"),
        ("toner-minutes", "9", "toner-minutes: toner minutes must be 10 to 20, not 9"),
        ("toner-minutes", "21", "must be 10 to 20"),
        ("toner-minutes", "-15", "is no number of minutes"),
        ("toner-minutes", "ten", "'ten' is no number of minutes; give 10 to 20"),
        ("pupil-distance", "6.3 cm", "'6.3 cm' is no number of millimetres; an example is 63"),
        ("pupil-distance", "44", "pupil distance must be 45 to 80 mm, not 44"),
        ("reminders", "24:00", "'24:00' is no time of day; write it as 08:00"),
        ("reminders", "8", "'8' is no time of day"),
        ("reminders", " , ", "nothing was given"),
        ("injection", "20.11.2026", "'20.11.2026' is no day; write it as 2026-11-20"),
        ("injection", "2026-02-30", "is not in the calendar"),
        ("injection", "2062-11-20", "more than a year away; check the year"),
        ("conditions", "epilepsie", "'epilepsie': no such condition; did you mean 'epilepsy'?"),
        ("conditions", "none epilepsy", "'none' stands alone"),
    ],
)
def test_what_is_not_possible_is_one_line(key: str, text: str, says: str) -> None:
    with pytest.raises(ProfileError) as caught:
        change(ANYBODY, key, text, TODAY)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("wait_days", [-1, 366])
def test_a_wait_is_of_a_year_at_most(wait_days: int) -> None:
    with pytest.raises(ProfileError, match="injection: days to wait must be 0 to 365"):
        change(ANYBODY, "injection", "today", TODAY, wait_days=wait_days)


def test_area_and_days_are_an_injections() -> None:
    with pytest.raises(ProfileError, match="belong to injection, not to name"):
        change(ANYBODY, "name", "Anna", TODAY, wait_days=7)


def test_an_injection_into_the_same_area_replaces_the_one_before_and_no_other() -> None:
    person = change(ANYBODY, "injection", "2026-11-01", TODAY, area="cheek", wait_days=30)
    person = change(person, "injection", "2026-10-01", TODAY, area="chin")
    person = change(person, "injection", "2026-11-20", TODAY, area="cheek", wait_days=7)
    assert person.injections == (
        Injection(date(2026, 10, 1), "chin"),
        Injection(date(2026, 11, 20), "cheek", 7, advised=True),
    )


@pytest.mark.parametrize("key", SETTINGS)
def test_a_key_is_shown_and_forgotten_alone(key: str) -> None:
    setting = SETTINGS[key]
    assert setting.show(FULL)
    assert not setting.show(ANYBODY)
    without = clear(FULL, key)
    assert not setting.show(without)
    assert [k for k in SETTINGS if not SETTINGS[k].show(without)] == [key]


def test_everything_is_forgotten_at_once() -> None:
    assert clear(FULL, "all") == ANYBODY


def test_none_of_the_conditions_is_an_answer() -> None:
    assert SETTINGS["conditions"].show(replace(FULL, conditions=())) == "none of those asked"
