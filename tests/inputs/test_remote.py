from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from facecheck.core.errors import SourceError
from facecheck.inputs.remote import clips_at, fetched, file_name

from .clips import make_clip, numbered

pytest.importorskip("fsspec")


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None: ...


def test_paths_stay_paths(tmp_path: Path) -> None:
    with fetched(tmp_path / "a.mp4") as path:
        assert path == tmp_path / "a.mp4"


def test_a_clip_at_an_address_is_fetched_under_its_own_name(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", [numbered(0)])
    with fetched(clip.as_uri()) as path:
        assert path.name == "a.mp4"
        assert path != clip
        assert path.read_bytes() == clip.read_bytes()
    assert not path.exists()


def test_an_address_that_ends_in_a_slash_is_a_folder(tmp_path: Path) -> None:
    for name in ("b.mp4", "a.mov", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    folder = f"{tmp_path.as_uri()}/"
    assert clips_at([folder, f"{folder}b.mp4"]) == [
        f"{folder}a.mov",
        f"{folder}b.mp4",
        f"{folder}b.mp4",
    ]
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="no clips"):
        clips_at([f"{folder}empty/"])


def test_a_process_that_may_reach_no_address_can_still_fetch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = make_clip(tmp_path / "a.mp4", [numbered(0)])
    served = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), served) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("https_proxy", "none://none")
        with fetched(f"http://127.0.0.1:{server.server_port}/a.mp4?version=1") as path:
            assert path.read_bytes() == clip.read_bytes()
            assert path.name == "a.mp4"
        server.shutdown()


@pytest.mark.parametrize("address", ["nowhere://a/b.mp4", "file:///not/there.mp4"])
def test_what_cannot_be_fetched_is_one_line(address: str) -> None:
    with pytest.raises(SourceError, match="cannot be fetched") as caught, fetched(address):
        pass
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("s3://study/a/set.mov", "set.mov"),
        ("https://a.example/set.mov?signed=x/y.mp4", "set.mov"),
        ("https://a.example/?clip=1", "clip"),
    ],
)
def test_what_a_clip_at_an_address_is_called(address: str, name: str) -> None:
    assert file_name(address) == name
