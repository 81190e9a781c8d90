"""Clips at an address, through fsspec: s3://, gs://, https:// and whatever else it knows.

They are fetched by a process of its own, for one that has loaded the models must not reach any
address: see ``telemetry``. The fetching one has the proxies that were set before, and no model.
"""

from __future__ import annotations

import json
import os
import posixpath
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from facecheck.core.errors import SourceError
from facecheck.core.text import one_line
from facecheck.inputs.sources.open_source import clips_among, clips_in

EXTRA = "pip install 'facecheck[cluster]'"


_PROXIES = {
    name: os.environ.get(name) for name in ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY")
}
"""As they were before a model was loaded."""


def is_address(place: Path | str) -> bool:
    """Whether it is an address rather than a path; `Path` would spoil one, so it is a string."""
    return isinstance(place, str) and "://" in place


def clips_at(places: Sequence[Path | str]) -> list[Path | str]:
    """Replace each folder by the clips in it; an address that ends in a slash is a folder.

    Raises:
        SourceError: A folder has none, or cannot be listed.
    """
    clips: list[Path | str] = []
    for place in places:
        if not is_address(place):
            clips.extend(clips_in([Path(place)]))
        elif str(place).endswith("/"):
            clips.extend(_listed(str(place)))
        else:
            clips.append(place)
    return clips


def file_name(address: str) -> str:
    """What a clip at an address is called."""
    return posixpath.basename(address.split("?", 1)[0]) or "clip"


@contextmanager
def fetched(place: Path | str) -> Iterator[Path]:
    """A path for a clip; one at an address is copied to a temporary file under its own name.

    Raises:
        SourceError: It cannot be fetched.
    """
    if not is_address(place):
        yield Path(place)
        return
    address = str(place)
    name = file_name(address)
    with TemporaryDirectory(prefix="facecheck-") as folder:
        path = Path(folder) / name
        _away("_copy", address, str(path))
        yield path


def _listed(address: str) -> list[Path | str]:
    names: list[str] = json.loads(_away("_list", address))
    clips = clips_among(names)
    if not clips:
        raise SourceError(
            "{address}: no clips are there; name clips, or another folder", address=address
        )
    return [*clips]


def _away(task: str, *arguments: str) -> str:
    """Run a task in a process of its own and give what it writes."""
    environment = {**os.environ, **{k: v for k, v in _PROXIES.items() if v is not None}}
    for name in (name for name, value in _PROXIES.items() if value is None):
        environment.pop(name, None)
    code = f"import sys; from facecheck.inputs import remote; remote.{task}(*sys.argv[1:])"
    done = subprocess.run(  # noqa: S603  # this Python and our own code
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True
    )
    if done.returncode == 0:
        return done.stdout
    lines = done.stderr.strip().splitlines() or ["no reason given"]
    if "No module named 'fsspec'" in lines[-1]:
        raise SourceError("addresses need fsspec; run: {extra}", extra=EXTRA)
    raise SourceError(
        "{arguments}: cannot be fetched ({lines}); check the address and your access",
        arguments=arguments[0],
        lines=one_line(lines[-1]),
    )


def _copy(address: str, path: str) -> None:
    """In the process that fetches: a file at an address to a path."""
    import fsspec

    with fsspec.open(address, "rb") as far, Path(path).open("wb") as near:
        shutil.copyfileobj(far, near, 2**20)


def _list(address: str) -> None:
    """In the process that fetches: write the addresses in a folder as JSON."""
    import fsspec

    system, root = fsspec.core.url_to_fs(address)
    names = sorted(str(name) for name in system.ls(root, detail=False))
    sys.stdout.write(json.dumps([system.unstrip_protocol(name) for name in names]))
