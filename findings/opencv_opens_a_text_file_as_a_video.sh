#!/usr/bin/env bash
# A text file is a video: OpenCV's VideoCapture and PyAV open notes.txt, and read pictures of
# 640 x 400 from it, 25 a second, on which the text is drawn as a terminal would show it. FFmpeg has a
# demuxer for terminal art ("tty"), which takes files by their ending. `isOpened()` and `read()` are
# true, so a program that is given a folder counts its notes among its films.
#
# Seen with av 18.1.0 and opencv-python-headless 5.0.0.93 on 2026-11-29.
# Expected: it cannot be opened, like the same text under another ending. Exits 1 when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q av==18.1.0 opencv-python-headless==5.0.0.93
cd "$work"
"$work/venv/bin/python" - <<'PY' 2>/dev/null
import sys

import av
import cv2

text = "The patient opened the jaw three times and held it for five seconds.\n" * 40
for name in ("notes.txt", "notes.text"):
    with open(name, "w") as file:
        file.write(text)

capture = cv2.VideoCapture("notes.txt", cv2.CAP_FFMPEG)
ok, picture = capture.read()
print("opencv", cv2.__version__, "isOpened", capture.isOpened(), "read", ok, picture.shape)
print("ink on it:", int((picture > 100).any(axis=2).sum()), "pixels")
with av.open("notes.txt") as container:
    stream = container.streams.video[0]
    pictures = sum(1 for _ in container.decode(stream))
    print("av", av.__version__, container.format.name, stream.codec_context.name, pictures, "pictures")
    name = container.format.name
other = cv2.VideoCapture("notes.text", cv2.CAP_FFMPEG).isOpened()
print("the same text as notes.text: isOpened", other)
sys.exit(not (ok and picture.shape == (400, 640, 3) and name == "tty" and pictures > 1 and not other))
PY
