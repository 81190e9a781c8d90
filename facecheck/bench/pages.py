"""How many sessions one core keeps up with where the models run in the pages.

Clients that are simulated send what pages would, at 30 a second, to a server on this machine's own
address; each does a set, and each must come to the clip's count. Measured is the processor time
that the server takes for it, so that others who keep the machine busy change little.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from facecheck.api import check, load_exercise
from facecheck.app.session.page_observation import PageObservation, packed
from facecheck.bench.figures import Figure
from facecheck.core.frames import Array, Image
from facecheck.inputs.mediapipe.covered_regions import AROUND, SKIN
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.mediapipe.lid_reader import eye_pictures
from facecheck.inputs.sources import Clip

CLIENTS = 16
RATE_HZ = 30.0
BEGIN_S = 60.0
LATER_S = 1000.0
"""By the page's clock the clip comes after what it sent until the session began."""
_HEAD = struct.Struct(">d")
_SERVER = """
import sys, threading, time
from facecheck.app.server import Served
from facecheck.app.context import AppContext
served = Served(AppContext(keep=False, landmarks="page"), 0)
print(served.port, served.keys.pairing, flush=True)
threading.Thread(target=served.run, daemon=True).start()
for _ in sys.stdin:
    print(time.process_time(), flush=True)
served.stop()
"""


def sessions_per_core(clip: Path, exercise: str, clients: int = CLIENTS) -> Figure:
    """Sessions of 30 observations a second that one core keeps up with, every count right.

    Raises:
        RuntimeError: A session came to another count than `score`.
    """
    messages = _messages(clip)
    counted = check(clip, exercise).counted
    command = [sys.executable, "-c", _SERVER]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as server:  # type: ignore[call-overload]  # noqa: S603
        try:
            port, secret = server.stdout.readline().split()
            cookie, key = _paired(int(port), secret)
            spent_s, taken = asyncio.run(
                _all(server, int(port), cookie, key, messages, exercise, clients, counted)
            )
        finally:
            server.terminate()
    return Figure.of("page_sessions_per_core", [taken / spent_s / RATE_HZ])


def _messages(clip: Path) -> list[tuple[float, bytes]]:
    """What a page would say of each picture of a clip."""
    out = []
    with Clip(clip) as frames, Landmarker() as look:
        for frame in frames:
            seen = look(frame)
            face = seen.face
            if face is None:
                sight = PageObservation(seen.size, hands=())
            else:
                sight = PageObservation(
                    seen.size,
                    replace(face, lids=None),
                    (),
                    seen.brightness,
                    eyes=eye_pictures(frame.rgb, face.points),
                    colours=_skin(frame.rgb, face.points),
                )
            out.append((frame.time_s, packed(sight)))
    return out


def _skin(rgb: Image, points: Array) -> Array:
    at = np.rint(points[list(SKIN), :2]).astype(np.intp)[:, None, :] + AROUND
    y, x = np.clip(at[..., 1], 0, rgb.shape[0] - 1), np.clip(at[..., 0], 0, rgb.shape[1] - 1)
    return np.asarray(rgb[y, x].mean(axis=1), np.float32)


def _paired(port: int, secret: str) -> tuple[str, str]:
    host = f"127.0.0.1:{port}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=BEGIN_S)
    body = json.dumps({"secret": secret})
    connection.request("POST", "/api/pair", body, {"Origin": f"http://{host}"})
    answer = connection.getresponse()
    key = json.loads(answer.read())["key"]
    connection.close()
    return (answer.headers["set-cookie"] or "").split(";")[0], key


async def _all(
    server: Any,
    port: int,
    cookie: str,
    key: str,
    messages: Sequence[tuple[float, bytes]],
    exercise: str,
    clients: int,
    counted: int,
) -> tuple[float, int]:
    """The server's processor time for all observations, and how many these were."""
    lines = [
        await connect(
            f"ws://127.0.0.1:{port}/socket",
            origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
            subprotocols=["facecheck.1", f"key.{key}"],  # type: ignore[list-item]
            additional_headers={"Cookie": cookie},
            proxy=None,
            open_timeout=BEGIN_S,
        )
        for _ in range(clients)
    ]
    begins = [_begun(line, n, exercise, messages[0][1]) for n, line in enumerate(lines)]
    overs = [asyncio.create_task(_over(line)) for line in await asyncio.gather(*begins)]
    before_s = await asyncio.to_thread(_spent, server)
    begun_s = time.perf_counter()
    for time_s, message in messages:
        await asyncio.sleep(max(0.0, begun_s + time_s - time.perf_counter()))
        head = _HEAD.pack(1000 * (LATER_S + time_s))
        for line in lines:
            await line.send(head + message)
    for line in lines:
        await line.send(json.dumps({"do": "leave"}))
    results = await asyncio.gather(*overs)
    spent_s = await asyncio.to_thread(_spent, server) - before_s
    found = [result["results"][0]["counted"] for result in results]
    if found != [counted] * clients:
        raise RuntimeError(f"sessions counted {sorted(set(found))} of {counted}")
    for line in lines:
        await line.close()
    return spent_s, clients * len(messages)


async def _begun(line: ClientConnection, n: int, exercise: str, first: bytes) -> ClientConnection:
    """Begin a session; its line, when it judges."""
    reps = load_exercise(exercise).reps + 1  # it goes on until the clip is over
    begin = {"names": [exercise], "guided": False, "reps": reps}
    await line.send(json.dumps({"do": "hello", "page": f"simulated-{n}"}))
    await line.send(json.dumps({"do": "begin", "begin": begin}))
    begun_s = time.perf_counter()
    screen = ""
    while screen != "exercise":
        passed_s = time.perf_counter() - begun_s
        if passed_s > BEGIN_S:
            raise RuntimeError("a session does not begin")
        await line.send(_HEAD.pack(1000 * passed_s) + first)
        while (told := json.loads(await line.recv()))["say"] != "got":
            screen = told.get("screen", screen)
        await asyncio.sleep(1 / RATE_HZ)
    return line


async def _over(line: ClientConnection) -> Any:
    while (told := json.loads(await line.recv()))["say"] != "over":
        pass
    return told


def _spent(server: Any) -> float:
    server.stdin.write("\n")
    server.stdin.flush()
    return float(server.stdout.readline())
