from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from facecheck.core.errors import OutputError
from facecheck.outputs.files import atomically, write_text_atomically


def test_text_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.vtt"
    write_text_atomically(target, "é\n")
    assert target.read_bytes() == "é\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail() -> None:
        with atomically(target) as temporary:
            temporary.write_text("half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write .*no/a\.txt: there is no folder .*/no; "):
        write_text_atomically(tmp_path / "no" / "a.txt", "")


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="that is a folder"):
        write_text_atomically(tmp_path, "")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "no permission"),
        (errno.ENAMETOOLONG, "too long"),
    ],
)
def test_what_the_system_says_gets_a_remedy(tmp_path: Path, code: int, words: str) -> None:
    def fail() -> None:
        with atomically(tmp_path / "a"):
            raise OSError(code, os.strerror(code))

    with pytest.raises(OutputError, match=words):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    target, link = tmp_path / "a", tmp_path / "b"
    target.write_text("old")
    link.symlink_to(target)
    write_text_atomically(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs /dev/null")
def test_a_device_is_written_to_and_not_replaced() -> None:
    write_text_atomically(Path("/dev/null"), "text")
    assert Path("/dev/null").is_char_device()
