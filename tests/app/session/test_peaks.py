"""Pictures of peaks before the page: only where a folder was named and the page asks for them."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path

import pytest

from facecheck.app.context import AppContext
from facecheck.app.server import Served
from facecheck.app.session.hub import Hub
from facecheck.cli import run
from facecheck.inputs.sources import Clip
from facecheck.outputs.peak_stamp import Stamp, stamp_of
from facecheck.store.history import History, history_path

from ..visitor import Visitor
from .test_same_attempts import SAMPLES, jpeg_of
from .test_socket import PAGE, hear, say

CLIP = SAMPLES / "rehab_vowel_o.mp4"
ASKED = {"names": ["vowel-o"], "hold_s": 1.0, "reps": 2, "guided": False}


def done(context: AppContext, *, ask: bool) -> list[str]:
    """A session of the whole clip; what is said at its end."""
    now_s = [0.0]
    served = Served(context, 0, Hub(context, clock=lambda: now_s[0]))
    begin = ASKED | ({"peaks": True} if ask else {})
    with served.running():
        visitor = Visitor(served)
        visitor.pair()
        assert visitor.ask("GET", "/api/boot").json["peaks"] == (context.peaks is not None)
        with visitor.socket() as socket, Clip(CLIP) as clip:
            say(socket, {"do": "hello", "page": PAGE})
            say(socket, {"do": "begin", "begin": begin})
            for frame in clip:
                now_s[0] = frame.time_s
                socket.send(struct.pack(">d", 1e6 + 1000 * frame.time_s) + jpeg_of(frame))
                told = json.loads(socket.recv(timeout=60))
                while (told.get("captured") or 0.0) < 1e3 + frame.time_s - 1e-6:
                    if told["say"] == "over":
                        break
                    told = json.loads(socket.recv(timeout=60))
                if told["say"] == "over":
                    break
            else:
                say(socket, {"do": "leave"})
                told = hear(socket, "over")
    (result,) = told["results"]
    assert result["counted"] == 2
    return list(told["notices"])


def stamps(folder: Path) -> list[Stamp]:
    return [s for p in sorted(folder.iterdir()) if (s := stamp_of(p.read_bytes())) is not None]


def test_the_page_asks_for_them_and_a_bundle_has_them(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "peaks"
    folder.mkdir()
    notices = done(AppContext(peaks=folder), ask=True)
    assert f"A picture of each attempt's peak is kept in {folder}" in notices
    with History(history_path()) as history:
        (session,) = history.sessions()
    attempts = [record.attempt for record in session.sets[0].attempts]
    assert [s.peak for s in stamps(folder)] == pytest.approx([a.peak for a in attempts])
    place = tmp_path / "b.zip"
    assert run(["bundle", str(place), "--since", "2020-01-01", "--peaks", str(folder)]) == 0
    with zipfile.ZipFile(place) as bundle:
        assert sum(name.startswith("peaks/") for name in bundle.namelist()) == len(attempts) == 2
    assert not [*home.rglob("*.jpg")], "nowhere else"


def test_a_folder_alone_keeps_none(tmp_path: Path, home: Path) -> None:
    done(AppContext(peaks=tmp_path), ask=False)
    assert not [*tmp_path.rglob("*.jpg"), *home.rglob("*.jpg")]


def test_a_page_alone_names_no_folder(tmp_path: Path, home: Path) -> None:
    done(AppContext(), ask=True)
    assert not [*tmp_path.rglob("*.jpg"), *home.rglob("*.jpg")]


def test_where_the_models_run_in_the_page_there_are_no_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["app", "--landmarks", "page", "--peaks", str(tmp_path / "new")]) == 2
    assert "none is sent" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
