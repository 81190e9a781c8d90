from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facecheck.core.errors import OutputError, SourceError, TraceError
from facecheck.core.frames import Face, Group, Hand, Observation
from facecheck.inputs.trace import SCHEMA, Trace, TraceWriter, read_trace, write_trace
from facecheck.inputs.trace import writer as writer_module


def face(rng: np.random.Generator) -> Face:
    return Face(
        points=rng.normal(300, 90, (478, 3)).astype(np.float32),
        blendshapes=rng.random(52, np.float32),
        matrix=rng.normal(0, 1, (4, 4)).astype(np.float32),
    )


def hand(rng: np.random.Generator) -> Hand:
    points = rng.normal(300, 90, (21, 3)).astype(np.float32)
    return Hand(points=points, side="left" if rng.random() < 0.5 else "right", score=0.1 + 0.2)


def observations(kinds: list[tuple[bool, int | None]], seed: int = 0) -> list[Observation]:
    """Observations by whether there is a face, and how many hands (None: not looked for)."""
    rng = np.random.default_rng(seed)
    return [
        Observation(
            time_s=i / 29.97,
            size=(640, 480),
            face=face(rng) if has_face else None,
            hands=None if hands is None else tuple(hand(rng) for _ in range(hands)),
            brightness=float(rng.random()) if has_face else None,
        )
        for i, (has_face, hands) in enumerate(kinds)
    ]


def plain(observation: Observation) -> list[Any]:
    seen, hands = observation.face, observation.hands
    return [
        observation.time_s,
        observation.size,
        observation.brightness,
        seen and [a.tobytes() for a in (seen.points, seen.blendshapes, seen.matrix)],
        hands and [(h.side, h.score, h.points.tobytes()) for h in hands],
        hands is None,
    ]


@settings(max_examples=25, deadline=None)
@given(
    kinds=st.lists(st.tuples(st.booleans(), st.sampled_from([None, 0, 1, 2])), max_size=9),
    rows=st.integers(1, 4),
)
def test_there_and_back_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[tuple[bool, int | None]], rows: int
) -> None:
    path = tmp_path_factory.mktemp("trace") / "a.parquet"
    given_observations = observations(kinds)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer_module, "GROUP_ROWS", rows)
        write_trace(path, given_observations, name="a.mp4", duration_s=1.25)
    with Trace(path) as trace:
        assert list(map(plain, trace)) == list(map(plain, given_observations))
        assert (trace.name, trace.duration_s) == ("a.mp4", 1.25)


def test_what_was_known_of_the_clip_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "Ü a.parquet"
    with TraceWriter(path, "Übung.mp4") as writer:
        for observation in observations([(True, None)] * 3):
            writer.write(observation)
        writer.warnings = ("the clip ends early",)
    with Trace(path) as trace:
        assert trace.name == "Übung.mp4"
        assert trace.warnings == ["the clip ends early"]
        assert trace.duration_s == pytest.approx(2 / 29.97)


def test_a_score_is_kept_to_the_last_bit(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_trace(path, observations([(True, 1)]), name="a")
    (seen,) = read_trace(path)
    assert seen.hands is not None
    assert seen.hands[0].score == 0.1 + 0.2


def test_nothing_is_left_behind_by_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"an older one")

    def broken() -> Iterator[Observation]:
        yield observations([(True, None)])[0]
        raise SourceError("unplugged")

    with pytest.raises(SourceError, match="unplugged"):
        write_trace(path, broken(), name="a")
    assert [p.name for p in tmp_path.iterdir()] == ["a.parquet"]
    assert path.read_bytes() == b"an older one"


def test_a_full_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_batch", full)
    with (
        pytest.raises(OutputError, match="No space left"),
        TraceWriter(tmp_path / "a.parquet", "a") as writer,
    ):
        writer.write(observations([(True, None)])[0])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        TraceWriter(tmp_path / "no" / "a.parquet", "a").__enter__()


