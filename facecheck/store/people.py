"""The people of this machine, each with a folder of their own.

One person is the machine's own: theirs is what no command says another person for. They may have
no name, and can then be called `me`. Everybody else has a name, which stands in their profile.
"""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from facecheck.core.errors import ProfileError, SpecError
from facecheck.core.messages import Message
from facecheck.core.text import did_you_mean
from facecheck.store.history import History, history_path
from facecheck.store.preferences import preferences_path
from facecheck.store.profile import (
    NOBODY,
    Profile,
    load_profile,
    profile_path,
    save_profile,
    update_profile,
)

ME = "me"
"""The machine's own person, whatever they are called."""

LONGEST_NAME = 80
FOLDER = "people"


@dataclass(frozen=True, slots=True)
class Owner:
    """One person of this machine, and where what is theirs is kept.

    Attributes:
        key: Names their folders, whatever they are called; empty for the machine's own person.
        name: What they are called; None for the machine's own person where they did not say.
        profile: What they say of themselves, their plan, their range.
        history: Their sessions.
        preferences: What they chose last.
    """

    key: str
    name: str | None
    profile: Path
    history: Path
    preferences: Path

    @property
    def called(self) -> str:
        """What to call them in a sentence."""
        return ME if self.name is None else self.name

    def load(self) -> Profile:
        """Their profile; nobody's where they never said anything.

        Raises:
            SpecError: It is damaged, or from a newer version.
        """
        return load_profile(self.profile) if self.profile.exists() else NOBODY


def own() -> Owner:
    """The machine's own person."""
    place = profile_path()
    return Owner("", name_in(place), place, history_path(), preferences_path())


def everybody() -> list[Owner]:
    """The machine's own person, then the others by name.

    Somebody whose profile is damaged is among them under the name of their folder: what is wrong
    with one person's file is no obstacle for the others.
    """
    folder = profiles_folder()
    keys = sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    others = [owner_of(key) for key in keys if profile_of(key).exists()]
    return [own(), *sorted(others, key=lambda one: folded(one.called))]


def every_file() -> list[Path]:
    """The files that are kept of people here, whether or not they can be read."""
    names = (profile_path(), preferences_path(), history_path())
    others = [
        p
        for root in (profiles_folder(), histories_folder())
        for p in root.glob("*/*")
        if p.is_file()
    ]
    return [*(path for path in names if path.exists()), *others]


def find(name: str) -> Owner:
    """The person of a name, whatever its capitals.

    Raises:
        ProfileError: There is nobody of that name here; the message has the nearest.
    """
    people = everybody()
    if folded(name) == ME:
        return people[0]
    for one in people:
        if one.name is not None and folded(one.name) == folded(name):
            return one
    for one in people:
        # A timer names them so: they may be called otherwise by the time it rings.
        if one.key and one.key == name:
            return one
    names = [one.name for one in people if one.name is not None]
    hint = did_you_mean(name, names, Message("make them: facecheck people new {name!r}", name=name))
    raise ProfileError("{name!r}: nobody here is called that; {hint}", name=name, hint=hint)


def whose(name: str | None, profile: Path | None) -> Owner:
    """The person that a command is about.

    Args:
        name: As somebody typed it; None where they did not say.
        profile: Another profile file than the person's own. If it has a name, it is that person's.

    Raises:
        ProfileError: There is nobody of that name, or the file is another's, or nobody's.
    """
    if profile is None or same_file(profile, profile_path()):
        return own() if name is None else find(name)
    stated = load_profile(profile).person.name
    if name is not None:
        one = find(name)
        if stated is not None and (one.name is None or folded(stated) != folded(one.name)):
            raise ProfileError(
                "{profile}: is {stated}'s, not {called}'s; nothing was mixed",
                profile=profile,
                stated=stated,
                called=one.called,
            )
        return replace(one, profile=profile)
    if stated is None:
        raise ProfileError(
            "{profile}: does not say whose it is; say it: --person NAME (--person {me} for "
            "your own), or: facecheck people new NAME --profile FILE",
            profile=profile,
            me=ME,
        )
    try:
        return replace(find(stated), profile=profile)
    except ProfileError as error:
        raise ProfileError(
            "{profile}: is {stated}'s, who is not kept here; facecheck people new "
            "{stated!r} --profile {profile}",
            profile=profile,
            stated=stated,
        ) from error


