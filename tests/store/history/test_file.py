"""The file: of today, of yesterday, of somebody else."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from facecheck.core.errors import HistoryError
from facecheck.store.history import Ending, History
from facecheck.store.history.file import APPLICATION, backup_path, connect, version_of
from facecheck.store.history.schema import MIGRATIONS, VERSION

from .made import ATTEMPT, CURVE, MORNING, add_session

FILES = Path(__file__).parent / "files"


def opened(tmp_path: Path, name: str) -> Path:
    path = tmp_path / "history.sqlite3"
    shutil.copy(FILES / name, path)
    return path


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return version_of(connection)
    finally:
        connection.close()


@pytest.mark.smoke
@pytest.mark.parametrize("n", range(1, VERSION + 1))
def test_a_file_of_each_version_opens_with_everything_in_it(tmp_path: Path, n: int) -> None:
    path = opened(tmp_path, f"v{n}.sqlite3")
    assert version(path) == n
    with History(path) as history:
        sessions = history.sessions(curves=True)
        assert [(s.routine, s.counted, s.ending) for s in sessions] == [
            ("jaw-open", 3, Ending.DONE),
            ("squint", 2, Ending.STOPPED),
            ("circuit", 1, Ending.RUNNING),
        ]
        assert sessions[1].begun == MORNING + timedelta(days=1)
        first = sessions[0].sets[0].attempts[0]
        assert (first.attempt.parts, first.attempt.faults) == (ATTEMPT.parts, ATTEMPT.faults)
        assert first.curve == CURVE
        assert sessions[2].sets[0].attempts[0].open
        assert history.overrides()[0].until == date(2026, 3, 16)
        assert history.calibrations()[0].full == {"lip_gap": 0.41}
        add_session(history)
        assert len(history.sessions()) == 4
    assert version(path) == VERSION


@pytest.mark.parametrize("n", range(1, VERSION))
def test_an_older_file_is_copied_before_it_is_brought_up_to_date(tmp_path: Path, n: int) -> None:
    path = opened(tmp_path, f"v{n}.sqlite3")
    with History(path):
        pass
    copy = backup_path(path, n)
    assert version(copy) == n
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (3,)
    connection.close()


def test_todays_file_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    for _ in range(2):
        with History(path):
            pass
    assert [p.name for p in tmp_path.iterdir()] == ["history.sqlite3"]


@pytest.mark.parametrize("last", ["CREATE TABLE more (a); NONSENSE", "DELETE FROM sets"])
def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, last: str) -> None:
    path = tmp_path / "history.sqlite3"
    with History(path) as history:
        add_session(history)
        before = history.sessions(curves=True)
    steps = (*MIGRATIONS, "CREATE TABLE even_more (b);", last)
    with pytest.raises(HistoryError) as problem:
        connect(path, steps)
    assert len(str(problem.value).splitlines()) == 1
    assert version(path) == VERSION
    with History(path) as history:
        assert history.sessions(curves=True) == before


def test_several_steps_are_one(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with History(path) as history:
        add_session(history)
    connect(path, (*MIGRATIONS, "CREATE TABLE a (b);", "ALTER TABLE a ADD COLUMN c;")).close()
    assert version(path) == VERSION + 2
    with pytest.raises(HistoryError, match=f"version {VERSION + 2}.*update facecheck"):
        History(path).__enter__()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (a)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(HistoryError, match="is not a history of facecheck; move it away"):
        History(path).__enter__()
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    path.write_text("dear diary, " * 500)
    with pytest.raises(HistoryError, match="is damaged or not a history"):
        History(path).__enter__()
    assert path.read_text().startswith("dear diary")


def test_a_damaged_file_names_its_older_copy(tmp_path: Path) -> None:
    path = opened(tmp_path, "v1.sqlite3")
    with History(path):
        pass
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])
    with pytest.raises(HistoryError, match=r"history\.sqlite3\.v1\.backup beside it"):
        History(path).__enter__()


def test_a_folder_in_its_place_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="cannot be opened"):
        History(tmp_path).__enter__()


def test_a_file_in_place_of_its_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "facecheck").write_text("a file")
    with pytest.raises(HistoryError) as problem:
        History(tmp_path / "facecheck" / "history.sqlite3").__enter__()
    assert len(str(problem.value).splitlines()) == 1


def test_the_file_says_whose_it_is(history: History) -> None:
    add_session(history)
    connection = sqlite3.connect(history.path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_history_that_is_not_open_says_so(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="is not open"):
        History(tmp_path / "h.sqlite3").sessions()
