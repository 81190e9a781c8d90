from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from facecheck.core.errors import SourceError
from facecheck.core.read_as import ReadAs
from facecheck.inputs.sources import Clip, ImageFolder, clips_in, open_clip


def image(path: Path, level: int) -> None:
    import cv2

    path.write_bytes(cv2.imencode(".png", np.full((8, 8, 3), (0, 0, level), np.uint8))[1].tobytes())


def test_images_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for n in (10, 2, 1):
        image(tmp_path / f"frame{n}.png", n)
    with ImageFolder(tmp_path, ReadAs(fps=10)) as folder:
        frames = list(folder)
        assert folder.duration_s == pytest.approx(0.3)
    assert [int(f.rgb[0, 0, 0]) for f in frames] == [1, 2, 10]  # red first
    assert [f.time_s for f in frames] == pytest.approx([0, 0.1, 0.2])


def test_an_unreadable_image_is_skipped_and_its_time_passes(tmp_path: Path) -> None:
    image(tmp_path / "1.png", 1)
    (tmp_path / "2.png").write_text("no image")
    image(tmp_path / "3.png", 3)
    with ImageFolder(tmp_path, ReadAs(fps=10)) as folder:
        assert [f.time_s for f in folder] == pytest.approx([0, 0.2])
        assert folder.warnings == ["2.png: not an image that can be read, skipped"]


def test_no_images(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="has no images"), ImageFolder(tmp_path):
        pass


def test_only_unreadable_images(tmp_path: Path) -> None:
    (tmp_path / "1.png").touch()
    read_as = ReadAs(fps=30)
    with (
        pytest.raises(SourceError, match="none of its 1 images"),
        ImageFolder(tmp_path, read_as) as folder,
    ):
        list(folder)


def test_open_clip_tells_files_from_folders(tmp_path: Path) -> None:
    assert isinstance(open_clip(tmp_path), ImageFolder)
    assert isinstance(open_clip(tmp_path / "a.mp4"), Clip)


def test_a_folder_stands_for_its_clips(tmp_path: Path) -> None:
    for name in ("b.mp4", "a.MOV", "a.truth.yaml", ".hidden.mp4", "notes.txt"):
        (tmp_path / name).touch()
    odd = tmp_path / "notes.txt"
    assert clips_in([odd, tmp_path]) == [odd, tmp_path / "a.MOV", tmp_path / "b.mp4"]


def test_a_folder_of_traces_stands_for_them(tmp_path: Path) -> None:
    for name in ("b.parquet", "a.parquet", ".a.parquet.x.part", ".c.parquet", "rows.csv"):
        (tmp_path / name).touch()
    assert clips_in([tmp_path]) == [tmp_path / "a.parquet", tmp_path / "b.parquet"]


def test_a_trace_beside_its_film_is_not_counted_again(tmp_path: Path) -> None:
    for name in ("a.mp4", "a.parquet"):
        (tmp_path / name).touch()
    assert clips_in([tmp_path]) == [tmp_path / "a.mp4"]


def test_a_folder_of_images_is_a_clip(tmp_path: Path) -> None:
    image(tmp_path / "1.png", 1)
    assert clips_in([tmp_path]) == [tmp_path]


def test_a_folder_with_neither(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no clips"):
        clips_in([tmp_path])
