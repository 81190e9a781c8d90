"""A set before the page comes to what `score` says of the same pictures."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import cv2
import pytest

import facecheck
from facecheck.app.context import AppContext
from facecheck.app.server import Served
from facecheck.app.session.hub import Hub
from facecheck.inputs.sources import Clip

from ..visitor import Visitor
from .test_socket import PAGE, hear, say

SAMPLES = Path(__file__).parents[3] / "sample_videos"
HOLD_S = 0.1


@pytest.mark.parametrize(
    ("clip", "exercise", "hold_s"),
    [
        ("rehab_vowel_o.mp4", "vowel-o", 1.0),
        pytest.param("jaw_12fps.mp4", "jaw-open", 3.0, marks=pytest.mark.slow),
        pytest.param("squint_3x5.mp4", "squint", 5.0, marks=pytest.mark.slow),
        pytest.param("jaw_open_3x5.mp4", "jaw-open", 5.0, marks=pytest.mark.slow),
    ],
)
def test_the_attempts_of_a_page_are_those_of_the_clip(
    clip: str, exercise: str, hold_s: float
) -> None:
    wanted = facecheck.check(SAMPLES / clip, exercise, hold_s=hold_s)
    begin = {"names": [exercise], "hold_s": hold_s, "guided": False}
    now_s = [0.0]
    context = AppContext(keep=False)
    served = Served(context, 0, Hub(context, clock=lambda: now_s[0]))
    with served.running():
        visitor = Visitor(served)
        visitor.pair()
        with visitor.socket() as socket, Clip(SAMPLES / clip) as pictures:
            say(socket, {"do": "hello", "page": PAGE})
            say(socket, {"do": "begin", "begin": begin})
            for frame in pictures:
                now_s[0] = frame.time_s
                bgr = cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2BGR)
                data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
                socket.send(struct.pack(">d", 1e6 + 1000 * frame.time_s) + data)
                # As fast as it is judged, not as fast as it was filmed.
                while True:
                    told = json.loads(socket.recv(timeout=60))
                    if told["say"] == "over" or (told.get("captured") or 0.0) >= (
                        1e3 + frame.time_s - 1e-6
                    ):
                        break
                if told["say"] == "over":
                    break
            else:
                say(socket, {"do": "leave"})
                told = hear(socket, "over")
    (result,) = told["results"]
    assert result["counted"] == wanted.counted
    holds = [attempt["hold_s"] for attempt in result["attempts"]]
    assert holds == pytest.approx([a.hold_s for a in wanted.attempts][: len(holds)], abs=HOLD_S)
    assert len(holds) >= wanted.counted > 0
