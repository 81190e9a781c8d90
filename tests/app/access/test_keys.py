from __future__ import annotations

from facecheck.app.access.keys import MOST_VISITORS, Keys


def test_a_pairing_secret_lets_one_browser_in_once() -> None:
    keys = Keys()
    secret = keys.pairing
    visit = keys.pair(secret)
    assert visit is not None
    assert keys.known(visit.cookie, visit.key)
    assert keys.pair(secret) is None
    assert keys.pairing != secret


def test_a_wrong_secret_lets_nobody_in_and_leaves_the_right_one_open() -> None:
    keys = Keys()
    secret = keys.pairing
    for wrong in ("", secret[:-1], secret + "x", "ünïcode"):
        assert keys.pair(wrong) is None
    assert keys.pair(secret) is not None


def test_both_keys_of_one_browser_are_needed() -> None:
    keys = Keys()
    one, other = keys.pair(keys.pairing), keys.pair(keys.pairing)
    assert one is not None
    assert other is not None
    assert not keys.known(one.cookie, other.key)
    assert not keys.known(one.cookie, "")
    assert not keys.known("", one.key)


def test_keys_of_another_run_of_the_server_are_worth_nothing() -> None:
    before = Keys()
    old = before.pair(before.pairing)
    assert old is not None
    assert not Keys().known(old.cookie, old.key)


def test_the_browser_that_came_first_goes_first() -> None:
    keys = Keys()
    visits = [keys.pair(keys.pairing) for _ in range(MOST_VISITORS + 1)]
    known = [visit is not None and keys.known(*visit) for visit in visits]
    assert known == [False, *[True] * MOST_VISITORS]
