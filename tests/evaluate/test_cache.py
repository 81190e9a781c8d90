import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from facecheck.core.errors import OutputError, SourceError
from facecheck.core.frames import Observation
from facecheck.core.read_as import ReadAs
from facecheck.evaluate.cache import TraceCache, recorded_once
from facecheck.inputs.trace import read_trace, write_trace


class Recorder:
    def __init__(self, text: str = "trace") -> None:
        self.text, self.calls = text, 0

    def __call__(self, path: Path) -> None:
        self.calls += 1
        path.write_text(self.text)


def observations(fail_at: int | None = None) -> Iterator[Observation]:
    for i in range(10):
        if i == fail_at:
            raise SourceError("a.mp4: not a video")
        yield Observation(time_s=i / 10, size=(4, 4), face=None)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"frames")
    return path


def cache(tmp_path: Path, *made_with: str, max_bytes: int = 1000) -> TraceCache:
    return TraceCache(tmp_path / "landmarks", made_with, max_bytes)


def test_a_clip_is_recorded_once(tmp_path: Path, clip: Path) -> None:
    record = Recorder()
    for _ in range(2):
        with cache(tmp_path).trace(clip, record, hands=False) as path:
            assert path.read_text() == "trace"
    assert record.calls == 1


def test_everything_that_goes_into_a_trace_is_in_its_name(tmp_path: Path, clip: Path) -> None:
    names = [cache(tmp_path).path(clip, hands=False), cache(tmp_path).path(clip, hands=True)]
    names.append(cache(tmp_path, "another model").path(clip, hands=False))
    clip.write_bytes(b"other frames")
    names.append(cache(tmp_path).path(clip, hands=False))
    assert len(set(names)) == 4


def test_the_name_of_the_clip_does_not_matter(tmp_path: Path, clip: Path) -> None:
    twin = clip.with_name("b.mp4")
    twin.write_bytes(clip.read_bytes())
    assert cache(tmp_path).path(clip, hands=True) == cache(tmp_path).path(twin, hands=True)


def test_a_recording_that_fails_leaves_nothing(tmp_path: Path, clip: Path) -> None:
    def broken(path: Path) -> None:
        write_trace(path, observations(fail_at=5), name="a.mp4")

    with pytest.raises(SourceError), cache(tmp_path).trace(clip, broken, hands=False):
        pass
    assert list((tmp_path / "landmarks").iterdir()) == []


def test_two_that_record_at_once_both_get_a_whole_trace(tmp_path: Path, clip: Path) -> None:
    shared = cache(tmp_path, max_bytes=10**9)

    def first(path: Path) -> None:
        def slow() -> Iterator[Observation]:
            seen = list(observations())
            yield from seen[:5]
            with shared.trace(clip, second, hands=False) as trace:
                assert len(list(read_trace(trace))) == 10
            yield from seen[5:]

        write_trace(path, slow(), name="a.mp4")

    def second(path: Path) -> None:
        write_trace(path, observations(), name="a.mp4")

    with shared.trace(clip, first, hands=False) as path:
        assert len(list(read_trace(path))) == 10
    assert [p.name for p in (tmp_path / "landmarks").iterdir()] == [path.name]


def test_the_folder_stays_small_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    small = cache(tmp_path, max_bytes=12)
    clips = [tmp_path / f"{i}.mp4" for i in range(3)]
    for age, path in enumerate(clips):
        path.write_bytes(path.name.encode())
        with small.trace(path, Recorder("5byte"), hands=False) as trace:
            os.utime(trace, (age, age))
        if age == 1:  # the first one is used again, hence newer than the second
            with small.trace(clips[0], Recorder(), hands=False):
                pass
    kept = [small.path(path, hands=False).is_file() for path in clips]
    assert kept == [True, False, True]


def test_a_clip_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.mp4: cannot be read"):
        cache(tmp_path).path(tmp_path / "gone.mp4", hands=False)


def test_a_folder_that_cannot_be_written_says_how_to_do_without(tmp_path: Path, clip: Path) -> None:
    (tmp_path / "landmarks").write_text("a file, not a folder")
    with (
        pytest.raises(OutputError, match="add --no-cache"),
        cache(tmp_path).trace(clip, Recorder(), hands=False),
    ):
        pass


def test_a_trace_for_once_is_forgotten() -> None:
    with recorded_once(Recorder()) as path:
        assert path.read_text() == "trace"
    assert not path.parent.exists()


def test_how_a_clip_is_read_makes_another_trace(tmp_path: Path) -> None:
    clip = tmp_path / "a.mp4"
    clip.write_bytes(b"film")
    cache, times = TraceCache(tmp_path / "kept", ("x",)), tmp_path / "t.txt"
    times.write_text("0\n1\n")
    one = cache.path(clip, hands=False, read_as=ReadAs(times=times))
    times.write_text("0\n2\n")
    other = cache.path(clip, hands=False, read_as=ReadAs(times=times))
    plain, fast = (cache.path(clip, hands=False, read_as=ReadAs(fps=f)) for f in (None, 60.0))
    assert len({one, other, plain, fast}) == 4
    assert plain == cache.path(clip, hands=False)


def test_a_folder_of_images_is_known_by_names_and_contents(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    (folder / "1.png").write_bytes(b"one")
    cache = TraceCache(tmp_path / "kept", ("x",))
    first = cache.path(folder, hands=False)
    (folder / "1.png").rename(folder / "2.png")
    assert cache.path(folder, hands=False) != first
