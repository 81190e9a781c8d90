"""Whole sessions in a real window of a virtual screen, with keys pressed by a program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest

from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import GREEN, NIGHT, ORANGE, SKY, YELLOW
from facecheck.store.preferences import preferences_path

from .on_screen import FAILING, MISSING, SECONDS, Session, begin, on_every_screen, share
from .x11 import ask_to_close

CLIP = Path(__file__).parents[2] / "sample_videos" / "jaw_too_short.mp4"
LEAVES = CLIP.with_name("face_leaves_mid_set.mp4")
pytestmark = [
    pytest.mark.usefixtures("home"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.skipif(not CLIP.exists(), reason=f"{CLIP.name} was not rendered"),
]


@pytest.fixture
def long_clip(tmp_path: Path) -> Path:
    """The clip six times over, so that a slow machine has time for its keys."""
    path = tmp_path / CLIP.name
    with av.open(path, "w") as long:
        offset = 0
        for _ in range(6):
            with av.open(CLIP) as once:
                (stream,) = once.streams.video
                if not long.streams.video:
                    long.add_stream_from_template(stream)
                for packet in once.demux(stream):
                    if packet.dts is None or packet.pts is None:
                        continue
                    packet.pts += offset
                    packet.dts += offset
                    packet.stream = long.streams.video[0]
                    long.mux(packet)
                offset += stream.duration or 0
    return path


def warned(picture: Image) -> bool:
    """A banner that warns."""
    return share(picture, ORANGE) > 0.008


def summed_up(picture: Image) -> bool:
    """The summary of a set that is complete: dark, with a green badge."""
    return share(picture, NIGHT) < 0.05 and share(picture, GREEN) > 0.002


def exercising(picture: Image) -> bool:
    """The overlay: its footer, the strip's zone, and the chip or ring of a phase."""
    return share(picture, NIGHT) > 0.05 and max(share(picture, c) for c in (SKY, YELLOW)) > 0.0005


def darkened(picture: Image) -> bool:
    """A pause or the help: the picture is dark, and nothing is in the colour of a phase."""
    return share(picture, NIGHT) < 0.05 and bool((picture.max(axis=2) > 200).any())


def nobody_is_left(session: Session) -> bool:
    """The process and everything it started are gone."""
    listed = subprocess.run(
        ["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True
    )
    return CLIP.name not in listed.stdout and session.process.poll() is not None


def test_a_clip_as_camera_counts_as_score_does(screen: dict[str, str], tmp_path: Path) -> None:
    live, scored = tmp_path / "live.json", tmp_path / "score.json"
    session = begin(
        screen, "jaw-open", "--camera", str(CLIP), "--hold", "1", "--json", str(live), "--mute"
    )
    code, out, _ = session.end()
    assert code == 0
    assert "3 of 3" in out
    assert nobody_is_left(session)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "facecheck",
            "score",
            str(CLIP),
            "-e",
            "jaw-open",
            "--hold",
            "1",
            "--json",
            str(scored),
        ],
        check=True,
        capture_output=True,
    )
    found, wanted = json.loads(live.read_text()), json.loads(scored.read_text())
    assert found["counted"] == wanted["counted"] == 3


@on_every_screen("1280x720")
def test_keys_are_answered_and_q_ends_with_the_summary(
    screen: dict[str, str], long_clip: Path
) -> None:
    session = begin(screen, "jaw-open", "--camera", str(long_clip))
    session.wait_for(exercising)
    session.press_until("p", darkened)
    session.press_until("p", exercising)
    session.press_until("h", darkened)
    session.press_until("h", exercising)
    before = session.picture()
    session.press("f")
    session.press("m")
    session.press("r")
    session.press_until("plus", lambda p: share(p, NIGHT) > share(before, NIGHT) + 0.005)
    session.press("q")
    code, out, error = session.end()
    assert code == 0, error
    assert "of 3" in out
    assert nobody_is_left(session)


KEYS = "hpnxuamwq"
"""The buttons under an exercise, from left to right."""


def button(key: str) -> tuple[float, float]:
    """Where a button lies, as shares of the window."""
    return (KEYS.index(key) + 0.5) / len(KEYS), 0.985


