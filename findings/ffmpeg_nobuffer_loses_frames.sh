#!/usr/bin/env bash
# FFmpeg's "fflags nobuffer", which guides recommend for low latency (in OpenCV as
# OPENCV_FFMPEG_CAPTURE_OPTIONS="fflags;nobuffer"), loses pictures: packets that were read while
# the file was probed are not given to the reader. Of an MP4 of 300 pictures, on a disk and whole, PyAV
# and OpenCV read 297, without an error or a mark: the pictures 0, 2 and 3 never come. FFmpeg's
# manual: "Reduce the latency introduced by buffering during initial input streams analysis."
#
# Seen with av 18.1.0 (libavformat 62.12) and opencv-python-headless 5.0.0.93 on 2026-11-29.
# Expected: as many pictures as without the option. Exits 1 when that is no longer seen.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q av==18.1.0 opencv-python-headless==5.0.0.93
cd "$work"
"$work/venv/bin/python" - <<'PY'
import os
import sys

import av
import cv2
import numpy as np

with av.open("film.mp4", "w") as film:
    stream = film.add_stream("libx264", rate=30)
    stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
    for n in range(300):
        picture = np.full((240, 320, 3), 20 + n * 7 % 200, np.uint8)
        picture[:, : n % 320] = 0
        film.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
    film.mux(stream.encode(None))


def by_pyav(options):
    with av.open("film.mp4", options=options) as container:
        return [round(frame.time * 30) for frame in container.decode(video=0)]


def by_opencv(options):
    os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = options
    capture, count = cv2.VideoCapture("film.mp4", cv2.CAP_FFMPEG), 0
    while capture.read()[0]:
        count += 1
    return count


whole, less = by_pyav({}), by_pyav({"fflags": "nobuffer"})
print("av", av.__version__, av.library_versions["libavformat"], "opencv", cv2.__version__)
print("PyAV:", len(whole), "pictures; with nobuffer", len(less), "- the first are", less[:3])
plain, quick = by_opencv(""), by_opencv("fflags;nobuffer")
print("OpenCV:", plain, "pictures; with nobuffer", quick)
sys.exit(not (len(whole) == plain == 300 and len(less) == quick == 297))
PY
