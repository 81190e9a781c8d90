"""Pictures are kept while something happens, and few of them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from strips import neutral_face, observation

from facecheck.core.events import Phase
from facecheck.report import pictures
from facecheck.report.pictures import PictureKeeper

from .build import fault, frame, update


def keeper(until_s: float, phase: Phase = Phase.HOLDING, level: float = 0.8) -> PictureKeeper:
    kept = PictureKeeper()
    for i in range(round(until_s * 10)):
        time_s = i / 10
        kept.add(frame(time_s, grey=min(255, i)), observation(time_s), update(time_s, level, phase))
    return kept


def grey(data: bytes) -> float:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    return float(picture.mean())


def test_the_nearest_picture_is_of_that_moment() -> None:
    picture = keeper(10).nearest(5.0)
    assert picture is not None
    assert picture.time_s == pytest.approx(5.0, abs=0.11)
    assert grey(picture.jpeg) == pytest.approx(50, abs=3)


def test_a_moment_that_was_not_seen_has_none() -> None:
    assert keeper(10).nearest(12.0) is None
    assert PictureKeeper().nearest(0.0) is None


def test_rest_is_not_kept_but_a_fault_in_it_is() -> None:
    assert keeper(5, Phase.READY, level=0.1).nearest(2.0) is None
    kept = PictureKeeper()
    kept.add(frame(1.0), observation(1.0), update(1.0, 0.1, Phase.READY, faults=(fault(),)))
    assert kept.nearest(1.0) is not None


def test_pictures_stay_few_whatever_the_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST", 20)
    kept = keeper(60)
    assert len(kept._kept) <= 21
    assert all(kept.nearest(t) is not None for t in (1.0, 30.0, 58.0))


def test_the_face_is_shown_with_what_is_around_it() -> None:
    kept, face = PictureKeeper(), neutral_face()
    size = (1280, 960)
    kept.add(frame(0.0, size=size), observation(0.0, face), update(0.0))
    picture = kept.nearest(0.0)
    assert picture is not None
    assert picture.height_px <= pictures.SIZE_PX
    assert picture.uri.startswith("data:image/jpeg;base64,")
