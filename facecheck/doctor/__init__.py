"""Checks what may keep facecheck from working on this machine, with remedies.

Every check is a function without arguments that opens no camera and plays no sound; only
``check_picture`` looks through a camera, and only where that is asked for. ``check_drawing`` is
given the window that it opens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from facecheck.doctor.cameras import check_cameras, check_permission, check_picture
from facecheck.doctor.check import REINSTALL, Check
from facecheck.doctor.machine import (
    check_disk_space,
    check_face_model,
    check_hand_model,
    check_landmarks,
    check_sound,
    check_video_encoder,
    check_voice,
)
from facecheck.doctor.uses import (
    check_decoding,
    check_drawing,
    check_history,
    check_models,
    check_mp4,
    check_trace,
)
from facecheck.doctor.window import check_opencv, check_window_system

__all__ = [
    "CHECKS",
    "Check",
    "check_cameras",
    "check_decoding",
    "check_disk_space",
    "check_drawing",
    "check_face_model",
    "check_hand_model",
    "check_history",
    "check_landmarks",
    "check_models",
    "check_mp4",
    "check_opencv",
    "check_permission",
    "check_picture",
    "check_sound",
    "check_trace",
    "check_video_encoder",
    "check_voice",
    "check_window_system",
    "run",
]


def run(checks: Sequence[Callable[[], Check]] | None = None) -> list[Check]:
    """Run every check; one that fails to run is itself a finding."""
    results = []
    for check in CHECKS if checks is None else checks:
        try:
            results.append(check())
        except Exception as error:  # the doctor must get to the end of his round
            name = check.__name__.removeprefix("check_").replace("_", " ")
            reason = (str(error).splitlines() or [""])[0]
            results.append(Check(name, False, f"{type(error).__name__}: {reason}", REINSTALL))
    return results


CHECKS: tuple[Callable[[], Check], ...] = (
    check_cameras,
    check_permission,
    check_window_system,
    check_opencv,
    check_landmarks,
    check_face_model,
    check_hand_model,
    check_video_encoder,
    check_sound,
    check_voice,
    check_disk_space,
    check_decoding,
    check_models,
    check_trace,
    check_mp4,
    check_history,
)
