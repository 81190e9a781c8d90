"""Streams and films from an address on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.video.stream import VideoStream

import facecheck
from facecheck.core.errors import SourceError
from facecheck.inputs.sources import Clip, NetworkStream

from ..clips import make_clip, numbered

SAMPLES = Path(__file__).parents[3] / "sample_videos"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Tests say nothing."""


@contextmanager
def served(handler: Any) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def folder(path: Path) -> Iterator[str]:
    with served(partial(Quiet, directory=str(path))) as address:
        yield address


def test_a_film_is_played_at_its_own_pace(tmp_path: Path) -> None:
    make_clip(tmp_path / "a.mkv", [numbered(i) for i in range(15)], fps=30)
    with folder(tmp_path) as address, NetworkStream(f"{address}/a.mkv") as stream:
        begun_s = time.monotonic()
        frames = list(stream)
        passed_s = time.monotonic() - begun_s
    assert frames[-1].time_s == pytest.approx(14 / 30, abs=0.002)
    assert passed_s > 0.4
    assert stream.ended
    assert len(frames) + stream.dropped == 15


@pytest.mark.parametrize(
    ("path", "says"), [("/none.mkv", "cannot be opened"), ("/a.mp4", "cannot be opened")]
)
def test_nothing_to_see_there(tmp_path: Path, path: str, says: str) -> None:
    (tmp_path / "a.mp4").write_text("this is not a video\n" * 50)
    with folder(tmp_path) as address, pytest.raises(SourceError, match=says) as caught:
        NetworkStream(address + path).__enter__()
    assert "\n" not in str(caught.value)


def test_a_picture_that_changes_its_size_keeps_its_shape(tmp_path: Path) -> None:
    """OpenCV squeezes the later ones into the first one's size."""
    parts = [
        make_clip(tmp_path / "1.ts", [numbered(i, (64, 48)) for i in range(8)]),
        make_clip(
            tmp_path / "2.ts",
            [numbered(i, (48, 64)) for i in range(8)],
            stamps_ms=[270 + 33 * i for i in range(8)],
        ),
    ]
    (tmp_path / "both.ts").write_bytes(b"".join(part.read_bytes() for part in parts))
    with folder(tmp_path) as address, NetworkStream(f"{address}/both.ts") as stream:
        sizes = [frame.rgb.shape[:2] for frame in stream]
    assert sizes[0] == (48, 64)
    assert sizes[-1] == (64, 48)


class Camera(BaseHTTPRequestHandler):
    """A network camera: MJPEG without time stamps, which breaks off after five pictures."""

    connections = 0

    def log_message(self, *_: Any) -> None:
        """Tests say nothing."""

    def do_GET(self) -> None:
        type(self).connections += 1
        import cv2

        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=next")
        self.end_headers()
        for i in range(5):
            jpeg = cv2.imencode(".jpg", numbered(i))[1].tobytes()
            head = f"--next\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
            self.wfile.write(head.encode() + jpeg + b"\r\n")
            self.wfile.flush()
            time.sleep(0.1)


def test_a_network_camera_has_the_times_its_pictures_arrive_and_is_opened_again() -> None:
    Camera.connections = 0
    with served(Camera) as address, NetworkStream(f"{address}/video") as stream:
        assert stream.duration_s is None
        frames = list(islice(stream, 7))
    gaps = np.diff([frame.time_s for frame in frames])
    # FFmpeg would have them 0.04 s from one another, however late they are taken here.
    assert frames[-1].time_s - frames[0].time_s > 0.5
    assert np.median(gaps) < 0.3
    assert gaps.max() > 0.9  # the second in which nothing was there
    assert Camera.connections >= 2


def interlaced(source: Path, path: Path, until_s: float) -> Path:
    """The beginning of a clip as a camcorder records it: two fields to a picture."""
    with Clip(source) as clip, av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg2video", rate=30)
        assert isinstance(stream, VideoStream)
        for frame in clip:
            if frame.time_s > until_s:
                break
            if not stream.codec_context.is_open:
                stream.height, stream.width = frame.rgb.shape[:2]
                stream.pix_fmt = "yuv420p"
                stream.options = {"flags": "+ildct+ilme", "b": "4000000"}
            picture = av.VideoFrame.from_ndarray(frame.rgb, format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


def test_an_interlaced_film_over_http_counts_live_as_it_is_scored(tmp_path: Path) -> None:
    path = interlaced(SAMPLES / "jaw_too_short.mp4", tmp_path / "a.ts", until_s=5.4)
    scored = facecheck.check(path, "jaw-open", reps=1, hold_s=2.5)
    with folder(tmp_path) as address, facecheck.open_camera(f"{address}/a.ts") as source:
        ticks = [update for _, _, update in facecheck.watch(source, "jaw-open", reps=1, hold_s=2.5)]
    assert scored.counted == 1
    assert ticks[-1].counted == 1
    assert max(t.hold_s for t in ticks) == pytest.approx(scored.attempts[0].hold_s, abs=0.1)
