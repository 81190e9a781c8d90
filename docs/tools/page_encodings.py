"""How a page can hand its pictures over: JPEG beside what WebCodecs encodes, in one run.

    python docs/tools/page_encodings.py

A clip is Chromium's camera. The same pictures are encoded in the page by the canvas (JPEG) and by
`VideoEncoder`, as fast as they come; what arrives is decoded here, and the face is looked for in
it. Printed are how long a picture takes to encode and to decode, how many bytes it is, and how far
the landmarks found in it are from those of the picture as it was.
"""

from __future__ import annotations

import base64
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import av
import cv2
import numpy as np
from app_browser import browser_before

from facecheck.app.context import AppContext
from facecheck.app.server import Served
from facecheck.core.frames import Frame, Image
from facecheck.inputs.mediapipe.landmarker import Landmarker

CLIP, SIZE, FPS = "squint_palm_3x5", (640, 480), 30
PICTURES = 150
CODECS = {"vp8": "vp8", "vp9": "vp09.00.10.08", "h264": "avc1.42001f"}
BITS_PER_S = 2_500_000
"""A picture as large as the JPEG, or smaller."""
KEY_EVERY = 30

SCRIPT = """
async ([count, width, height, codec, bits, keys]) => {
  const stream = await navigator.mediaDevices.getUserMedia({video: {width, height}});
  const video = Object.assign(document.createElement('video'), {srcObject: stream, muted: true});
  await video.play();
  const canvas = new OffscreenCanvas(width, height);
  const brush = canvas.getContext('2d', {willReadFrequently: true});
  const text = (bytes) => {
    let all = '';
    for (let n = 0; n < bytes.length; n += 0x8000)
      all += String.fromCharCode(...bytes.subarray(n, n + 0x8000));
    return btoa(all);
  };
  const out = [], plain = [];
  let encoder = null, done = null;
  if (codec) {
    const config = {codec, width, height, bitrate: bits, framerate: 30, latencyMode: 'realtime'};
    if (codec.startsWith('avc')) config.avc = {format: 'annexb'};
    if (!(await VideoEncoder.isConfigSupported(config)).supported) return null;
    encoder = new VideoEncoder({
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        done(bytes);
      },
      error: (e) => done(null),
    });
    encoder.configure(config);
  }
  for (let n = 0; n < count; n++) {
    await new Promise((seen) => video.requestVideoFrameCallback(seen));
    brush.drawImage(video, 0, 0, width, height);
    const raw = n % 10 ? null : brush.getImageData(0, 0, width, height).data;
    const begun = performance.now();
    let bytes;
    if (encoder) {
      const frame = new VideoFrame(canvas, {timestamp: n * 33333});
      const made = new Promise((ready) => { done = ready; });
      encoder.encode(frame, {keyFrame: n % keys === 0});
      frame.close();
      bytes = await made;
    } else {
      const blob = await canvas.convertToBlob({type: 'image/jpeg', quality: 0.85});
      bytes = new Uint8Array(await blob.arrayBuffer());
    }
    if (!bytes) return null;
    out.push([performance.now() - begun, text(bytes)]);
    plain.push(raw ? text(new Uint8Array(raw.buffer)) : '');
  }
  stream.getTracks().forEach((track) => track.stop());
  return {out, plain};
}
"""


@dataclass(frozen=True)
class Way:
    """One way of handing pictures over, measured."""

    name: str
    encode_ms: Sequence[float]
    decode_ms: Sequence[float]
    sizes: Sequence[int]
    off_px: Sequence[float]

    def line(self) -> str:
        """A row of the table."""
        cells = [
            f"{np.median(self.encode_ms):.1f}, {np.quantile(self.encode_ms, 0.95):.1f}",
            f"{np.median(self.decode_ms):.1f}, {np.quantile(self.decode_ms, 0.95):.1f}",
            f"{np.mean(self.sizes) / 1000:.0f}",
            f"{np.median(self.off_px):.2f}, {np.max(self.off_px):.2f}",
        ]
        return f"| {self.name} | {' | '.join(cells)} |"


def main() -> None:
    """Measure each way in turn, and print the table."""
    say("| | encode, median, 95 %, ms | decode, the same | kB | landmarks off, median, worst, px |")
    say("|---|---|---|---|---|")
    with browser_before(CLIP, f"fps={FPS},scale={SIZE[0]}:{SIZE[1]}") as browser:
        served = Served(AppContext(keep=False), 0)
        with served.running():
            page = browser.new_page()
            page.goto(served.link)
            page.wait_for_selector("body[data-ready]")
            for name, codec in {"jpeg": "", **CODECS}.items():
                asked = [PICTURES, *SIZE, codec, BITS_PER_S, KEY_EVERY]
                found = page.evaluate(SCRIPT, asked)
                say(
                    f"| {name} | this browser has none |"
                    if found is None
                    else way(name, found).line()
                )


def way(name: str, found: dict[str, Any]) -> Way:
    """What came of one way."""
    chunks = [base64.b64decode(text) for _, text in found["out"]]
    decode = jpegs() if name == "jpeg" else film(name)
    decode_ms, off_px = [], []
    with Landmarker() as look, Landmarker() as again:
        for n, (chunk, raw) in enumerate(zip(chunks, found["plain"], strict=True)):
            begun_s = time.perf_counter()
            rgb = decode(chunk)
            decode_ms.append(1000 * (time.perf_counter() - begun_s))
            if not raw or rgb is None:
                continue
            plain = np.frombuffer(base64.b64decode(raw), np.uint8)
            plain = plain.reshape(SIZE[1], SIZE[0], 4)[:, :, :3]
            faces = [
                one(Frame(n / FPS, np.ascontiguousarray(picture))).face
                for one, picture in ((look, rgb), (again, plain))
            ]
            if faces[0] is not None and faces[1] is not None:
                apart = faces[0].points[:, :2] - faces[1].points[:, :2]
                off_px.append(float(np.hypot(*apart.T).mean()))
    encode_ms = [float(ms) for ms, _ in found["out"]]
    return Way(name, encode_ms, decode_ms, [len(chunk) for chunk in chunks], off_px or [np.nan])


def jpegs() -> Callable[[bytes], Image | None]:
    """Decodes pictures that stand by themselves."""

    def decode(chunk: bytes) -> Image | None:
        read = cv2.imdecode(np.frombuffer(chunk, np.uint8), cv2.IMREAD_COLOR)
        return (
            None if read is None else np.ascontiguousarray(np.asarray(read, np.uint8)[:, :, ::-1])
        )

    return decode


def film(name: str) -> Callable[[bytes], Image | None]:
    """Decodes pictures that need the one before."""
    codec = cast("av.VideoCodecContext", av.CodecContext.create(name, "r"))
    codec.thread_count = 1

    def pictures(chunk: bytes) -> Iterator[Image]:
        for picture in codec.decode(av.Packet(chunk)):
            yield np.asarray(picture.to_ndarray(format="rgb24"), np.uint8)

    return lambda chunk: next(pictures(chunk), None)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
