"""The doctor uses what a session needs; each problem is named with what mends it."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from facecheck import doctor
from facecheck.core.errors import DisplayError, ModelError
from facecheck.core.frames import Observation
from facecheck.doctor import uses
from facecheck.outputs.video import AnnotatedVideo
from facecheck.store.history import History

REINSTALLED = r"pip install --force-reinstall '{}[<>=].*'"


@pytest.mark.parametrize(
    "check",
    [
        doctor.check_decoding,
        doctor.check_models,
        doctor.check_trace,
        doctor.check_mp4,
        doctor.check_history,
    ],
)
def test_what_works_says_what_was_done(check: Callable[[], doctor.Check]) -> None:
    found = check()
    assert (found.ok, found.remedy) == (True, None)
    assert found.detail
    assert check in doctor.CHECKS


def test_a_pyav_that_opens_no_clip_is_named_with_its_version_and_the_range_that_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def of_another_version(*_: Any) -> Any:
        raise TypeError("open() got an unexpected keyword argument 'metadata_errors'")

    monkeypatch.setattr(uses, "open_clip", of_another_version)
    for found in (doctor.check_decoding(), doctor.check_mp4()):
        assert found.ok is False
        assert "'metadata_errors'" in found.detail
        assert re.search(r"\(av \d+\.\d+", found.detail)
        assert re.fullmatch(REINSTALLED.format("av"), found.remedy or "")


def test_a_model_that_sees_nothing_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    class Blind:
        def __init__(self, **_: Any) -> None: ...

        def __enter__(self) -> Any:
            return lambda frame: Observation(frame.time_s, (640, 480), None, ())

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(uses, "Landmarker", Blind)
    found = doctor.check_models()
    assert (found.ok, "no face in 12 pictures" in found.detail) == (False, True)
    assert re.fullmatch(REINSTALLED.format("mediapipe"), found.remedy or "")


def test_a_model_that_is_not_there_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(**_: Any) -> Any:
        raise ModelError("face_landmarker.task: not found")

    monkeypatch.setattr(uses, "Landmarker", missing)
    assert doctor.check_models().remedy == "facecheck models fetch"


def test_a_trace_that_cannot_be_written_or_reads_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uses, "read_trace", lambda _path: iter(()))
    found = doctor.check_trace()
    assert (found.ok, "reads otherwise" in found.detail) == (False, True)

    def refused(*_: Any, **__: Any) -> None:
        raise NotImplementedError("Lists with non-zero length null components")

    monkeypatch.setattr(uses, "write_trace", refused)
    found = doctor.check_trace()
    assert "Lists with non-zero length null components (pyarrow " in found.detail
    assert re.fullmatch(REINSTALLED.format("pyarrow"), found.remedy or "")


def test_pictures_that_are_lost_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uses, "PICTURES", 13)
    write = AnnotatedVideo.write
    monkeypatch.setattr(
        AnnotatedVideo, "write", lambda video, rgb, at_s: at_s and write(video, rgb, at_s)
    )
    assert doctor.check_mp4().ok is False


def test_an_attempt_that_is_not_kept_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(History, "put_attempt", lambda *_, **__: None)
    found = doctor.check_history()
    assert (found.ok, found.remedy) == (False, doctor.check.REINSTALL)


def test_a_window_opens_takes_a_picture_and_is_gone() -> None:
    done: list[str] = []
    window = SimpleNamespace(
        size=(320, 240), show=lambda _rgb: done.append("shown"), close=lambda: done.append("gone")
    )
    found = doctor.check_drawing(lambda: window)
    assert (found.ok, found.detail) == (True, "a window of 320 x 240")
    assert done == ["shown", "gone"]


def test_a_screen_that_does_not_answer_is_no_end() -> None:
    def none() -> Any:
        raise DisplayError("the display :7 does not answer")

    found = doctor.check_drawing(none)
    assert (found.ok, found.remedy) == (False, "facecheck live --no-window")
