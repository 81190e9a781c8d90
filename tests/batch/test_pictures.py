"""Memory as large as a picture goes back to the system at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from facecheck.batch import memory

PICTURES = """
import ctypes, sys
from pathlib import Path
import numpy as np
from facecheck.batch.memory import give_back_pictures

def mb():
    status = Path("/proc/self/status").read_text().split()
    return int(status[status.index("VmRSS:") + 1]) / 1024

if sys.argv[1] == "given back":
    give_back_pictures()
np.ones(3_000_000, np.uint8)  # from this one on, glibc would keep them
before = mb()
kept = []
for _ in range(60):
    picture = np.ones(3_000_000, np.uint8)
    kept.append(np.ones(100_000, np.uint8))  # larger than any gap left by earlier work
    kept.append(picture)
del kept[1::2], picture
print(mb() - before)
"""
"""In a process of its own, since the setting is for all of it."""


def grown(how: str) -> float:
    """By how many MB a process has grown that made 60 pictures of 3 MB and freed them."""
    done = subprocess.run(
        [sys.executable, "-c", PICTURES, how], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's own setting")
@pytest.mark.skipif(memory._libc("mallopt") is None, reason="not every libc is glibc")
def test_pictures_that_are_freed_are_given_back() -> None:
    assert grown("given back") < 20
    assert grown("as it is") > 60


def test_another_libc_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_libc", lambda _: None)
    memory.give_back_pictures()
