"""Which of the two ways runs the models."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest

from facecheck.core.errors import ModelError
from facecheck.core.frames import BLENDSHAPES, Hand
from facecheck.inputs.litert.known import Known
from facecheck.inputs.mediapipe import models
from facecheck.inputs.mediapipe.c_reader import RawFace
from facecheck.inputs.mediapipe.landmarker import Landmarker


def way(monkeypatch: pytest.MonkeyPatch, asked: str, first: str = "litert") -> str:
    monkeypatch.setattr(models, "FIRST", first)
    monkeypatch.setenv(models.VARIABLE, asked)
    with Landmarker(hands=True) as landmarker:
        return landmarker.way.split()[0]


def wrong(_known: Known, _face: RawFace | None) -> None:
    raise ValueError("LiteRT sees something else")


def test_who_asks_is_given_what_they_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert way(monkeypatch, "mediapipe", first="litert") == "mediapipe"
    assert way(monkeypatch, "litert", first="mediapipe") == "litert"


def test_where_litert_sees_something_else_mediapipe_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Known, "check_face", wrong)
    assert way(monkeypatch, "") == "mediapipe"
    with pytest.raises(ModelError, match="LiteRT sees something else"):
        way(monkeypatch, "litert")


def test_where_litert_is_not_installed_mediapipe_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ai_edge_litert.interpreter", None)
    assert way(monkeypatch, "") == "mediapipe"


def test_another_way_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match="FACECHECK_MODELS_BY is 'tpu', not litert or mediapipe"):
        way(monkeypatch, "tpu")


KNOWN = Known.read()


def test_what_mediapipe_saw_passes() -> None:
    KNOWN.check_face(KNOWN.face)
    KNOWN.check_hand((Hand(KNOWN.hand, "left", 1.0),))


@pytest.mark.parametrize(
    "face",
    [
        None,
        replace(KNOWN.face, landmarks=KNOWN.face.landmarks + np.float32(0.002)),
        replace(KNOWN.face, blendshapes=np.full(BLENDSHAPES, 0.7, np.float32)),
        replace(KNOWN.face, matrix=np.eye(4, dtype=np.float32)),
        replace(KNOWN.face, landmarks=KNOWN.face.landmarks * np.float32(np.nan)),
    ],
    ids=["none", "moved", "other shapes", "turned", "no numbers"],
)
def test_another_face_is_noticed(face: RawFace | None) -> None:
    with pytest.raises(ValueError, match="LiteRT sees"):
        KNOWN.check_face(face)


@pytest.mark.parametrize("hands", [(), (Hand(KNOWN.hand + np.float32(5), "left", 1.0),)])
def test_another_hand_is_noticed(hands: tuple[Hand, ...]) -> None:
    with pytest.raises(ValueError, match="LiteRT sees"):
        KNOWN.check_hand(hands)
