"""Makes traces that are cut, damaged, of another version, or Parquet files made to do harm."""

from __future__ import annotations

import json
import random
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from relaid import as_first_version
from strips import flat_hand, measured, neutral_face, observation

from facecheck.api import event_detector, load_exercise
from facecheck.core.errors import TraceError
from facecheck.core.frames import Group, Instant, Observation
from facecheck.core.landmarks import MEASURED
from facecheck.engine.repetitions.checker import Checker
from facecheck.engine.spec.exercise import Exercise
from facecheck.inputs.trace import SCHEMA, Trace, write_trace

from .damage import damaged
from .readers import finite, plainly

_MEASURED = (
    "",
    "[",
    "[" * 9999,
    "null",
    "[]",
    "[-1]",
    "[478]",
    "[0, 0]",
    "[0]",
    '["0"]',
    "[true]",
    "[1e3]",
    json.dumps([*range(478)]),
    json.dumps([*range(44)]),
    json.dumps([*reversed(MEASURED)]),
)
"""What the metadata may say of the measured landmarks."""

LARGE = (0.0, -0.0, 1e-45, -1.0, 5e8, 3e38, -3e38, 1e19)

VERSIONS = (1, 2)


@cache
def good(version: int = 2) -> bytes:
    """A trace of five frames: faces, none, hands, none looked for."""
    hands = [flat_hand((300.0, 250.0), 60.0), flat_hand((200.0, 260.0), 70.0, side="right")]
    seen = [
        observation(0.0, neutral_face(), hands),
        observation(0.1, None, []),
        observation(0.2, neutral_face(), None),
        observation(0.3, neutral_face(), hands[:1]),
        observation(0.4, neutral_face(), hands),
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        write_trace(path, seen, name="a.mp4", duration_s=0.5)
        if version == 1:
            as_first_version(path)
        return path.read_bytes()


@cache
def _table(version: int) -> Any:
    return pq.read_table(pa.BufferReader(good(version)))


def _values(kind: Any, rng: random.Random, rows: int) -> Any:
    """A column of another type or of strange values."""
    columns: list[Any] = [
        pa.nulls(rows),
        pa.array([rng.choice(("", "left", "x" * 500, "\0")) for _ in range(rows)]),
        pa.array([rng.choice((0, -1, 2**62, 3)) for _ in range(rows)]),
        pa.array([rng.choice((0.0, -1.0, 1e308, float("nan"), float("inf"))) for _ in range(rows)]),
        pa.array([[1.0] * rng.choice((0, 3, 1434)) for _ in range(rows)]),
        pa.array([[{"side": "left", "score": 1.0, "points": [0.0] * 63}] * 40] * rows),
        pa.array([b"\xff"] * rows),
        pa.array(["a"] * rows).dictionary_encode(),
    ]
    column = rng.choice(columns)
    if rng.random() < 0.5:
        try:
            return column.cast(kind)
        except (pa.ArrowException, ValueError):
            return column
    return column


def _numbers(table: Any, rng: random.Random) -> Any:
    """Other numbers in the right places: what a schema cannot tell."""
    names = ("blendshapes", "matrix", "time_s", "width", "brightness", "hands")
    points = [name for name in table.schema.names if name.startswith("points")]
    name = rng.choice((*names, *points))
    rows = table.column(name).to_pylist()
    i = rng.randrange(len(rows))
    value: Any = rng.choice((*LARGE, float("nan"), float("inf")))
    if name == "hands":
        for hand in rows[i] or ():
            hand["points"] = [float(np.float32(value))] * 63
            hand["score"] = value
            hand["side"] = rng.choice(("left", "right", "both"))
    elif name == "width":
        rows[i] = rng.choice((0, -1, 2**31 - 1, 1))
    elif isinstance(rows[i], list):
        spread = rng.random() < 0.5
        rows[i] = [
            float(np.float32(rng.choice(LARGE) if spread else value)) if rng.random() < 0.9 else x
            for x in rows[i]
        ]
    elif name in ("time_s", "brightness"):
        rows[i] = value
    place, kind = table.schema.get_field_index(name), table.field(name).type
    return table.set_column(place, table.schema.field(place), pa.array(rows, kind))


def _rebuilt(rng: random.Random) -> bytes:
    """A well-formed Parquet file that is not quite a trace."""
    table = _table(rng.choice(VERSIONS))
    own = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    what = rng.randrange(7)
    name = rng.choice(table.schema.names)
    place = table.schema.get_field_index(name)
    if what == 0:
        table = table.drop_columns([name])
    elif what == 1:
        table = table.set_column(place, name, _values(table.field(name).type, rng, table.num_rows))
    elif what == 2:
        table = table.append_column("x", pa.nulls(table.num_rows))
    elif what == 3:
        rows = [rng.randrange(table.num_rows) for _ in range(rng.choice((0, 1, 3, 900)))]
        table = table.take(pa.array(rows, pa.int64()))
    elif what == 4:
        table = table.rename_columns([n if n != name else "x" for n in table.schema.names])
    else:
        for _ in range(rng.choice((1, 3))):
            table = _numbers(table, rng)
    versions = (SCHEMA, "facecheck.trace/1", "facecheck.trace/3", "x", "", "facecheck.trace/")
    schema = rng.choice((own["schema"],) * 6 + versions)
    told = {"schema": schema, "measured": own.get("measured", "[0]")}
    if rng.random() < 0.2:
        told["measured"] = rng.choice(_MEASURED)
    about: Any = rng.choice(
        ({"name": "a"},) * 4
        + ({"name": None, "duration_s": -1}, {"duration_s": "x", "warnings": 3}, [], "x", None)
        + ({"name": "\ud800\x1b[2J" * 9, "duration_s": 1e308, "warnings": ["\n"] * 99},)
    )
    description = json.dumps(about)
    if rng.random() < 0.1:
        description = rng.choice(("{", "[" * 9999, '{"duration_s": NaN}', "\0"))
    sink = pa.BufferOutputStream()
    pq.write_table(
        table.replace_schema_metadata(told),
        sink,
        compression=rng.choice(("zstd", "none", "gzip")),
        row_group_size=rng.choice((1, 2, 512)),
        use_dictionary=rng.random() < 0.5,
        version=rng.choice(("1.0", "2.6")),
    )
    if rng.random() < 0.7:
        sink = _with_about(table, told, description)
    return bytes(sink.getvalue())


def _with_about(table: Any, told: dict[str, str], about: str) -> Any:
    sink = pa.BufferOutputStream()
    plain = table.replace_schema_metadata(told)
    with pq.ParquetWriter(sink, plain.schema) as writer:
        writer.write_table(plain)
        writer.add_key_value_metadata({"facecheck": about})
    return sink


@cache
def _exercises() -> tuple[Exercise, ...]:
    return tuple(load_exercise(name) for name in ("squint-palm", "jaw-band"))


def use(observations: list[Observation], duration_s: float) -> None:
    """What was read must be judged, and must give documents without NaN or infinity."""
    for exercise in _exercises():
        checker = Checker(exercise)
        for seen, values in measured(observations, 256):
            checker.step(seen, values)
        finite(checker.finish("a", duration_s).to_dict("1"))
    events = event_detector()
    for seen, values in measured(observations, 256):
        events.step(seen, values)
        finite(values)
    finite(events.finish("a", duration_s).to_dict("1"))


def _same_alone(alone: list[Group], seen: list[Observation]) -> None:
    """What was read without the observations must be what they hold."""
    found = [at for group in alone for at in group.instants()]
    assert found == [Instant(o.time_s, o.size, o.brightness, o.face is not None) for o in seen]
    faces = [face for group in alone for face in group.measured]
    whole = [o.face.measured for o in seen if o.face is not None]
    assert [face.tobytes() for face in faces] == [face.tobytes() for face in whole]


def try_trace(rng: random.Random, folder: Path) -> bool:
    """Run one case; returns whether the file was accepted. Anything that is wrong is raised."""
    path = folder / "a.parquet"
    what = rng.randrange(10)
    data = _rebuilt(rng) if what < 5 else good(rng.choice(VERSIONS))
    if what >= 4:
        data = damaged(data, rng)
    path.write_bytes(data)
    try:
        with Trace(path) as trace:
            seen = list(trace)
            alone = list(trace.groups(whole=False))
            duration_s = trace.duration_s
            name, warnings = trace.name, trace.warnings
    except TraceError as error:
        plainly(error)
        return False
    _same_alone(alone, seen)
    assert all(a.time_s <= b.time_s for a, b in pairwise(seen))
    assert all(line.isprintable() for line in (name, *warnings)), (name, warnings)
    use(seen, duration_s or 0.0)
    return True
