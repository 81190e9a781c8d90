"""The models: a bare loop, one after the other, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import cv2

from facecheck.api import check
from facecheck.bench.figures import Figure, in_turns, seconds
from facecheck.core.frames import Frame
from facecheck.inputs.mediapipe import assets
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.mediapipe.silence_stderr import silenced_stderr
from facecheck.inputs.mediapipe.telemetry import forbid_telemetry
from facecheck.inputs.sources import Clip


def bare(clip: Path) -> None:
    """What anybody would write: decode with cv2, detect, throw the result away."""
    forbid_telemetry()
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.FaceLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(assets.face_model())),
        running_mode=vision.RunningMode.VIDEO,
        output_face_blendshapes=True,
        output_facial_transformation_matrixes=True,
    )
    with silenced_stderr(), vision.FaceLandmarker.create_from_options(options) as landmarker:
        video = cv2.VideoCapture(str(clip))
        n = 0
        while True:
            ok, bgr = video.read()
            if not ok:
                break
            rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
            landmarker.detect_for_video(image, n * 33)
            n += 1
        video.release()


def score_over_bare(clip: Path, rounds: int) -> Figure:
    """`score` against the bare loop, loading of models and all."""
    ours, theirs = in_turns(lambda: check(clip, "jaw-open"), lambda: bare(clip), rounds)
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    return Figure.of("score_over_bare", ratios)


def side_by_side(clip: Path, rounds: int) -> Figure:
    """Decoding and both models on threads, against one after the other on one."""

    def run(*, overlapped: bool) -> None:
        with Clip(clip) as source, Landmarker(hands=True) as landmarker:
            for _ in landmarker.follow(source, overlapped=overlapped):
                pass

    together, sequential = in_turns(
        lambda: run(overlapped=True), lambda: run(overlapped=False), rounds
    )
    ratios = [a / b for a, b in zip(together, sequential, strict=True)]
    return Figure.of("face_hand_over_sequential", ratios)


def alone(clip: Path, count: int, rounds: int) -> list[Figure]:
    """A frame's decoding, each model's share of it, and how long loading takes."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        frames: list[Frame] = []

        def decode(frames: list[Frame] = frames) -> None:
            with Clip(clip) as source:
                frames.extend(islice(source, count))

        found.setdefault("decode_ms", []).append(1000 * seconds(decode) / count)
        face_s = _looking(frames, hands=False)
        both_s = _looking(frames, hands=True)
        found.setdefault("face_model_ms", []).append(1000 * face_s / len(frames))
        found.setdefault("hand_model_ms", []).append(1000 * (both_s - face_s) / len(frames))
        landmarker = Landmarker(hands=True)
        found.setdefault("load_models_ms", []).append(1000 * seconds(landmarker.__enter__))
        landmarker.__exit__()
    return [Figure.of(name, values) for name, values in found.items()]


def _looking(frames: Sequence[Frame], *, hands: bool) -> float:
    with Landmarker(hands=hands) as landmarker:
        return seconds(lambda: list(landmarker.follow(frames, overlapped=False)))
