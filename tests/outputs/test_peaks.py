"""One picture of each attempt: the highest moment, held alone, and written when it ended."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from facecheck.core.errors import OutputError
from facecheck.core.events import Attempt, Phase, Quality, Update
from facecheck.outputs.peak_stamp import stamp_of
from facecheck.outputs.peaks import PeakPictures, ready

BEGUN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def attempt(n: int, peak_s: float | None, peak: float = 0.9) -> Attempt:
    return Attempt(n, 0.0, 9.0, 1.0, peak, True, None, 90, peak_s=peak_s)


def at(time_s: float, peak_s: float | None = None, closed: Attempt | None = None) -> Update:
    return Update(
        time_s,
        Phase.HOLDING,
        0.5,
        0.0,
        0,
        2,
        1.0,
        0.6,
        0.4,
        Quality(ok=True),
        "",
        closed=closed,
        peak_s=peak_s,
    )


def follow(pictures: PeakPictures, updates: Iterable[Update], set_n: int = 1) -> None:
    """Each picture is as bright as its time: 10 a second."""
    for update in updates:
        rgb = np.full((48, 64, 3), round(10 * update.time_s), np.uint8)
        when = BEGUN + timedelta(seconds=update.time_s)
        pictures.step(rgb, None, update, "snarl", when, set_n)


def brightness(folder: Path) -> dict[str, float]:
    found = {}
    for path in sorted(folder.iterdir()):
        rgb = cv2.imread(str(path))
        assert rgb is not None
        found[path.name] = round(float(rgb.mean()) / 10, 1)
    return found


def test_the_picture_is_of_the_highest_moment_and_readable_by_its_owner_alone(
    tmp_path: Path,
) -> None:
    pictures = PeakPictures(tmp_path, "cam", "me")
    closed = attempt(1, 7.0)
    follow(pictures, [at(5, 5.0), at(6, 5.0), at(7, 7.0), at(8, 7.0), at(9, closed=closed)])
    assert brightness(tmp_path) == {"2026-11-02T09-00-07_snarl_1.jpg": 7.0}
    (path,) = tmp_path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    stamp = stamp_of(path.read_bytes())
    assert stamp is not None
    assert (stamp.owner, stamp.source, stamp.exercise) == ("me", "cam", "snarl")
    assert (stamp.attempt, stamp.peak, stamp.peak_s) == (1, 0.9, 7.0)
    assert stamp.at == BEGUN + timedelta(seconds=7)
    assert (pictures.written, pictures.unwritten, pictures.problem) == (1, 0, None)


def test_a_movement_that_became_no_attempt_leaves_nothing(tmp_path: Path) -> None:
    pictures = PeakPictures(tmp_path, "cam")
    follow(pictures, [at(1, 1.0), at(2), at(5, 5.0), at(6, closed=attempt(1, 5.0)), at(7, 7.0)])
    assert list(brightness(tmp_path).values()) == [5.0]


def test_one_attempt_may_end_where_the_next_begins(tmp_path: Path) -> None:
    pictures = PeakPictures(tmp_path, "cam")
    follow(pictures, [at(1, 1.0), at(2, 2.0, attempt(1, 1.0)), at(3, closed=attempt(2, 2.0))])
    assert list(brightness(tmp_path).values()) == [1.0, 2.0]


def test_what_was_held_when_a_set_or_all_ended_is_written_at_the_end(tmp_path: Path) -> None:
    pictures = PeakPictures(tmp_path, "cam")
    follow(pictures, [at(1, 1.0)], set_n=1)
    follow(pictures, [at(4, 2.0), at(5, 5.0)], set_n=2)
    assert not brightness(tmp_path)
    # The second set begins its time again: a moment alone does not say which set it is of.
    pictures.finish(1, [attempt(1, 0.5), attempt(2, 1.0)])
    pictures.finish(2, [attempt(1, 5.0)])
    pictures.finish(2, [attempt(1, 5.0)])
    assert brightness(tmp_path) == {
        "2026-11-02T09-00-01_snarl_2.jpg": 1.0,
        "2026-11-02T09-00-05_snarl_1.jpg": 5.0,
    }


def test_an_attempt_without_a_peak_has_no_picture(tmp_path: Path) -> None:
    pictures = PeakPictures(tmp_path, "cam")
    follow(pictures, [at(1), at(2, closed=attempt(1, None))])
    pictures.finish(1, [attempt(2, None)])
    assert not brightness(tmp_path)


def test_the_same_attempt_again_takes_its_place_and_no_other_file_is_lost(tmp_path: Path) -> None:
    mine = tmp_path / "2026-11-02T09-00-01_snarl_1.jpg"
    mine.write_bytes(b"a letter")
    for owner in ("me", "you", "me"):
        updates = [at(1, 1.0), at(2, closed=attempt(1, 1.0))]
        follow(PeakPictures(tmp_path, "cam", owner), updates)
    assert mine.read_bytes() == b"a letter"
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "2026-11-02T09-00-01_snarl_1-2.jpg",
        "2026-11-02T09-00-01_snarl_1-3.jpg",
        "2026-11-02T09-00-01_snarl_1.jpg",
    ]


def test_without_a_day_it_has_the_clips_name(tmp_path: Path) -> None:
    pictures = PeakPictures(tmp_path, "a clip: Ä/1.mp4")
    rgb = np.zeros((48, 64, 3), np.uint8)
    pictures.step(rgb, None, at(1, 1.0), "snarl", None)
    pictures.finish(1, [attempt(1, 1.0)])
    assert [p.name for p in tmp_path.iterdir()] == ["1_snarl_1.jpg"]


def test_a_full_disk_is_told_once_and_later_pictures_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = PeakPictures(tmp_path, "cam")
    write = Path.write_bytes

    def full(self: Path, data: Any) -> int:
        write(self, data[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        follow(pictures, [at(1, 1.0), at(2, 2.0, attempt(1, 1.0)), at(3, closed=attempt(2, 2.0))])
    assert not brightness(tmp_path), "nothing half is left"
    follow(pictures, [at(4, 4.0), at(5, closed=attempt(3, 4.0))])
    assert list(brightness(tmp_path).values()) == [4.0]
    assert (pictures.written, pictures.unwritten) == (1, 2)
    assert "the disk is full; make room" in str(pictures.problem)


def test_a_folder_that_went_away_costs_pictures_alone(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    ready(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    pictures = PeakPictures(folder, "cam")
    folder.rmdir()
    follow(pictures, [at(1, 1.0), at(2, closed=attempt(1, 1.0))])
    assert (pictures.written, pictures.unwritten) == (0, 1)
    assert "there is no folder" in str(pictures.problem)


def test_what_is_no_folder_is_said_before_the_work(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(OutputError, match="that is a file; give the name of a folder"):
        ready(file)
    with pytest.raises(OutputError, match="is a file, not a folder"):
        ready(file / "below")


def test_one_picture_is_held_however_long_a_movement_rises(tmp_path: Path) -> None:
    import tracemalloc

    pictures = PeakPictures(tmp_path, "cam")
    tracemalloc.start()
    for n in range(200):
        rgb = np.zeros((480, 640, 3), np.uint8)
        pictures.step(rgb, None, at(float(n), float(n)), "snarl", BEGUN)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 2.5 * 480 * 640 * 3
