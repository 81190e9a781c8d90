"""Work that is done once, by whoever first asks."""

from __future__ import annotations

import threading

import pytest

from facecheck.inputs.later import Later


def test_it_is_done_when_it_is_asked_for_and_once() -> None:
    done: list[str] = []

    def work() -> int:
        done.append("done")
        return 7

    later = Later(work)
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

    later, answers = Later(work), list[int]()
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

    later = Later(work)
    with pytest.raises(ValueError, match="dark"):
        later()
    assert later() == "light"
