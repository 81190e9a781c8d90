"""Score documents come back as they went, and other files are refused in one line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from facecheck.core.errors import ReportError
from facecheck.report import read_scores as reading
from facecheck.report.read_scores import read_documents

from .build import attempt, fault, result

RESULT = replace(
    result(attempt(1, fault()), attempt(2, counted=False, hold_s=3.8)),
    warnings=("the clip ends early",),
    faults=(fault("too shallow"),),
)
DOCUMENT: dict[str, Any] = RESULT.to_dict("0.1.0")


def written(folder: Path, text: str) -> Path:
    path = folder / "a.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_document_comes_back(tmp_path: Path) -> None:
    assert read_documents(written(tmp_path, json.dumps(DOCUMENT))) == [RESULT]


def test_a_session_by_the_clock_comes_back(tmp_path: Path) -> None:
    toner = replace(RESULT, seconds=10.4, target_s=600.0)
    assert read_documents(written(tmp_path, json.dumps(toner.to_dict("0.1.0")))) == [toner]


def test_several_come_one_a_line(tmp_path: Path) -> None:
    lines = f"{json.dumps(DOCUMENT)}\n\n{json.dumps(DOCUMENT)}\n"
    assert read_documents(written(tmp_path, lines)) == [RESULT, RESULT]


def test_keys_of_later_versions_are_passed_over(tmp_path: Path) -> None:
    later = {**DOCUMENT, "mood": "good"}
    assert read_documents(written(tmp_path, json.dumps(later))) == [RESULT]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "is empty", id="empty"),
        pytest.param("{", "is not JSON", id="cut short"),
        pytest.param("[1]", "is no facecheck.score/1 document", id="a list"),
        pytest.param('{"schema": "facecheck.events/1"}', "facecheck.events/1", id="events"),
        pytest.param('{"schema": "facecheck.score/1"}', "target", id="nothing in it"),
        pytest.param(json.dumps({**DOCUMENT, "attempts": 3}), "attempts", id="no attempts"),
        pytest.param(
            json.dumps({**DOCUMENT, "duration_s": 0}).replace(
                '"duration_s": 0', '"duration_s": NaN'
            ),
            "NaN",
            id="no number",
        ),
    ],
)
def test_what_is_no_document_is_said_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ReportError, match=says) as caught:
        read_documents(written(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_a_clip_is_met_with_the_command_for_clips(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"\x00\x00\xff\xfe")
    with pytest.raises(ReportError, match="--report"):
        read_documents(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot read"):
        read_documents(tmp_path / "none.json")


def test_too_many_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 1)
    with pytest.raises(ReportError, match="holds 2 documents"):
        read_documents(written(tmp_path, f"{json.dumps(DOCUMENT)}\n{json.dumps(DOCUMENT)}"))
