"""A process that is killed, two at once, and a full disk: what was committed is there."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from facecheck.core.errors import HistoryError
from facecheck.store.history import History

from . import writer
from .made import ATTEMPT, CURVE, add_session

FOREVER = 1_000_000
V1 = Path(__file__).parent / "files" / "v1.sqlite3"


def start(path: Path, name: str = "squint", sessions: int = FOREVER) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, writer.__file__, str(path), name, str(sessions)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def told(lines: str) -> set[tuple[int, int]]:
    """Session and number of each attempt that was said to be on the disk."""
    whole = [line.split() for line in lines.splitlines(keepends=True) if line.endswith("\n")]
    return {(int(session), int(n)) for session, n in whole}


def kept(path: Path) -> set[tuple[int, int]]:
    with History(path) as history:
        return {
            (session.id, record.attempt.n)
            for session in history.sessions()
            for a_set in session.sets
            for record in a_set.attempts
        }


def is_sound(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not broken
    finally:
        connection.close()


def kill_at_a_random_moment(path: Path, seed: int) -> int:
    """Kill a writer, and look whether everything it told of is there; returns how much that is."""
    process = start(path)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(random.Random(seed).uniform(0.0, 0.08))  # noqa: S311
    process.kill()
    rest, error = process.communicate(timeout=30)
    assert not error
    promised = told(first + rest)
    assert promised
    assert promised <= kept(path)
    assert is_sound(path)
    return len(promised)


@pytest.mark.parametrize("seed", range(10))
def test_a_killed_writer_loses_nothing_it_told_of(tmp_path: Path, seed: int) -> None:
    assert kill_at_a_random_moment(tmp_path / "h.sqlite3", seed) >= 1


@pytest.mark.slow
def test_one_hundred_killed_writers_of_one_file(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    promised = sum(kill_at_a_random_moment(path, seed) for seed in range(100))
    assert len(kept(path)) >= promised >= 100


@pytest.mark.parametrize("seed", range(3))
def test_a_writer_that_is_killed_while_it_brings_a_file_up_to_date_leaves_one_that_opens(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "h.sqlite3"
    shutil.copyfile(V1, path)
    copy = tmp_path / "copy.sqlite3"
    shutil.copystat(V1, path)
    shutil.copy2(V1, copy)
    process = start(path)
    deadline = time.monotonic() + 30
    while path.stat().st_mtime == copy.stat().st_mtime and time.monotonic() < deadline:
        time.sleep(0.0005)
    time.sleep(random.Random(seed).uniform(0.0, 0.01))  # noqa: S311
    process.kill()
    process.communicate(timeout=30)
    assert kept(copy) <= kept(path)
    assert is_sound(path)


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    both = [start(path, name, 15) for name in ("squint", "jaw-open")]
    promised: set[tuple[int, int]] = set()
    for process in both:
        out, error = process.communicate(timeout=60)
        assert (process.returncode, error) == (0, "")
        promised |= told(out)
    assert len(promised) == 2 * 15 * 3
    assert kept(path) == promised
    assert is_sound(path)


def test_two_processes_that_bring_one_file_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    shutil.copy(V1, path)
    both = [start(path, name, 1) for name in ("squint", "jaw-open")]
    for process in both:
        _, error = process.communicate(timeout=60)
        assert (process.returncode, error) == (0, "")
    assert is_sound(path)


def test_a_reader_sees_all_of_a_write_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    with History(path) as one, History(path) as other:
        add_session(one)
        (session,) = other.sessions()
        assert session.counted == 2


def test_a_full_disk_is_one_line_and_what_was_kept_is_safe(history: History) -> None:
    session = add_session(history)
    before = history.sessions()
    the_set = history.begin_set(session, "squint", reps=3, hold_s=5.0)
    connection = history._connection
    assert connection is not None
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    long = replace(ATTEMPT, reason="held " + "much " * 4000)
    with pytest.raises(HistoryError, match="the disk is full; make room") as problem:
        history.put_attempt(the_set, long, CURVE)
    assert len(str(problem.value).splitlines()) == 1
    connection.execute("PRAGMA max_page_count = 100000")
    history.put_attempt(the_set, long, CURVE)
    assert history.sessions()[0].sets[:1] == before[0].sets


def test_a_file_that_cannot_be_written_to_is_one_line(history: History) -> None:
    add_session(history)
    connection = history._connection
    assert connection is not None
    connection.execute("PRAGMA query_only = ON")
    with pytest.raises(HistoryError, match="cannot be written to") as problem:
        add_session(history)
    assert len(str(problem.value).splitlines()) == 1
    assert len(history.sessions()) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_read_only_file_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    with History(path) as history:
        add_session(history)
    path.chmod(0o400)
    with pytest.raises(HistoryError, match="cannot be written to"), History(path):
        pass


def test_a_file_that_another_program_keeps_busy_is_one_line(
    history: History,
) -> None:
    assert history._connection is not None
    history._connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(history.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(HistoryError, match="kept busy by another program"):
            add_session(history)
    finally:
        other.close()
    add_session(history)
