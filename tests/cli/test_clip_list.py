"""A table that says of each clip its exercise, its person and its day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from facecheck.cli.clip_list import ClipEntry, read_clip_list
from facecheck.core.errors import SourceError

TODAY = date(2026, 3, 9)


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "clips.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_it_is_read_as_spreadsheets_write_it(tmp_path: Path, mark: str, encoding: str) -> None:
    rows = [
        ["Clip", "Exercise", "Person", "Date"],
        ["a b.mp4", "squint", "Ö", "2026-03-01"],
        ["s3://b/c.mp4", "", "", "yesterday"],
        ["", "", "", ""],
    ]
    path = table(tmp_path, "\r\n".join(mark.join(row) for row in rows), encoding)
    assert read_clip_list(path, "jaw-open", TODAY) == [
        ClipEntry(tmp_path / "a b.mp4", "squint", "Ö", date(2026, 3, 1)),
        ClipEntry("s3://b/c.mp4", "jaw-open", None, date(2026, 3, 8)),
    ]


def test_a_whole_path_stays(tmp_path: Path) -> None:
    clip = tmp_path / "elsewhere" / "a.mp4"
    (entry,) = read_clip_list(table(tmp_path, f"clip\n{clip}\n"), "squint", TODAY)
    assert entry.clip == clip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs a column 'clip'.* has: nothing"),
        ("film,exercise\na,b\n", "needs a column 'clip'.* has: film, exercise"),
        ("clip,excercise\na,b\n", "no such column 'excercise'; there are: clip, exercise"),
        ("clip\n\n", "names no clip"),
        ("clip,date\na.mp4,2026-02-30\n", "line 2: '2026-02-30' is not in the calendar"),
        ('clip\n"a\n', "is no table in UTF-8"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_clip_list(table(tmp_path, text), "squint", TODAY)


def test_every_wrong_line_is_said_at_once(tmp_path: Path) -> None:
    path = table(tmp_path, "clip,exercise\na.mp4,\n,squint\nb.mp4,squint\n")
    with pytest.raises(SourceError) as problem:
        read_clip_list(path, None, TODAY)
    first, second = str(problem.value).splitlines()
    assert "line 2: names no exercise" in first
    assert "line 3: names no clip" in second


def test_another_encoding_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is no table in UTF-8"):
        read_clip_list(table(tmp_path, "clip\nübung.mp4\n", "cp1252"), "squint", TODAY)
    with pytest.raises(SourceError, match="cannot be read"):
        read_clip_list(tmp_path / "none.csv", "squint", TODAY)