def stored(tmp_path: Path, count: int = 4) -> Path:
    path = tmp_path / "a.parquet"
    write_trace(path, observations([(True, 1)] * count), name="a.mp4")
    return path


def rewrite(path: Path, change: Any, **metadata: str) -> None:
    table = pq.read_table(path)
    changed = change(table)
    pq.write_table(changed.replace_schema_metadata({"schema": SCHEMA, **metadata}), path)


def with_column(name: str, value: Any) -> Any:
    def change(table: pa.Table) -> pa.Table:
        i = table.schema.get_field_index(name)
        field = table.schema.field(i)
        return table.set_column(i, field, pa.array([value] * table.num_rows, field.type))

    return change


def test_a_newer_version_says_so(tmp_path: Path) -> None:
    path = stored(tmp_path)
    rewrite(path, lambda table: table, schema="facecheck.trace/2")
    with pytest.raises(TraceError, match=r"written as facecheck\.trace/2.*update facecheck"):
        list(read_trace(path))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.drop_columns(["matrix"]), id="a column is missing"),
        pytest.param(lambda t: t.append_column("x", t["width"]), id="a column more"),
        pytest.param(with_column("time_s", float("nan")), id="no time"),
        pytest.param(with_column("points", [float("inf")] * 1434), id="infinite points"),
        pytest.param(
            with_column("hands", [{"side": "up", "score": 1, "points": [0.0] * 63}]), id="no side"
        ),
        pytest.param(with_column("width", 0), id="no size"),
        pytest.param(with_column("brightness", float("nan")), id="no brightness"),
    ],
)
def test_a_hostile_trace_is_one_line(tmp_path: Path, change: Any) -> None:
    path = stored(tmp_path)
    rewrite(path, change)
    with pytest.raises(TraceError, match="damaged") as caught:
        list(read_trace(path))
    assert "\n" not in str(caught.value)


def test_time_never_runs_backwards(tmp_path: Path) -> None:
    path = stored(tmp_path)
    rewrite(path, lambda t: t.take([0, 2, 1]))
    with pytest.raises(TraceError, match="backwards"):
        list(read_trace(path))


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "folder", "other parquet"])
def test_what_is_no_trace_is_one_line(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.parquet"
    if kind == "text":
        path.write_text("no parquet")
    elif kind == "empty":
        path.touch()
    elif kind == "folder":
        path.mkdir()
    elif kind == "other parquet":
        pq.write_table(pa.table({"a": [1]}), path)
    with pytest.raises(TraceError, match=r"a\.parquet") as caught:
        list(read_trace(path))
    assert "\n" not in str(caught.value)


@settings(max_examples=40, deadline=None)
@given(at=st.floats(0, 1), what=st.sampled_from(["cut", "flip", "zero"]))
def test_damage_anywhere_is_a_trace_error_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, at: float, what: str
) -> None:
    path = stored(tmp_path_factory.mktemp("trace"))
    data = bytearray(path.read_bytes())
    i = min(len(data) - 1, int(at * len(data)))
    if what == "cut":
        data = data[:i]
    elif what == "flip":
        data[i] ^= 0xFF
    else:
        data[i : i + 64] = bytes(len(data[i : i + 64]))
    path.write_bytes(data)
    try:
        seen = list(read_trace(path))
    except TraceError:
        return  # any other error would be a traceback for the user
    assert all(np.isfinite(o.time_s) for o in seen)


def test_instants_are_those_of_the_observations(tmp_path: Path) -> None:
    write_trace(
        tmp_path / "a.parquet", observations([(True, None), (False, 0), (True, 1)]), name="a"
    )
    with Trace(tmp_path / "a.parquet") as trace:
        (group,) = trace.groups()
    assert list(group.instants()) == list(Group.of(group.observations).instants())
    assert [at.seen for at in group.instants()] == [True, False, True]
    assert (len(group.observations), len(group.points)) == (3, 2)
    assert plain(group.observations[1]) == plain(list(group.observations)[1])
