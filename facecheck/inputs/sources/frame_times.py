"""When each picture was taken, from a file beside the recording or from the images' names.

Read are: a number or a date a line, in seconds; mkvmerge's and rpicam-vid's ``# timestamp format
v2``, in milliseconds; a CSV with a column of times, its unit in its name (``timestamp [ns]``,
``time_ms``); a one-dimensional ``.npy`` in seconds; frame stamps of an ``.xdf`` recording.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np

from facecheck.core.errors import SourceError

SIDECARS = tuple(
    f"{stem}{suffix}"
    for stem in ("times", "timestamps", "timecodes")
    for suffix in (".txt", ".csv", ".npy")
)
"""What a file with the times of a folder's images is called, in the folder."""
MAX_BYTES = 64 * 2**20
LARGEST = Decimal(10**20)
"""Nanoseconds since 1970 have 19 digits."""
SLOWEST_S = 10.0
"""Numbers further apart are not seconds between pictures of a movement."""

_COLUMNS = (
    "time_s",
    "timestamp",
    "timestamps",
    "time",
    "pts_time",
    "best_effort_timestamp_time",
    "lsl_time",
    "time_seconds",
    "seconds",
    "t",
    "onset",
    "pts",
)
_UNITS = {"s": 1, "sec": 1, "seconds": 1, "ms": 10**3, "us": 10**6, "µs": 10**6, "ns": 10**9}
_HEADING = re.compile(
    r"^(?P<name>.*?)[\s_]*[\[(]?(?<![a-z])(?P<unit>ns|us|µs|ms|sec|seconds|s)[\])]?$"
)
_FORMAT = re.compile(r"#\s*time(?:stamp|code)\s+format\s+v(\d)", re.IGNORECASE)
_DATE = re.compile(
    r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)[T_ -]?(\d\d)[-:.]?(\d\d)[-:.]?(\d\d)[._,-]?(\d{1,9})?(?!\d)"
)


