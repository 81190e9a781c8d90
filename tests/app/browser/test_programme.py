"""The programme in the page: first run, plan and calendar, people, settings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from icalendar import Calendar

from facecheck.api import load_exercise
from facecheck.core.person import Person, Plan
from facecheck.inputs.library import user_folder
from facecheck.programme.wording import WEEKDAYS
from facecheck.store.people import everybody
from facecheck.store.profile import Profile, load_profile, save_profile

from .conftest import Opened, go


def test_the_first_run_asks_who_one_is_and_what_holds_back(opened: Opened) -> None:
    page = opened()
    assert page.inner_text("h1") == "Welcome"
    page.fill("input[name=name]", "Ann <b>O'Hara</b>")
    page.check("input[data-key=jaw-pain]")
    page.click("text=Keep")
    page.wait_for_selector('h1:has-text("Ann <b>O\'Hara</b>")')
    person = load_profile().person
    assert person.name == "Ann <b>O'Hara</b>"
    assert person.conditions == ("jaw-pain",)
    go(page, "exercises")
    assert page.is_disabled("[data-exercise=jaw-band]")
    assert "jaw" in page.inner_text("li:has([data-exercise=jaw-band]) .held")


def test_a_plan_is_made_and_its_calendar_is_one(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    go(page, "plan")
    page.fill("input[name=weeks]", "2")
    page.uncheck(f"text={WEEKDAYS[(date.today().weekday() + 3) % 7]}")
    page.fill("input[name=reminders]", "08:00")
    page.click("form button.main")
    page.wait_for_selector("#planned")
    assert "12 days" in page.inner_text("#planned")
    with page.expect_download() as download:
        page.click("#calendar")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == ".ics"
    planned = Calendar.from_ical(file.read_bytes())
    repeats = planned.walk("VEVENT")[0].get("rrule")
    days = {str(day) for day in repeats["BYDAY"]}
    left_out = WEEKDAYS[(date.today().weekday() + 3) % 7][:2].upper()
    assert days == {day[:2].upper() for day in WEEKDAYS} - {left_out}
    alarms = planned.walk("VALARM")
    assert len(alarms) == len(planned.walk("VEVENT"))
    go(page, "settings")
    page.check("text=jaw-joint pain")
    page.click("form:has(fieldset) button.main")
    page.wait_for_selector("form:has(fieldset) [role=status]:has-text('Kept')")
    go(page, "today")
    page.wait_for_selector(".agenda li")
    assert page.query_selector(".agenda .held-back") is not None


def test_what_is_not_possible_is_told_where_it_was_entered(opened: Opened) -> None:
    page = opened()
    go(page, "settings")
    page.fill("input[name=toner-minutes]", "90")
    page.click("form:has(input[name=toner-minutes]) button")
    page.wait_for_selector("form:has(input[name=toner-minutes]) .problem:has-text('10 to 20')")


def test_keeping_one_thing_loses_nothing_that_is_being_written(opened: Opened) -> None:
    page = opened()
    go(page, "settings")
    page.fill("input[name=name]", "Ann")
    page.fill("input[name=pupil-distance]", "63.0")
    page.click("form:has(input[name=pupil-distance]) button")
    page.wait_for_selector("form:has(input[name=pupil-distance]) [role=status]:has-text('Kept')")
    assert page.input_value("input[name=pupil-distance]") == "63"
    page.check("input[data-key=epilepsy]")
    page.click("form:has(fieldset) button.main")
    page.wait_for_selector("form:has(fieldset) [role=status]:has-text('Kept')")
    assert page.input_value("input[name=name]") == "Ann"
    person = load_profile().person
    assert (person.name, person.pupil_distance_mm, person.conditions) == (None, 63.0, ("epilepsy",))


def test_a_plan_of_nothing_is_not_taken_for_the_one_before(opened: Opened) -> None:
    page = opened()
    go(page, "plan")
    for row, word in (("what", "without exercises"), ("day", "without days")):
        boxes = page.locator(f"input[name={row}]:checked")
        ticked = boxes.count()
        assert ticked
        for _ in range(ticked):
            boxes.first.uncheck()
        page.click("form button.main")
        page.wait_for_selector(f"form .problem:has-text('{word}')")
        page.check(f"input[name={row}] >> nth=0")
    assert load_profile().plan is None


def test_a_planned_exercise_whose_file_is_gone_is_told_and_can_be_taken_out(
    opened: Opened, home: Path
) -> None:
    folder = user_folder()
    assert folder.is_relative_to(home)
    folder.mkdir(parents=True)
    own = folder / "my-jaw.yaml"
    own.write_text("id: my-jaw\nextends: jaw-open\ntitle: Mine\n", encoding="utf-8")
    plan = Plan(date.today(), exercises=("my-jaw", "squint"))
    save_profile(Profile(person=Person(name="Ann", conditions=()), plan=plan))
    own.unlink()
    page = opened()
    page.wait_for_selector("h1:has-text('Ann')")
    assert "my-jaw" in page.inner_text(".problem")
    page.click("text=Change the plan")
    page.uncheck("[data-id=my-jaw]")
    page.click("form button.main")
    page.wait_for_selector("[data-id=my-jaw]", state="detached")
    go(page, "today")
    page.wait_for_selector(".agenda li:has-text('Squint')")
    kept = load_profile().plan
    assert kept is not None
    assert kept.exercises == ("squint",)


def test_two_people_have_things_of_their_own(opened: Opened) -> None:
    page = opened()
    go(page, "people")
    page.fill("input[name=name]", "Bea")
    page.click("text=Add")
    page.wait_for_selector("li:has-text('Bea'):has-text('This page is for them')")
    go(page, "settings")
    page.fill("input[name=toner-minutes]", "15")
    page.click("form:has(input[name=toner-minutes]) button")
    page.wait_for_selector("form:has(input[name=toner-minutes]) [role=status]:has-text('Kept')")
    minutes = {one.called: one.load().person.toner_minutes for one in everybody()}
    assert minutes == {"me": None, "Bea": 15}


def test_the_language_is_chosen(opened: Opened) -> None:
    page = opened()
    go(page, "settings")
    with page.expect_navigation():
        page.select_option("select:has(option[value=de])", "de")
    page.wait_for_selector("nav a:has-text('Übungen')")
    assert page.get_attribute("html", "lang") == "de"
    go(page, "plan")
    page.fill("input[name=weeks]", "2")
    page.click("form button.main")
    page.wait_for_selector("#planned:has-text(' bis '):has-text('14 Tage')")
    go(page, "settings")
    page.fill("input[name=toner-minutes]", "90")
    page.click("form:has(input[name=toner-minutes]) button")
    page.wait_for_selector("form:has(input[name=toner-minutes]) .problem:has-text('10 bis 20')")


def test_an_exercise_of_ones_own_is_a_checked_file(opened: Opened) -> None:
    page = opened()
    go(page, "exercises")
    page.click(".own summary")
    page.select_option(".own select", "jaw-open")
    page.fill(".own input[name=id]", "my-jaw")
    page.fill(".own input[name=title]", 'Mine: "wide" <i>')
    page.fill(".own input[name=hold]", "2.5")
    page.click(".own button")
    page.wait_for_selector("[data-exercise=my-jaw]")
    made = load_exercise("my-jaw")
    assert (made.title, made.hold_s, made.reps) == ('Mine: "wide" <i>', 2.5, 3)
    page.click(".own summary")
    page.fill(".own input[name=id]", "my-jaw")
    page.fill(".own input[name=title]", "Again")
    page.click(".own button")
    page.wait_for_selector(".own .problem:has-text('is there already')")
