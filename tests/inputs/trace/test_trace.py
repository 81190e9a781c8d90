from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facecheck.core.errors import OutputError, SourceError
from facecheck.core.frames import Group, Observation
from facecheck.inputs.trace import Trace, TraceWriter, read_trace, write_trace
from facecheck.inputs.trace import writer as writer_module

from .rows import observations, plain


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
        writer.models = "litert 2.3.0"
    with Trace(path) as trace:
        assert trace.models == "litert 2.3.0"
        assert trace.name == "Übung.mp4"
        assert trace.warnings == ["the clip ends early"]
        assert trace.duration_s == pytest.approx(2 / 29.97)


@pytest.mark.smoke
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


@pytest.mark.smoke
def test_instants_are_those_of_the_observations(tmp_path: Path) -> None:
    write_trace(
        tmp_path / "a.parquet", observations([(True, None), (False, 0), (True, 1)]), name="a"
    )
    with Trace(tmp_path / "a.parquet") as trace:
        (group,) = trace.groups()
    assert list(group.instants()) == list(Group.of(group.observations).instants())
    assert [at.seen for at in group.instants()] == [True, False, True]
    assert (len(group.observations), len(group.measured)) == (3, 2)
    assert plain(group.observations[1]) == plain(list(group.observations)[1])
