from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from facecheck.inputs.threads import Deferred, Prefetch


def counted(made: list[int], until: int = 100) -> Iterator[int]:
    for i in range(until):
        made.append(i)
        yield i


def test_items_come_in_order_and_are_made_on_another_thread() -> None:
    with Prefetch(((i, threading.get_ident()) for i in range(50)), "a") as stage:
        items = list(stage)
    assert [i for i, _ in items] == list(range(50))
    assert threading.get_ident() not in {thread for _, thread in items}


def test_only_so_many_are_made_ahead() -> None:
    made: list[int] = []
    with Prefetch(counted(made), "a", depth=3) as stage:
        items = iter(stage)
        assert next(items) == 0
        time.sleep(0.05)
        assert len(made) <= 5  # taken, three waiting, one in hand
        assert list(items) == list(range(1, 100))


def test_an_error_comes_after_the_items_before_it() -> None:
    def fails() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    with Prefetch(fails(), "a") as stage:
        items = iter(stage)
        assert next(items) == 1
        with pytest.raises(OSError, match="gone"):
            next(items)


def test_a_chain_that_is_left_early_leaves_no_thread() -> None:
    before = threading.active_count()
    made: list[int] = []
    with Prefetch(counted(made, 10_000), "a") as first, Prefetch(map(str, first), "b") as second:
        assert next(iter(second)) == "0"
    assert threading.active_count() == before
    assert len(made) < 100


def test_it_is_done_when_it_is_asked_for_and_once() -> None:
    done: list[str] = []

    def work() -> int:
        done.append("done")
        return 7

    later = Deferred(work)
    assert done == []
    assert (later(), later()) == (7, 7)
    assert done == ["done"]


def test_who_asks_meanwhile_waits_for_it() -> None:
    begun, go_on = threading.Event(), threading.Event()
    done: list[int] = []

    def work() -> int:
        begun.set()
        go_on.wait(5.0)
        done.append(1)
        return len(done)

    later, answers = Deferred(work), list[int]()
    askers = [threading.Thread(target=lambda: answers.append(later())) for _ in range(2)]
    for asker in askers:
        asker.start()
    assert begun.wait(5.0)
    go_on.set()
    for asker in askers:
        asker.join(5.0)
    assert answers == [1, 1]


def test_what_fails_fails_for_who_asked_and_is_tried_again() -> None:
    answers = iter([ValueError("dark"), "light"])

    def work() -> str:
        answer = next(answers)
        if isinstance(answer, ValueError):
            raise answer
        return str(answer)

    later = Deferred(work)
    with pytest.raises(ValueError, match="dark"):
        later()
    assert later() == "light"