def of_file(history: Path, name: str | None, profile: Path | None) -> Profile:
    """What is known of the person of a history file that somebody named.

    Args:
        history: The file. Whose it is stands in it, whatever it is called.
        name: Whose it is, as somebody said; None if they did not.
        profile: Whose it is, by a profile file.

    Returns:
        Their profile; nobody's where the file is of nobody here and nothing was said.

    Raises:
        ProfileError: It is somebody else's.
        HistoryError: It cannot be read.
    """
    if not history.exists():
        return NOBODY
    with History(history) as kept:
        key = kept.owner()
    said = None if name is None and profile is None else whose(name, profile)
    theirs = by_history(key)
    if theirs is not None and said is not None and said.key != theirs.key:
        raise ProfileError(
            "{history}: is {called}'s, not {called2}'s",
            history=history,
            called=theirs.called,
            called2=said.called,
        )
    one = said if said is not None else theirs
    return NOBODY if one is None else one.load()


def by_history(key: str) -> Owner | None:
    """The person whose history has a key; None where nobody's has.

    Raises:
        HistoryError: One cannot be read.
    """
    for one in everybody():
        if one.history.exists():
            with History(one.history) as history:
                if history.owner() == key:
                    return one
    return None


def new(name: str, profile: Profile = NOBODY) -> Owner:
    """A new person.

    Args:
        name: Nobody else's.
        profile: What is known of them beforehand.

    Raises:
        ProfileError: The name is taken, or none.
        OutputError: They cannot be kept.
    """
    called = free_name(name)
    key = uuid.uuid4().hex[:12]
    person = replace(profile, person=replace(profile.person, name=called))
    save_profile(person, profile_of(key))
    return owner_of(key)


def rename(one: Owner, name: str) -> Owner:
    """Call a person otherwise; everything of theirs stays theirs.

    Raises:
        ProfileError: The name is taken, or none.
        OutputError: It cannot be written.
    """
    called = free_name(name, but=one)
    update_profile(lambda old: replace(old, person=replace(old.person, name=called)), one.profile)
    return replace(one, name=called)


def folded(name: str) -> str:
    """A name as names are compared: whatever its capitals and however its letters are spelled."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def same_file(one: Path, other: Path) -> bool:
    """Whether two names are of one file, or would be."""
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def free_name(name: str, but: Owner | None = None) -> str:
    """A name that nobody else has, on one line."""
    called = unicodedata.normalize("NFC", " ".join(name.split()))
    if not called or len(called) > LONGEST_NAME or not called.isprintable():
        raise ProfileError(
            "{name!r}: give a name of 1 to {longest_name} printable characters",
            name=name,
            longest_name=LONGEST_NAME,
        )
    if folded(called) == ME:
        raise ProfileError(
            "{name!r}: means this machine's own person; choose another name", name=name
        )
    for one in everybody():
        if one.name is not None and folded(one.name) == folded(called):
            if but is not None and one.key == but.key:
                continue
            raise ProfileError(
                "{called!r}: somebody here is called that; choose another name", called=called
            )
    return called


def owner_of(key: str) -> Owner:
    """The person of a folder."""
    profile = profile_of(key)
    # Without a name only by another program's hand, or damage; they must still be found.
    name = name_in(profile) or key
    history = histories_folder() / key / history_path().name
    return Owner(key, name, profile, history, profile.with_name(preferences_path().name))


def name_in(profile: Path) -> str | None:
    """What a profile calls its person; None where it does not, is not there, or is damaged."""
    try:
        return load_profile(profile).person.name if profile.exists() else None
    except SpecError:
        return None


def profiles_folder() -> Path:
    """Where the others' profiles are, a folder each."""
    return profile_path().with_name(FOLDER)


def histories_folder() -> Path:
    """Where the others' histories are, a folder each."""
    return history_path().with_name(FOLDER)


def profile_of(key: str) -> Path:
    """Where the profile of a folder is."""
    return profiles_folder() / key / profile_path().name
