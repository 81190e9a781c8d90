"""What it costs to ask whether pictures are true is measured by not asking."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest

from facecheck.api import check
from facecheck.bench.clips import FACE, enlarged, remade, sample
from facecheck.bench.watches import BLIND, watches_over_none, without_watches
from facecheck.core.errors import FacecheckError
from facecheck.core.frames import Image


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("watches") / "a.mp4"
    return remade(sample(FACE), path, enlarged((320, 240)), 4.0)


def test_no_watch_looks_meanwhile_and_each_looks_again(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    for owner, name, _ in BLIND:
        own = getattr(owner, name)

        def watched(*given: object, own: object = own, name: str = name) -> object:
            looked.append(f"{own} {name}")
            return own(*given)  # type: ignore[operator]

        monkeypatch.setattr(owner, name, watched)
    with without_watches():
        blind = check(clip, "jaw-open", hold_s=1.0)
    assert looked == []
    judged = check(clip, "jaw-open", hold_s=1.0)
    assert len(set(looked)) == len(BLIND)
    assert blind.attempts == judged.attempts
    assert judged.attempts


def test_one_thing_over_another_is_told(clip: Path) -> None:
    figure = watches_over_none(clip, "jaw-open", 1)
    assert figure.name == "watches_cpu_over_none"
    assert 0.5 < figure.value < 2.0


def test_a_clip_that_gives_them_something_to_find_is_refused(tmp_path: Path) -> None:
    def upside_down(rgb: Image) -> Image:
        return enlarged((320, 240))(cv2.rotate(rgb, cv2.ROTATE_180).astype("uint8", copy=False))

    turned = remade(sample(FACE), tmp_path / "turned.mp4", upside_down, 4.0)
    with pytest.raises(FacecheckError, match="something to find"):
        watches_over_none(turned, "jaw-open", 1)
