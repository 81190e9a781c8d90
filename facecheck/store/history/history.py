"""The history of sessions in one SQLite file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from facecheck.core.curves import Curve
from facecheck.core.days import ALWAYS, DaySpan
from facecheck.core.errors import HistoryError
from facecheck.core.events import Attempt, ByHand
from facecheck.core.results import ScoreResult
from facecheck.store.history import inserts, merging
from facecheck.store.history import queries as reading
from facecheck.store.history.codec import now, stamp, text_of, utc_s
from facecheck.store.history.document import Contents
from facecheck.store.history.file import backups, explained
from facecheck.store.history.merging import Merged
from facecheck.store.history.reader import Reader
from facecheck.store.history.records import CalibrationRecord, Ending, Kind, OverrideRecord, Rating
from facecheck.store.undo import sessions as forgotten


class History(Reader):
    """Keeps sessions, and tells of them. Everything that returned is on the disk.

    Several processes may use one file; within a process, several threads one ``History``.

    Args:
        path: The file; None for the user's own. It is made where there is none.
    """

    def begin_session(
        self,
        routine: str,
        exercises: Sequence[str],
        *,
        source: str = "",
        version: str = "",
        asked_reps: int | None = None,
        asked_hold_s: float | None = None,
        kind: Kind = Kind.PRACTICE,
        at: datetime | None = None,
    ) -> int:
        """Begin a session; returns its id. What was forgotten before is gone for good then.

        Args:
            routine: What was asked for: the id of a routine or of an exercise.
            exercises: The ids, in order.
            source: The camera's name, or the clip's.
            version: Of facecheck.
            asked_reps: Repetitions to a set, instead of each exercise's.
            asked_hold_s: Seconds to hold, likewise.
            kind: What it is.
            at: When; None for now.

        Raises:
            HistoryError: It cannot be written. So of every method that writes.
        """
        begun = at if at is not None else now()
        forgotten.let_go(self.path)
        with self._writing() as connection:
            return inserts.insert(
                connection,
                "sessions",
                key=uuid.uuid4().hex,
                begun=stamp(begun),
                begun_utc_s=utc_s(begun),
                ending=Ending.RUNNING,
                routine=routine,
                exercises=text_of(list(exercises)),
                source=source,
                version=version,
                asked_reps=asked_reps,
                asked_hold_s=asked_hold_s,
                changed_utc_s=utc_s(begun),
                kind=kind,
            )

    def begin_set(
        self,
        session_id: int,
        exercise: str,
        *,
        reps: int,
        hold_s: float,
        index: int = 0,
        enter: float | None = None,
        leave: float | None = None,
        target_s: float | None = None,
        at: datetime | None = None,
    ) -> int:
        """Begin the next set of a session; returns its id. The arguments: ``SetRecord``."""
        begun = at if at is not None else now()
        with self._writing() as connection:
            (n,) = connection.execute(
                "SELECT 1 + coalesce(max(n), 0) FROM sets WHERE session_id = ?", (session_id,)
            ).fetchone()
            set_id = inserts.insert(
                connection,
                "sets",
                session_id=session_id,
                n=n,
                place=index,
                exercise=exercise,
                begun=stamp(begun),
                reps=reps,
                hold_s=hold_s,
                target_s=target_s,
                enter=enter,
                leave=leave,
            )
            inserts.changed(connection, set_id, begun)
        return set_id

    def put_attempt(
        self,
        set_id: int,
        attempt: Attempt,
        curve: Curve | None = None,
        *,
        is_open: bool = False,
        score: int | None = None,
        by_hand: ByHand | None = None,
        at: datetime | None = None,
    ) -> None:
        """Add an attempt to a set, or put it in place of the one with its number.

        Args:
            set_id: The set.
            attempt: What is known of it.
            curve: Its levels, in the set's time; thinned to about 10 a second.
            is_open: It counts, and its hold continues.
            score: What the set amounts to with it, 0 to 100; None leaves that as it is.
            by_hand: Whether a person added its count or took it back; None keeps such a mark.
            at: When; None for now.
        """
        moment = at if at is not None else now()
        with self._writing() as connection:
            inserts.attempt(
                connection, set_id, attempt, curve, moment, is_open=is_open, by_hand=by_hand
            )
            if score is not None:
                connection.execute("UPDATE sets SET score = ? WHERE id = ?", (score, set_id))

    def finish_set(
        self,
        set_id: int,
        result: ScoreResult | None = None,
        *,
        restarted: bool = False,
        pain: bool = False,
        at: datetime | None = None,
    ) -> None:
        """End a set.

        Args:
            set_id: The set.
            result: What it amounts to, with all its attempts; None keeps what is known.
            restarted: The person began it again.
            pain: The person stopped it because it hurt.
            at: When; None for now.
        """
        moment = at if at is not None else now()
        with self._writing() as connection:
            connection.execute(
                "UPDATE sets SET ended = coalesce(ended, ?), restarted = ?, pain = max(pain, ?) "
                "WHERE id = ?",
                (stamp(moment), int(restarted), int(pain), set_id),
            )
            if result is not None:
                inserts.result(connection, set_id, result, moment)
            inserts.changed(connection, set_id, moment)

    def finish_session(
        self, session_id: int, ending: Ending, *, at: datetime | None = None
    ) -> None:
        """End a session."""
        moment = at if at is not None else now()
        with self._writing() as connection:
            connection.execute(
                "UPDATE sessions SET ended = ?, ending = ?, changed_utc_s = max(changed_utc_s, ?) "
                "WHERE id = ?",
                (stamp(moment), ending, utc_s(moment), session_id),
            )

    def go_on(
        self, session_id: int, set_id: int | None = None, *, at: datetime | None = None
    ) -> None:
        """Go on with a session that was interrupted, and with a set of it."""
        moment = at if at is not None else now()
        with self._writing() as connection:
            connection.execute(
                "UPDATE sessions SET ended = NULL, ending = 'running', "
                "changed_utc_s = max(changed_utc_s, ?) WHERE id = ?",
                (utc_s(moment), session_id),
            )
            connection.execute("UPDATE sets SET ended = NULL WHERE id = ?", (set_id,))

    def rate(self, session_id: int, rating: Rating, *, at: datetime | None = None) -> None:
        """Add what the person says of a session; what they do not say now stays as it was."""
        moment = at if at is not None else now()
        with self._writing() as connection:
            inserts.rating(connection, session_id, rating)
            connection.execute(
                "UPDATE sessions SET changed_utc_s = max(changed_utc_s, ?) WHERE id = ?",
                (utc_s(moment), session_id),
            )

    def add_calibration(
        self, full: Mapping[str, float], rest: Mapping[str, float], *, at: datetime | None = None
    ) -> None:
        """Keep what a calibration found."""
        moment = at if at is not None else now()
        with self._writing() as connection:
            inserts.calibration(connection, CalibrationRecord(moment, full, rest, uuid.uuid4().hex))

    def add_override(
        self, exercise: str, reason: str, until: date | None = None, *, at: datetime | None = None
    ) -> None:
        """Keep that a person chose to pass over a caution. The arguments: ``OverrideRecord``."""
        moment = at if at is not None else now()
        with self._writing() as connection:
            inserts.override(
                connection, OverrideRecord(moment, exercise, reason, until, uuid.uuid4().hex)
            )

    def merge(self, contents: Contents) -> Merged:
        """Add what another history holds and this one does not; a second time adds nothing.

        Raises:
            HistoryError: It cannot be written, or contradicts itself; nothing is added then.
        """
        with self._writing() as connection:
            return merging.merge(connection, contents)

    def forget(self, days: DaySpan = ALWAYS, *, for_good: bool = False) -> int:
        """Take out everything that began on some days, from the file and from its older copies.

        Until the next session begins ``put_back`` undoes it.

        Args:
            days: Where they were lived.
            for_good: It cannot be put back, nor can what was taken out before.

        Returns:
            How many sessions are gone.
        """
        with self._lock:
            with self._writing() as connection:
                if for_good:
                    forgotten.let_go(self.path)
                else:
                    forgotten.put_aside(self.path, reading.contents(connection, days))
                gone = merging.forget(connection, days)
            with explained(self.path):
                # Else it would stay in the file's unused pages, in its log, and in the copies
                # that were made before a file was brought up to date.
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                for copy in backups(self.path):
                    copy.unlink(missing_ok=True)
        return gone

    def put_back(self) -> Merged:
        """Undo every ``forget`` since the last session.

        Raises:
            HistoryError: There is nothing to put back, or it cannot be written.
        """
        contents = forgotten.taken_out(self.path)
        if contents == Contents():
            raise HistoryError(
                "{path}: nothing was forgotten since the last session, so nothing is put back",
                path=self.path,
            )
        merged = self.merge(contents)
        forgotten.let_go(self.path)
        return merged

    def brought_over(self) -> int:
        """How many sessions an older version had kept, before histories were a person's; once."""
        with self._writing() as connection:
            (number,) = connection.execute("SELECT brought FROM owner").fetchone()
            if number:
                connection.execute("UPDATE owner SET brought = 0")
        return int(number)

    def adopt(self, owner: str) -> None:
        """Take another key: of an empty history into which a person's export is put."""
        with self._writing() as connection:
            connection.execute("UPDATE owner SET key = ?", (owner,))