@on_every_screen("640x480")
def test_on_every_screen_all_of_the_window_is_seen_and_a_mouse_does_what_keys_do(
    screen: dict[str, str], long_clip: Path, request: pytest.FixtureRequest
) -> None:
    size = request.node.callspec.params["screen"]
    across, down = (int(side) for side in size.split("x"))
    session = begin(screen, "jaw-open", "--camera", str(long_clip), "--mute")
    whole = session.wait_for(exercising)
    lit = np.argwhere(whole.max(axis=2) > 0)
    (top, left), (bottom, right) = lit.min(axis=0), lit.max(axis=0)
    taken = (bottom - top) * (right - left) / (whole.shape[0] * whole.shape[1])
    assert taken > 0.75, "as large as the screen allows"
    assert top > 0, "its title has room"
    assert 2 * bottom < down, "and its lower edge is on the screen"
    assert 2 * right < across
    session.click(*button("p"))
    session.wait_for(darkened)
    session.click(*button("p"))
    session.wait_for(exercising)
    session.click(*button("w"))
    # Without a window manager the window stays where it is; that it was asked for is kept.
    session.press("q")
    code, out, error = session.end()
    assert code == 0, error
    assert "of 3" in out
    choices = json.loads(preferences_path().read_text("utf-8"))
    assert choices["whole_screen"] is True, "as it was left"
    assert choices["window"][0] <= across


@on_every_screen("1280x720")
def test_closing_the_window_ends_with_the_summary(screen: dict[str, str], long_clip: Path) -> None:
    session = begin(screen, "jaw-open", "--camera", str(long_clip))
    session.wait_for(exercising)
    asked_s = time.monotonic()
    ask_to_close(screen["DISPLAY"], session.window())
    code, out, error = session.end()
    assert time.monotonic() - asked_s < 20, "it does not play on to the clip's end"
    assert code == 0, error
    assert "of 3" in out
    assert nobody_is_left(session)


def test_a_camera_places_counts_down_is_lost_and_comes_back(
    screen: dict[str, str], tmp_path: Path
) -> None:
    """Lost in the middle of the second hold, and back after five seconds: the set is complete."""
    live = tmp_path / "live.json"
    session = begin(
        screen,
        FAILING,
        str(CLIP),
        "8.5",
        "5",
        "jaw-open",
        "--hold",
        "1",
        "--mute",
        "--no-explain",
        "--json",
        str(live),
        "--record-trace",
        str(tmp_path / "live.parquet"),
    )
    session.wait_for(exercising)
    session.wait_for(warned)
    session.wait_for(lambda p: exercising(p) and not warned(p))
    session.wait_for(summed_up)
    session.press("q")
    code, out, error = session.end()
    assert code == 0, error
    assert "3 of 3" in out
    assert nobody_is_left(session)
    found = json.loads(live.read_text())
    assert [a["counted"] for a in found["attempts"]] == [True] * 3
    assert max(a["hold_s"] for a in found["attempts"]) < 4, "what was not seen was not held"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "facecheck",
            "score",
            str(tmp_path / "live.parquet"),
            "-e",
            "jaw-open",
            "--hold",
            "1",
            "--json",
            "-",
        ],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    again = json.loads(done.stdout)
    assert again["attempts"] == found["attempts"], "live and score agree exactly"


@on_every_screen("1280x720")
def test_a_face_that_leaves_and_returns(screen: dict[str, str], tmp_path: Path) -> None:
    """Two openings, nobody for two seconds, and a third opening that completes the set."""
    live = tmp_path / "live.json"
    session = begin(
        screen,
        FAILING,
        str(LEAVES),
        "999",
        "0",
        "jaw-open",
        "--hold",
        "1",
        "--mute",
        "--no-explain",
        "--json",
        str(live),
    )
    session.wait_for(exercising)
    session.wait_for(warned)
    session.wait_for(summed_up)
    session.press("q")
    code, out, error = session.end()
    assert code == 0, error
    assert "3 of 3" in out
    assert [a["counted"] for a in json.loads(live.read_text())["attempts"]] == [True] * 3


def test_no_display_is_one_line_and_exit_1() -> None:
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "facecheck", "live", "jaw-open", "--camera", str(CLIP)],
        env=bare,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "--no-window" in done.stderr