def read_times(path: Path) -> tuple[float, ...]:
    """The time of each picture in seconds, the first at 0.

    Args:
        path: One of the kinds above; ``NAME.xdf#STREAM`` names one of several streams.

    Raises:
        SourceError: It cannot be read, holds no times, or they go back.
    """
    if ".xdf" in path.name.lower():
        from facecheck.inputs.sources.xdf_times import read_xdf

        return rising(read_xdf(path), path.name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(
                "{path}: is larger than {max_bytes} MB; not a list of times",
                path=path,
                max_bytes=MAX_BYTES >> 20,
            )
        if path.suffix.lower() == ".npy":
            return rising(_numpy(path), path.name)
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text of numbers"
        raise SourceError(
            "{path}: times cannot be read ({reason}); check the file", path=path, reason=reason
        ) from error
    return rising(_text(text, path.name), path.name)


def times_in_names(names: Sequence[str]) -> tuple[float, ...] | None:
    """Times that the names of images carry, the first at 0; None where they carry none.

    Carried are dates with a time of day, seconds since 1970 in seconds to nanoseconds, and numbers
    with a unit (``0.033s``, ``33ms``). A plain number is a number, not a time.
    """
    for read in (_date, _since_1970, _with_unit):
        found = [read(name.rsplit(".", 1)[0]) for name in names]
        known = [time_s for time_s in found if time_s is not None]
        # Bursts within one second without its fractions are no times.
        if len(known) == len(found) and all(a < b for a, b in pairwise(known)):
            return tuple(float(time_s - known[0]) for time_s in known) if len(known) > 1 else None
    return None


def rising(times: Sequence[Decimal], name: str) -> tuple[float, ...]:
    """Times from the first on, in seconds.

    Raises:
        SourceError: There is none, or one is before another.
    """
    if not times:
        raise SourceError("{name}: holds no times; write one number a line, in seconds", name=name)
    for i, (a, b) in enumerate(pairwise(times), 2):
        if b < a:
            raise SourceError(
                "{name}: time {i} ({b}) is before the one before it ({a})", name=name, i=i, b=b, a=a
            )
    seconds = tuple(float(time - times[0]) for time in times)
    if len(seconds) > 2 and median(np.diff(seconds)) > SLOWEST_S:
        raise SourceError(
            "{name}: {median:g} s from picture to picture; if these are milliseconds, "
            "begin the file with `# timestamp format v2`",
            name=name,
            median=median(np.diff(seconds)),
        )
    return seconds


def _numpy(path: Path) -> list[Decimal]:
    numbers = np.load(path, allow_pickle=False)
    if numbers.ndim != 1 or numbers.dtype.kind not in "iuf" or not np.isfinite(numbers).all():
        raise SourceError(
            "{path}: not one row of numbers (shape {shape})", path=path, shape=numbers.shape
        )
    return _seconds([Decimal(str(n)) for n in numbers.tolist()])


def _text(text: str, name: str) -> list[Decimal]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = _FORMAT.match(lines[0]) if lines else None
    if head and head[1] != "2":
        raise SourceError(
            "{name}: timestamp format v{head}; write it as v2, a time a line",
            name=name,
            head=head[1],
        )
    rows = [line for line in lines if not line.startswith("#")]
    if head:
        return [_number(row, name, i) / 1000 for i, row in enumerate(rows, 2)]
    first = lines[0] if lines else ""
    if first.startswith("#") and "," in first:  # EuRoC: `#timestamp [ns],filename`
        rows.insert(0, first.lstrip("# "))
    if not rows:
        return []
    delimiter = next((mark for mark in ";,\t" if mark in rows[0]), None)
    if delimiter is None:
        dated = [time for time in map(_date, rows) if time is not None]
        if len(dated) == len(rows):
            return dated
    table = (
        [row.split() for row in rows]
        if delimiter is None
        else list(csv.reader(rows, delimiter=delimiter))
    )
    return _column(table, name)


def _column(rows: list[list[str]], name: str) -> list[Decimal]:
    headings = [cell.strip().lower() for cell in rows[0]]
    if _is_number(headings[0]):
        return _seconds([_number(row[0], name, i) for i, row in enumerate(rows, 1) if row])
    for wanted in _COLUMNS:
        for at, heading in enumerate(headings):
            unit = _HEADING.match(heading)
            plain = unit["name"].strip() if unit and unit["name"] else heading
            if wanted not in (heading, plain):
                continue
            numbers = [
                _number(row[at], name, i) for i, row in enumerate(rows[1:], 2) if len(row) > at
            ]
            return [n / _UNITS[unit["unit"]] for n in numbers] if unit else _seconds(numbers)
    raise SourceError(
        "{name}: no column of times among {headings}; call it time_s",
        name=name,
        headings=", ".join(headings)[:80],
    )


def _seconds(numbers: list[Decimal]) -> list[Decimal]:
    """Seconds since 1970 are told by their size to be in parts of a second."""
    least = min(map(abs, numbers), default=Decimal(0))
    for parts, limit in ((10**9, 10**17), (10**6, 10**14), (10**3, 10**11)):
        if least >= limit:
            return [n / parts for n in numbers]
    return numbers


def _number(cell: str, name: str, line: int) -> Decimal:
    try:
        number = Decimal(cell.strip())
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or not -LARGEST <= number <= LARGEST:
        raise SourceError(
            "{name}: line {line}: {cell!r} is no number of seconds",
            name=name,
            line=line,
            cell=cell.strip()[:40],
        )
    return number


def _is_number(cell: str) -> bool:
    try:
        return Decimal(cell.strip()).is_finite()
    except InvalidOperation:
        return False


def _date(name: str) -> Decimal | None:
    found = _DATE.search(name)
    if found is None:
        return None
    *parts, fraction = found.groups()
    try:
        year, month, day, hour, minute, second = map(int, parts)
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return Decimal(int(moment.timestamp())) + Decimal(f"0.{fraction or 0}")


def _since_1970(name: str) -> Decimal | None:
    found = re.search(r"(?<!\d)(\d{10})([._]\d{1,9})?(?!\d)", name)
    if found is not None:
        fraction = (found[2] or ".0").replace("_", ".")
        return Decimal(found[1] + fraction)
    found = re.search(r"(?<!\d)(\d{13}|\d{16}|\d{19})(?!\d)", name)
    return None if found is None else Decimal(found[1]) / 10 ** (len(found[1]) - 10)


def _with_unit(name: str) -> Decimal | None:
    found = re.search(r"(?<![\d.])(\d+(?:\.\d+)?)(s|sec|ms|us|ns)(?![a-z0-9])", name.lower())
    return None if found is None else Decimal(found[1]) / _UNITS[found[2]]
