"""Who practises, and what that person said of themselves, as plain values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facecheck.app.context import AppContext
from facecheck.programme import settings
from facecheck.programme.conditions import CONDITIONS
from facecheck.store import people
from facecheck.store.profile import Profile, update_profile


def people_of(context: AppContext) -> dict[str, Any]:
    """Everybody who practises on this machine, and for whom the page is."""
    now = context.owner()
    everybody = [
        {"name": one.called, "own": not one.key, "chosen": one.key == now.key}
        for one in people.everybody()
    ]
    return {"people": everybody}


def choose_person(context: AppContext, name: str) -> dict[str, Any]:
    """The page is for another person from now on."""
    one = people.find(name)
    context.owner.name = one.called if one.key else None
    return people_of(context)


def new_person(context: AppContext, name: str) -> dict[str, Any]:
    """Make a person, for whom the page then is."""
    return choose_person(context, people.new(name).called)


def settings_of(context: AppContext) -> dict[str, Any]:
    """What the person said of themselves."""
    one = context.owner()
    known = one.load()
    person = known.person
    chosen = person.conditions or ()
    return {
        "settings": [
            {"key": key, "says": setting.says, "value": setting.show(person)}
            for key, setting in settings.SETTINGS.items()
        ],
        "conditions": [
            {"key": key, "title": warned.title, "why": warned.why, "on": key in chosen}
            for key, warned in CONDITIONS.items()
        ],
        "answered": person.conditions is not None,
        "calibrated": sorted(known.full),
        "kept": {"profile": str(one.profile), "history": str(one.history)},
    }


def change_setting(
    context: AppContext, key: str, value: str | None, area: str | None, wait_days: int | None
) -> dict[str, Any]:
    """Set one key of the profile, or forget it."""

    def changed(old: Profile) -> Profile:
        if value is None:
            person = settings.clear(old.person, key)
        else:
            person = settings.change(
                old.person, key, value, context.today, area=area or None, wait_days=wait_days
            )
        return replace(old, person=person)

    one = context.owner()
    if key == "name" and value is not None and one.key:
        context.owner.name = people.rename(one, value).called
    else:
        update_profile(changed, one.profile)
        if key == "name" and one.key:
            context.owner.name = people.owner_of(one.key).called
    return settings_of(context)
