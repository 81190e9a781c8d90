from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from facecheck.inputs.stage import Stage


def counted(made: list[int], until: int = 100) -> Iterator[int]:
    for i in range(until):
        made.append(i)
        yield i


def test_items_come_in_order_and_are_made_on_another_thread() -> None:
    with Stage(((i, threading.get_ident()) for i in range(50)), "a") as stage:
        items = list(stage)
    assert [i for i, _ in items] == list(range(50))
    assert threading.get_ident() not in {thread for _, thread in items}


def test_only_so_many_are_made_ahead() -> None:
    made: list[int] = []
    with Stage(counted(made), "a", depth=3) as stage:
        items = iter(stage)
        assert next(items) == 0
        time.sleep(0.05)
        assert len(made) <= 5  # taken, three waiting, one in hand
        assert list(items) == list(range(1, 100))


def test_an_error_comes_after_the_items_before_it() -> None:
    def fails() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    with Stage(fails(), "a") as stage:
        items = iter(stage)
        assert next(items) == 1
        with pytest.raises(OSError, match="gone"):
            next(items)


def test_a_chain_that_is_left_early_leaves_no_thread() -> None:
    before = threading.active_count()
    made: list[int] = []
    with Stage(counted(made, 10_000), "a") as first, Stage(map(str, first), "b") as second:
        assert next(iter(second)) == "0"
    assert threading.active_count() == before
    assert len(made) < 100
