from pathlib import Path

import pytest

from facecheck.core.errors import SourceError, SpecError
from facecheck.evaluate.cases import find_cases

GOOD = "schema: facecheck.truth/1\nclip: {0}.mp4\nfps: 30\nframes: 90\n"


def write(folder: Path, name: str, text: str = GOOD) -> Path:
    path = folder / f"{name}.truth.yaml"
    path.write_text(text.replace("{0}", name))
    return path


def test_truth_files_come_by_name_and_point_at_the_clip_beside_them(tmp_path: Path) -> None:
    write(tmp_path, "b")
    write(tmp_path, "a")
    (tmp_path / "notes.yaml").write_text("not: truth")
    assert [case.clip for case in find_cases([tmp_path])] == [
        tmp_path / "a.mp4",
        tmp_path / "b.mp4",
    ]


def test_a_single_truth_file_is_a_place_too(tmp_path: Path) -> None:
    write(tmp_path, "a")
    assert [case.truth.clip for case in find_cases([write(tmp_path, "b")])] == ["b.mp4"]


def test_mistakes_in_all_files_are_named_at_once(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path, name, GOOD if name == "b" else "schema: facecheck.truth/1\nclip: x.mp4\n")
    with pytest.raises(SpecError) as caught:
        find_cases([tmp_path])
    assert [line.split(":")[0] for line in caught.value.problems] == [
        "a.truth.yaml",
        "a.truth.yaml",
        "c.truth.yaml",
        "c.truth.yaml",
    ]


def test_a_folder_without_truth_says_how_to_get_some(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"holds no \*\.truth\.yaml file; .*facecheck label"):
        find_cases([tmp_path])


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        find_cases([tmp_path / "nowhere"])
