"""The tables and the migrations of older files; columns: docs/history.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_V1: Final = """
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    begun TEXT NOT NULL,
    begun_utc_s REAL NOT NULL,
    ended TEXT,
    ending TEXT NOT NULL CHECK (ending IN ('running', 'done', 'stopped')),
    routine TEXT NOT NULL,
    exercises TEXT NOT NULL,
    source TEXT NOT NULL,
    version TEXT NOT NULL,
    changed_utc_s REAL NOT NULL
) STRICT;
CREATE INDEX sessions_by_time ON sessions (begun_utc_s);

CREATE TABLE sets (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    n INTEGER NOT NULL CHECK (n >= 1),
    place INTEGER NOT NULL CHECK (place >= 0),
    exercise TEXT NOT NULL,
    begun TEXT NOT NULL,
    ended TEXT,
    reps INTEGER NOT NULL,
    hold_s REAL NOT NULL,
    target_s REAL,
    enter REAL,
    leave REAL,
    duration_s REAL,
    judged_s REAL,
    score INTEGER CHECK (score BETWEEN 0 AND 100),
    restarted INTEGER NOT NULL DEFAULT 0 CHECK (restarted IN (0, 1)),
    pain INTEGER NOT NULL DEFAULT 0 CHECK (pain IN (0, 1)),
    UNIQUE (session_id, n)
) STRICT;
CREATE INDEX sets_by_exercise ON sets (exercise);

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    n INTEGER NOT NULL CHECK (n >= 1),
    at TEXT NOT NULL,
    start_s REAL NOT NULL,
    end_s REAL NOT NULL,
    hold_s REAL NOT NULL,
    peak REAL NOT NULL,
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    reason TEXT,
    score INTEGER NOT NULL,
    parts TEXT NOT NULL,
    side TEXT CHECK (side IN ('both', 'left', 'right')),
    sides TEXT,
    symmetry REAL,
    area TEXT,
    open INTEGER NOT NULL CHECK (open IN (0, 1)),
    curve BLOB,
    UNIQUE (set_id, n)
) STRICT;

CREATE TABLE faults (
    id INTEGER PRIMARY KEY,
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    attempt_id INTEGER REFERENCES attempts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    start_s REAL NOT NULL,
    end_s REAL NOT NULL,
    value REAL NOT NULL,
    "limit" REAL NOT NULL,
    unit TEXT NOT NULL,
    cue TEXT NOT NULL
) STRICT;
CREATE INDEX faults_by_set ON faults (set_id);
CREATE INDEX faults_by_attempt ON faults (attempt_id);

CREATE TABLE ratings (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    stress_before INTEGER CHECK (stress_before BETWEEN 0 AND 10),
    stress_after INTEGER CHECK (stress_after BETWEEN 0 AND 10),
    felt TEXT
) STRICT;

CREATE TABLE calibrations (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    at_utc_s REAL NOT NULL,
    "full" TEXT NOT NULL,
    rest TEXT NOT NULL
) STRICT;

CREATE TABLE overrides (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    at_utc_s REAL NOT NULL,
    exercise TEXT NOT NULL,
    reason TEXT NOT NULL,
    until TEXT
) STRICT;
"""

_V2: Final = """
ALTER TABLE sessions ADD COLUMN asked_reps INTEGER;
ALTER TABLE sessions ADD COLUMN asked_hold_s REAL;
"""
"""A session that is gone on with must ask for what it asked for before."""

_V3: Final = """
CREATE TABLE owner (key TEXT NOT NULL, brought INTEGER NOT NULL) STRICT;
INSERT INTO owner (key, brought)
    VALUES (lower(hex(randomblob(16))), (SELECT count(*) FROM sessions));

ALTER TABLE sessions ADD COLUMN kind TEXT NOT NULL DEFAULT 'practice'
    CHECK (kind IN ('practice', 'tried', 'recorded'));
UPDATE sessions SET kind = 'tried'
    WHERE lower(source) LIKE '%.mp4' OR lower(source) LIKE '%.mov' OR lower(source) LIKE '%.mkv'
    OR lower(source) LIKE '%.webm' OR lower(source) LIKE '%.avi' OR lower(source) LIKE '%.m4v';
ALTER TABLE attempts ADD COLUMN by_hand TEXT CHECK (by_hand IN ('added', 'taken back'));
CREATE INDEX sessions_by_day ON sessions (substr(begun, 1, 10));
"""
"""A history is one person's, whatever it is called; a clip played as a camera is no practice.

Older versions kept such a clip's file name as the session's source, as a camera's name."""

MIGRATIONS: Final[Sequence[str]] = (_V1, _V2, _V3)
"""The script at place n makes version n + 1 out of version n; 0 is an empty file."""

VERSION: Final = len(MIGRATIONS)


def statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would end the transaction.

    >>> statements("CREATE TABLE a (b);  DROP TABLE a;")
    ['CREATE TABLE a (b)', 'DROP TABLE a']
    """
    return [part.strip() for part in script.split(";") if part.strip()]
