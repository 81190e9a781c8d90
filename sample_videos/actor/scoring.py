"""Score what was rendered: `facecheck evaluate`, in a process of its own."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import click


def score_folder(folder: Path, workers: int) -> int:
    """Evaluate every clip of a folder; the command shows its progress and its table.

    The renderer's processes and the models' share nothing but the files, and either can be
    installed without the other.

    Returns:
        The command's exit code: 1 where a count is wrong.
    """
    if importlib.util.find_spec("facecheck") is None or not _has_models():
        raise click.ClickException(
            "facecheck is not installed beside the renderer; run: pip install -e . vtk"
        )
    command = [sys.executable, "-m", "facecheck", "evaluate", str(folder)]
    return subprocess.run([*command, "--workers", str(workers)], check=False).returncode  # noqa: S603


def _has_models() -> bool:
    return importlib.util.find_spec("mediapipe") is not None
