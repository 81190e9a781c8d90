"""What the doctor finds: one thing looked at, and what mends it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes:
        name: What was looked at.
        ok: True for fine, False for a problem, None for something to know that stops nothing.
        detail: What was found, one line.
        remedy: The command or setting that mends it; None where nothing needs mending.
    """

    name: str
    ok: bool | None
    detail: str
    remedy: str | None = None


REINSTALL = f"{Path(sys.executable).name} -m pip install --force-reinstall facecheck"
