"""What is said, kept as a value: by code, between processes, in files, and out of old sentences."""

from __future__ import annotations

import pickle
from copy import deepcopy
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.core.messages import ENGLISH, Code, Message, code_of, from_plain, read, to_plain

tenths = st.integers(0, 99_999).map(lambda n: n / 10)
names = st.from_regex(r"[a-z][a-z ]{0,20}[a-z]", fullmatch=True)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Any message of any code, its numbers as exact as its template writes them."""
    code = draw(st.sampled_from(sorted(ENGLISH)))
    values = {}
    for _, name, spec, _ in Formatter().parse(ENGLISH[code]):
        if name:
            values[name] = draw(tenths if spec else names)
    return Message(code, **values)


def same(one: str, other: str) -> bool:
    return one == other and code_of(one) == code_of(other) and to_plain(one) == to_plain(other)


def test_every_code_has_its_english() -> None:
    assert set(ENGLISH) == set(Code)


@given(messages())
def test_a_message_survives_the_way_between_processes(message: Message) -> None:
    assert same(pickle.loads(pickle.dumps(message)), message)  # noqa: S301
    assert same(deepcopy(message), message)


@given(messages())
def test_a_file_gives_back_what_it_was_given(message: Message) -> None:
    assert same(from_plain(to_plain(message)), message)


@given(messages())
def test_a_sentence_of_a_document_is_read_as_the_message_that_it_was(message: Message) -> None:
    found = read(str(message))
    assert found == message
    assert code_of(found) == message.code


def test_a_message_in_a_message_keeps_its_code() -> None:
    inner = Message(Code.TAKEN_BACK)
    outer = Message(Code.HELD_UNTIL, held=1.0, target=5.0, why=inner, at=2.0)
    again = from_plain(to_plain(outer))
    assert isinstance(again, Message)
    assert code_of(again.values["why"]) == Code.TAKEN_BACK


@pytest.mark.parametrize("text", ["", "anything else", "held 3.8 of 5.0 s", "the clip ends"])
def test_what_was_no_message_stays_a_text(text: str) -> None:
    assert read(text) == text
    assert code_of(read(text)) is None


def test_what_a_name_holds_is_never_taken_for_a_blank() -> None:
    assert Message("{path}: no such file", path="{a}%s{0}") == "{a}%s{0}: no such file"
    assert Message("50 % {odd") == "50 % {odd"


@pytest.mark.parametrize(
    "plain",
    [
        None,
        3,
        {"code": "held until"},
        {"code": "held until", "values": {}},
        {"code": "held until", "values": {"held": "x", "target": 1, "why": "", "at": 2}},
        {"code": "{a.__class__}", "values": {"a": 1}},
        {"code": "{a[0]}", "values": {"a": "1"}},
        {"code": "{a:99999999}", "values": {"a": 1}},
        {"code": "{a!r}", "values": {"a": 1}},
    ],
)
def test_what_is_no_message_in_a_file_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_plain(plain)
