"""The Pythons of this machine that facecheck says it works on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.specifiers import SpecifierSet

MINORS = range(8, 20)
SAY = "import sys, venv, ensurepip; print(sys.executable, *sys.version_info[:3])"


class Python(NamedTuple):
    """An interpreter that starts and can make environments."""

    version: tuple[int, ...]
    path: Path

    @property
    def minor(self) -> tuple[int, ...]:
        """Such as (3, 12)."""
        return self.version[:2]


def pythons(admitted: str, candidates: Iterable[Path] | None = None) -> list[Python]:
    """One for each minor version that is admitted, oldest first.

    Args:
        admitted: ``requires-python`` of the project.
        candidates: Where to look; the PATH and pyenv where not said.
    """
    found: dict[tuple[int, ...], Python] = {}
    for path in _candidates() if candidates is None else candidates:
        python = asked(path)
        if python is not None and ".".join(map(str, python.version)) in SpecifierSet(admitted):
            found.setdefault(python.minor, python)
    return [found[minor] for minor in sorted(found)]


def asked(path: Path) -> Python | None:
    """What an interpreter says of itself; None where it does not start, as a shim of pyenv."""
    try:
        said = subprocess.run([path, "-c", SAY], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    if said.returncode != 0:
        return None
    executable, *version = said.stdout.rsplit(maxsplit=3)
    return Python(tuple(map(int, version)), Path(executable))


def _candidates() -> Iterator[Path]:
    for minor in MINORS:
        found = shutil.which(f"python3.{minor}")
        if found is not None:
            yield Path(found)
    yield from sorted(Path.home().glob(".pyenv/versions/3.*/bin/python3"), reverse=True)
    usual = shutil.which("python3")
    if usual is not None:
        yield Path(usual)
