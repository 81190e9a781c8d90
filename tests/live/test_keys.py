from __future__ import annotations

import pytest

from facecheck.live.keys import KEYS, Action, TerminalKeys, character, legend
from facecheck.outputs.words import Words


@pytest.mark.parametrize(
    ("code", "key"),
    [(-1, None), (255, None), (ord("h"), "h"), (ord("H"), "h"), (0x100000 + 27, "\x1b"), (0, None)],
)
def test_key_codes_become_characters(code: int, key: str | None) -> None:
    assert character(code) == key


def test_every_action_has_a_key_and_is_listed() -> None:
    assert set(KEYS.values()) == set(Action)
    listed = [meaning for _, meaning in legend(Words())]
    assert listed == [*(Words()(action.value) for action in Action), Words()("key.stress")]


def test_without_a_terminal_there_are_no_keys() -> None:
    with TerminalKeys() as keys:
        assert keys.poll() is None
