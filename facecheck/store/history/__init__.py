"""The history: sessions, sets, attempts and what was said of them, in one file on this machine.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from facecheck.core.events import Attempt
>>> with TemporaryDirectory() as folder, History(Path(folder) / "history.sqlite3") as history:
...     session = history.begin_session("jaw-open", ["jaw-open"])
...     the_set = history.begin_set(session, "jaw-open", reps=3, hold_s=5.0)
...     history.put_attempt(the_set, Attempt(1, 2.0, 8.3, 5.9, 0.93, True, None, 90))
...     history.finish_set(the_set)
...     history.finish_session(session, Ending.STOPPED)
...     [(s.routine, s.counted) for s in history.sessions()]
[('jaw-open', 1)]
"""

from facecheck.core.events import ByHand
from facecheck.store.history.document import Contents, Whose, contents_of, document_of, whose_is
from facecheck.store.history.file import history_path
from facecheck.store.history.history import History
from facecheck.store.history.reader import totals_of
from facecheck.store.history.records import (
    AttemptRecord,
    CalibrationRecord,
    Ending,
    HistoryTotals,
    Kind,
    OverrideRecord,
    Rating,
    SessionRecord,
    SetRecord,
)

__all__ = [
    "AttemptRecord",
    "ByHand",
    "CalibrationRecord",
    "Contents",
    "Ending",
    "History",
    "HistoryTotals",
    "Kind",
    "OverrideRecord",
    "Rating",
    "SessionRecord",
    "SetRecord",
    "Whose",
    "contents_of",
    "document_of",
    "history_path",
    "totals_of",
    "whose_is",
]
