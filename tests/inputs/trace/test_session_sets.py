from __future__ import annotations

from typing import Any

import pytest

from facecheck.core.frames import Observation
from facecheck.inputs.trace.session_sets import RecordedSet, SetMarks, last_of, sets_of


def test_marks_become_sets() -> None:
    marks = SetMarks()
    marks.restart()
    marks.begin("squint", 0, 0.0)
    for _ in range(5):
        marks.row()
    marks.restart()
    marks.row()
    marks.begin("jaw-open", 6, 12.5)
    marks.row()
    sets = sets_of(marks.document())
    assert sets == (
        RecordedSet("squint", 0, 6, 0.0, (5,)),
        RecordedSet("jaw-open", 6, 1, 12.5),
    )
    assert last_of(sets, "squint") is sets[0]
    assert last_of(sets, "jaw-band") is None


def test_a_set_has_its_own_time() -> None:
    rows = [Observation(n / 30, (64, 48), None) for n in range(10)]
    found = list(RecordedSet("squint", 4, 3, 4 / 30).of(rows))
    assert [one.time_s for one in found] == [n / 30 - 4 / 30 for n in (4, 5, 6)]


@pytest.mark.parametrize(
    "document",
    [
        "sets",
        7,
        ["squint"],
        [{}],
        [{"exercise": 3, "first": 0, "rows": 1, "begun_s": 0.0}],
        [{"exercise": "squint", "first": -1, "rows": 1, "begun_s": 0.0}],
        [{"exercise": "squint", "first": 0, "rows": True, "begun_s": 0.0}],
        [{"exercise": "squint", "first": 0, "rows": 1, "begun_s": float("nan")}],
        [{"exercise": "squint", "first": 0, "rows": 1, "begun_s": 0.0, "restarts": ["x"]}],
    ],
)
def test_what_is_no_set_is_refused(document: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        sets_of(document)
