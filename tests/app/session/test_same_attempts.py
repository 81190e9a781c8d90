"""A set before the page comes to what `score` says of the same pictures, wherever models run."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import cv2
import pytest

import facecheck
from facecheck.app.context import AppContext
from facecheck.app.server import Served
from facecheck.app.session.hub import Hub
from facecheck.app.session.page_observation import packed
from facecheck.core.frames import Frame
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources import Clip

from ..visitor import Visitor
from .test_page_observation import seen_by_page
from .test_socket import PAGE, hear, say

SAMPLES = Path(__file__).parents[3] / "sample_videos"
HOLD_S = 0.1
QUICK = ("rehab_vowel_o", "vowel-o", 1.0)
SLOW = [
    ("jaw_12fps", "jaw-open", 3.0),
    ("jaw_open_3x5", "jaw-open", 5.0),
    ("jaw_too_short", "jaw-open", 5.0),
    ("jaw_drifts_sideways", "jaw-open", 5.0),
    ("jaw_half_depth", "jaw-open", 5.0),
    ("squint_3x5", "squint", 5.0),
    ("squint_too_short", "squint", 5.0),
    ("squint_by_smile", "squint", 5.0),
    ("squint_palm_3x5", "squint-palm", 5.0),
]
CASES = [pytest.param(*QUICK, id=QUICK[0])] + [
    pytest.param(*case, id=case[0], marks=pytest.mark.slow) for case in SLOW
]
Send = Callable[[Frame], bytes]


@pytest.mark.parametrize("landmarks", ["here", "page"])
@pytest.mark.parametrize(("clip", "exercise", "hold_s"), CASES)
def test_the_attempts_of_a_page_are_those_of_the_clip(
    clip: str, exercise: str, hold_s: float, landmarks: Literal["here", "page"]
) -> None:
    path = SAMPLES / f"{clip}.mp4"
    wanted = facecheck.check(path, exercise, hold_s=hold_s, reps=9)
    begin = {"names": [exercise], "hold_s": hold_s, "reps": 9, "guided": False}
    now_s = [0.0]
    context = AppContext(keep=False, landmarks=landmarks)
    served = Served(context, 0, Hub(context, clock=lambda: now_s[0]))
    with ExitStack() as stack:
        stack.enter_context(served.running())
        visitor = Visitor(served)
        visitor.pair()
        socket = stack.enter_context(visitor.socket())
        message: Send = jpeg_of
        if landmarks == "page":
            look = stack.enter_context(Landmarker(hands=True))
            message = lambda frame: packed(seen_by_page(frame, look(frame)))  # noqa: E731
        say(socket, {"do": "hello", "page": PAGE})
        say(socket, {"do": "begin", "begin": begin})
        for frame in stack.enter_context(Clip(path)):
            now_s[0] = frame.time_s
            socket.send(struct.pack(">d", 1e6 + 1000 * frame.time_s) + message(frame))
            # As fast as it is judged, not as fast as it was filmed.
            told = json.loads(socket.recv(timeout=60))
            while (told.get("captured") or 0.0) < 1e3 + frame.time_s - 1e-6:
                told = json.loads(socket.recv(timeout=60))
        say(socket, {"do": "leave"})
        (result,) = hear(socket, "over")["results"]
    assert [a["counted"] for a in result["attempts"]] == [a.counted for a in wanted.attempts]
    holds = [attempt["hold_s"] for attempt in result["attempts"]]
    assert holds == pytest.approx([a.hold_s for a in wanted.attempts], abs=HOLD_S)
    assert wanted.attempts


def jpeg_of(frame: Frame) -> bytes:
    """A picture as a page sends it."""
    bgr = cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2BGR)
    return cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
