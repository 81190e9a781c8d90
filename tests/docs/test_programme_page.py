"""docs/programme.md says what the rules do."""

from __future__ import annotations

from typing import get_args

import pytest

from facecheck.core.person import DEFAULT_WAIT_DAYS, TONER_MINUTES, Effect
from facecheck.live.keys import KEYS, Action
from facecheck.programme.conditions import (
    AFTER_INJECTION,
    CONDITIONS,
    NOTED_AFTER_INJECTION,
    WAIT_SOURCE,
)
from facecheck.programme.settings import SETTINGS

from .pages import page

PAGE = page("docs/programme.md")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ")]


def row(first: str) -> list[str]:
    """The cells of the row whose first has these words."""
    (found,) = [line for line in ROWS if first in line.split("|")[1]]
    return [cell.strip() for cell in found.strip("|").split("|")]


def effects(cell: str) -> set[str]:
    return {effect for effect in get_args(Effect) if f"`{effect}`" in cell}


@pytest.mark.parametrize("key", SETTINGS)
def test_every_key_of_the_profile_is_there(key: str) -> None:
    assert row(f"`{key}`")


@pytest.mark.parametrize("name", CONDITIONS)
def test_what_a_condition_holds_back_is_what_the_page_says(name: str) -> None:
    (warned,) = [w for condition, w in CONDITIONS.items() if condition == name]
    _, held, noted, _, _ = row(f"`{name}`")
    assert effects(held) == set(warned.holds_back)
    assert effects(noted) == set(warned.notes)


def test_what_an_injection_holds_back_is_what_the_page_says() -> None:
    _, held, noted, until, source = row("an injection")
    assert effects(held) == set(AFTER_INJECTION)
    assert effects(noted) == set(NOTED_AFTER_INJECTION)
    assert f"{DEFAULT_WAIT_DAYS} if you set none" in until
    assert source == WAIT_SOURCE


def test_numbers_and_keys_are_those_of_the_code() -> None:
    assert f"{TONER_MINUTES[0]} to {TONER_MINUTES[1]}" in row("`toner-minutes`")[1]
    (key,) = [key for key, action in KEYS.items() if action is Action.PAIN]
    assert f"Press `{key}`" in PAGE
