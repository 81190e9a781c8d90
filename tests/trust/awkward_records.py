"""Makes what is kept and read again by chance: histories, exports, score documents, journals."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing, suppress
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from report.build import attempt, result
from store.history.made import add_session

from facecheck.api import load_exercise
from facecheck.batch import Job, Outcome
from facecheck.batch.rows import Rows
from facecheck.cli.archive import read_archive, write_archive
from facecheck.core.errors import FacecheckError
from facecheck.report.documents import document_reports
from facecheck.report.histories import history_report
from facecheck.report.history_page import history_page
from facecheck.report.page import clip_page
from facecheck.store.history import History, contents_of, document_of
from facecheck.store.history.attempt_rows import rows
from facecheck.store.preferences import last_camera
from facecheck.store.profile import NOBODY

from .awkward_text import JUNK, Raw, awkward
from .damage import damaged
from .readers import finite, plainly

DRAWN = 0.1
TODAY = date(2026, 3, 9)
PLAIN = tuple(
    json.dumps(j) if isinstance(j, list | dict) else j for j in JUNK if type(j) is not Raw
)


def _history(folder: Path) -> Path:
    path = folder / "history.sqlite3"
    with History(path) as history:
        add_session(history)
        add_session(history, exercise="squint")
        history.add_calibration({"lip_gap": 0.41}, {"lip_gap": 0.012})
        history.add_override("massage", "Injection on 1 March.", date(2026, 3, 16))
    return path


@cache
def good_history() -> bytes:
    """A history of two sessions, as a file."""
    with TemporaryDirectory() as folder:
        return _history(Path(folder)).read_bytes()


@cache
def good_export() -> dict[str, Any]:
    """The same as its document."""
    with TemporaryDirectory() as folder, History(_history(Path(folder))) as history:
        return json.loads(json.dumps(document_of(history.contents(), "1")))  # type: ignore[no-any-return]


@cache
def good_score() -> dict[str, Any]:
    """A score document of two attempts."""
    document = result(attempt(1), attempt(2, counted=False, hold_s=1.0)).to_dict("1")
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


def use_history(path: Path, *, draw: bool) -> None:
    """Everything that the commands do with a history; drawing takes the longest by far."""
    with History(path) as history:
        contents = history.contents(curves=True)
        finite(document_of(contents, "1"))
        for row in rows(contents.sessions):
            assert row["exercise"] is not None
        history.totals()
        last = history.last()
        add_session(history)
        if last is not None:
            assert history.session(last.id).id == last.id
    report = history_report(path, NOBODY, TODAY, weeks=4)
    if draw:
        assert "<script" not in history_page(report, "1")


def _queries(rng: random.Random, path: Path) -> None:
    """What no history holds, put there by SQL: words for days, numbers off the scale."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        tables = [
            r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        for _ in range(rng.choice((1, 1, 2, 4))):
            table = rng.choice(tables or ["none"])
            columns = [r[1] for r in connection.execute(f"PRAGMA table_info({table})")]
            column, value = rng.choice(columns or ["none"]), rng.choice(PLAIN)
            what = rng.randrange(8)
            # SQLite itself refuses some of it, as it would refuse facecheck.
            with suppress(sqlite3.Error, OverflowError, UnicodeError):
                if what == 0:
                    connection.execute(f"DROP TABLE {table}")
                elif what == 1:
                    connection.execute(f"DELETE FROM {table}")  # noqa: S608
                elif what == 2:
                    connection.execute(f'ALTER TABLE {table} DROP COLUMN "{column}"')
                elif what == 3:
                    connection.execute(f"PRAGMA user_version = {rng.choice((0, 1, 3, 99, -1))}")
                else:
                    connection.execute(f'UPDATE {table} SET "{column}" = ?', (value,))  # noqa: S608


def _try_history(rng: random.Random, folder: Path) -> None:
    path = folder / "history.sqlite3"
    if rng.random() < 0.4:
        path.write_bytes(damaged(good_history(), rng))
    else:
        path.write_bytes(good_history())
        _queries(rng, path)
    use_history(path, draw=rng.random() < DRAWN)


def _awkward_file(path: Path, document: dict[str, Any], rng: random.Random) -> None:
    if rng.random() < 0.2:
        path.write_bytes(damaged(json.dumps(document).encode(), rng))
    else:
        path.write_bytes(awkward(json.dumps(document, indent=1), document, rng))


def _try_export(rng: random.Random, folder: Path) -> None:
    path = folder / ("a.zip" if rng.random() < 0.3 else "a.json")
    if path.suffix == ".zip":
        write_archive(path, good_export())
        path.write_bytes(damaged(path.read_bytes(), rng))
    else:
        _awkward_file(path, good_export(), rng)
    contents = contents_of(read_archive(path), path.name)
    with History(folder / "history.sqlite3") as history:
        history.merge(contents)
        history.merge(contents)
    use_history(folder / "history.sqlite3", draw=rng.random() < DRAWN)


def _try_score(rng: random.Random, folder: Path) -> None:
    path = folder / "a.json"
    _awkward_file(path, good_score(), rng)
    page = clip_page(document_reports(path), "1")
    assert "<script" not in page


def _try_rows(rng: random.Random, folder: Path) -> None:
    jobs = [Job(folder / f"{n}.mp4", load_exercise("jaw-open")) for n in range(3)]
    done = result(attempt(1))
    first = Rows(folder / "a.csv", jobs).__enter__()
    for job in jobs[:2]:
        first.add(Outcome(job, done))
    first.__exit__(SystemExit)
    first.journal.write_bytes(damaged(first.journal.read_bytes(), rng))
    with Rows(folder / "a.csv", jobs, resume=True) as again:
        for job in again.left():
            again.add(Outcome(job, done))
    assert len((folder / "a.csv").read_text("utf-8").splitlines()) == 4


def _try_preferences(rng: random.Random, folder: Path) -> None:
    path = folder / "preferences.json"
    path.write_bytes(damaged(b'{"schema": "facecheck.preferences/1", "camera": "C920"}', rng))
    camera = last_camera(path)
    assert camera is None or camera


TRIES = {
    "history": _try_history,
    "export": _try_export,
    "score": _try_score,
    "rows": _try_rows,
    "preferences": _try_preferences,
}


def try_record(kind: str, rng: random.Random, folder: Path) -> bool:
    """Run one case; returns whether the file was accepted. Anything that is wrong is raised."""
    with TemporaryDirectory(dir=folder) as inside:
        try:
            TRIES[kind](rng, Path(inside))
        except FacecheckError as error:
            plainly(error)
            return False
    return True
