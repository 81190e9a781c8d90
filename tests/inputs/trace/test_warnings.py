"""A trace keeps what was said of its clip by code; one of an earlier version only in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from strips import neutral_face, observation

from facecheck.api import check
from facecheck.core.messages import ENGLISH, Code, Message, code_of
from facecheck.core.results import shortcoming
from facecheck.inputs.trace import Trace, write_trace
from facecheck.outputs.phrases import Phrases

CUT = Message(Code.ENDS_EARLY, read=1.0, whole=2.0)
OTHER = Message("{n} frames without a time stamp", n=3)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "a.parquet"
    seen = [observation(i / 30, neutral_face()) for i in range(30)]
    write_trace(path, seen, name="a.mp4", warnings=(CUT, OTHER, "plain words"))
    return path


def changed(path: Path, **changes: Any) -> Path:
    """The trace with other metadata; None takes a key away."""
    table = pq.read_table(path)
    metadata = dict(pq.ParquetFile(path).metadata.metadata)
    about = json.loads(metadata[b"facecheck"]) | changes
    about = {key: value for key, value in about.items() if value is not None}
    metadata[b"facecheck"] = json.dumps(about).encode()
    pq.write_table(table.replace_schema_metadata(metadata), path)
    return path


def warnings_of(path: Path) -> list[str]:
    with Trace(path) as trace:
        return trace.warnings


def test_codes_and_values_are_kept(kept: Path) -> None:
    assert warnings_of(kept) == [CUT, OTHER, "plain words"]
    assert [code_of(each) for each in warnings_of(kept)] == [CUT.code, OTHER.code, None]


def test_the_english_stays_where_it_was(kept: Path) -> None:
    about = json.loads(pq.ParquetFile(kept).metadata.metadata[b"facecheck"])
    assert about["warnings"] == [str(CUT), str(OTHER), "plain words"]


def test_a_cut_clip_is_one_from_its_trace_too(kept: Path) -> None:
    result = check(kept, "jaw-open")
    assert result.shortcoming == "the clip ends early: 1.0 of 2.0 s could be read"


def test_a_trace_of_an_earlier_version_is_read_by_its_words(kept: Path) -> None:
    old = changed(kept, messages=None, warnings=[str(CUT), "the clip ends rarely"])
    cut, other = warnings_of(old)
    assert code_of(cut) == Code.ENDS_EARLY
    assert Phrases("de")(cut) == "das Video endet zu früh: 1,0 von 2,0 s waren zu lesen"
    assert code_of(other) is None


@pytest.mark.parametrize(
    "messages",
    [
        [],
        "text",
        [{"code": Code.ENDS_EARLY, "values": {"read": 9.0, "whole": 9.0}}] * 3,
        [{"code": "{a.__class__}", "values": {"a": 1}}] * 3,
        [{"code": Code.ENDS_EARLY}, 3, None],
    ],
)
def test_codes_that_do_not_fit_the_words_are_not_believed(kept: Path, messages: Any) -> None:
    assert warnings_of(changed(kept, messages=messages)) == [CUT, OTHER, "plain words"]


def test_the_exit_code_hangs_on_the_code_and_not_on_the_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reworded = {**ENGLISH, Code.ENDS_EARLY: "clip ends early: {read:.1f} of {whole:.1f} s"}
    monkeypatch.setattr("facecheck.core.messages.ENGLISH", reworded)
    said = Message(Code.ENDS_EARLY, read=1.0, whole=2.0)
    assert said == "clip ends early: 1.0 of 2.0 s"
    assert shortcoming((said,)) is said
    assert shortcoming((str(OTHER), "the clip ends early, it seems")) is None
