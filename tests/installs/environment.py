"""Environments outside the checkout, with uv where it is there and with venv and pip where not."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

from packaging.requirements import Requirement

from .pythons import Python

INSTALL_S = 600.0
VERSIONS = (
    "import json; from importlib.metadata import distributions, packages_distributions\n"
    "print(json.dumps([{d.metadata['Name']: d.version for d in distributions()},"
    " packages_distributions()]))"
)


class NotInstalledError(Exception):
    """What the installer said."""


@dataclass
class Environment:
    """facecheck installed with one Python and one choice of versions.

    Attributes:
        python: What it runs on.
        choice: ``oldest`` or ``newest``, of what the metadata admits.
        folder: Where it is.
        versions: Version by the name of what is installed.
        homes: By the name of an importable package, which installed things have it.
    """

    python: Python
    choice: str
    folder: Path
    versions: dict[str, str] = field(default_factory=dict)
    homes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """For people."""
        return f"Python {'.'.join(map(str, self.python.version))} with the {self.choice} versions"

    @property
    def bin(self) -> Path:
        """Where its commands are."""
        return self.folder / "venv" / "bin"


def build_wheel(checkout: Path, into: Path, python: Path) -> Path:
    """Build the wheel of the checkout."""
    uv = shutil.which("uv")
    if uv is not None:
        _run([uv, "build", "-q", "--wheel", "-p", str(python), "-o", str(into), str(checkout)])
    else:
        _run([str(python), "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(into), str(checkout)])
    (wheel,) = into.glob("facecheck-*.whl")
    return wheel


def requirements(wheel: Path) -> list[Requirement]:
    """What a wheel needs, its extras included."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(archive.read(name))
    return [Requirement(line) for line in metadata.get_all("Requires-Dist") or ()]


def oldest(needed: list[Requirement]) -> list[str]:
    """Each as a constraint to the oldest version that is admitted; extras are left alone.

    >>> oldest([Requirement("av>=17.1,<20"), Requirement('pytest>=8; extra == "test"')])
    ['av==17.1']
    """
    pinned = []
    for one in needed:
        if "extra" not in str(one.marker):
            floors = [s.version for s in one.specifier if s.operator in (">=", "==", "~=")]
            if len(floors) != 1:
                raise ValueError(f"{one}: which is the oldest version?")
            where = "" if one.marker is None else f"; {one.marker}"
            pinned.append(f"{one.name}=={floors[0]}{where}")
    return pinned


def make(one: Environment, wheel: Path) -> None:
    """Make an environment and install the wheel with what its tests need.

    Raises:
        NotInstalledError: The versions do not go together, or are not to be had.
    """
    one.folder.mkdir()
    venv, wanted = one.folder / "venv", f"{wheel}[test]"
    chosen: list[str] = []
    if one.choice == "oldest":
        constraints = one.folder / "oldest.txt"
        constraints.write_text("\n".join(oldest(requirements(wheel))))
        chosen = ["-c", str(constraints)]
    uv = shutil.which("uv")
    if uv is not None:
        _run([uv, "venv", "-q", "-p", str(one.python.path), str(venv)])
        _run([uv, "pip", "install", "-q", "-p", str(one.bin / "python"), *chosen, wanted])
    else:
        _run([str(one.python.path), "-m", "venv", str(venv)])
        _run([str(one.bin / "pip"), "install", "-q", *chosen, wanted])
    said = _run([str(one.bin / "python"), "-c", VERSIONS])
    one.versions, one.homes = json.loads(said)


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=INSTALL_S, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise NotInstalledError(f"{command[0]}: still at it after {INSTALL_S:.0f} s") from error
    if done.returncode != 0:
        raise NotInstalledError(done.stderr.strip() or done.stdout.strip())
    return done.stdout
