from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.core.errors import SpecError
from facecheck.inputs import library


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "checkout" / "facecheck"
    folder = package.parent / "exercises"
    (folder / "routines").mkdir(parents=True)
    package.mkdir()
    (folder / "squint.yaml").write_text("bundled squint")
    (folder / "jaw-open.yaml").write_text("bundled jaw")
    (folder / "notes.md").write_text("no exercise")
    (folder / "routines" / "circuit.yaml").write_text("bundled circuit")
    monkeypatch.setattr(library, "bundled_folder", lambda: folder)
    return folder


def test_ids_are_file_names(bundled: Path) -> None:
    assert library.exercise_ids() == ["jaw-open", "squint"]
    assert library.routine_ids() == ["circuit"]
    assert library.exercise_text("squint") == (bundled / "squint.yaml", "bundled squint")
    assert library.routine_text("circuit")[1] == "bundled circuit"


@pytest.mark.usefixtures("bundled")
def test_the_first_place_wins(home: Path, tmp_path: Path) -> None:
    own = library.user_folder()
    assert own.is_relative_to(home)
    own.mkdir(parents=True)
    for name in ("squint", "jaw-open", "mine"):
        (own / f"{name}.yaml").write_text(f"own {name}")
    given = tmp_path / "given"
    given.mkdir()
    (given / "squint.yaml").write_text("given squint")
    texts = {i: library.exercise_text(i, [given])[1] for i in library.exercise_ids([given])}
    assert texts == {"squint": "given squint", "jaw-open": "own jaw-open", "mine": "own mine"}


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("sqint", r"'sqint': no such exercise; did you mean 'squint'\?"),
        ("zzzzzz", "there are: jaw-open, squint"),
        ("../squint", "no such exercise"),
        ("", "no such exercise"),
    ],
)
def test_an_unknown_id_names_the_nearest(wanted: str, says: str) -> None:
    with pytest.raises(SpecError, match=says) as caught:
        library.exercise_text(wanted)
    assert len(caught.value.problems) == 1


@pytest.mark.usefixtures("bundled")
def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="no such folder of exercises"):
        library.exercise_ids([tmp_path / "typo"])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"id: a\ntitle: \xff\xfe", "line 2: not UTF-8"),
        ("id: ä".encode("utf-16"), "not UTF-8"),
        (b"#" * (library.MAX_BYTES + 1), "larger than 1024 kB"),
    ],
)
def test_files_that_are_no_text(bundled: Path, data: bytes, says: str) -> None:
    (bundled / "bad.yaml").write_bytes(data)
    with pytest.raises(SpecError, match=says) as caught:
        library.exercise_text("bad")
    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_is_no_text(bundled: Path) -> None:
    (bundled / "bom.yaml").write_bytes(b"\xef\xbb\xbfid: bom")
    assert library.exercise_text("bom")[1] == "id: bom"


@pytest.mark.parametrize(("make", "says"), [("missing", "no such file"), ("folder", "is a folder")])
def test_read_text_of_what_is_no_file(tmp_path: Path, make: str, says: str) -> None:
    path = tmp_path / "a.yaml"
    if make == "folder":
        path.mkdir()
    with pytest.raises(SpecError, match=says):
        library.read_text(path)


def test_exercises_inside_an_installed_package_come_before_those_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "facecheck"
    package.mkdir(parents=True)
    assert library.bundled_folder(package) == package.parent / "exercises"
    (package / "exercises").mkdir()
    assert library.bundled_folder(package) == package / "exercises"
