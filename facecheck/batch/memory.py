"""Returns memory that a clip needed to the system."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any

PICTURE_BYTES = 2**20
"""What counts as a picture: 1280x720 takes 2.8 MB, the models' own buffers 0.8 MB and less."""

_M_MMAP_THRESHOLD = -3
"""glibc's number for the size from which memory is taken from the system and given back to it."""


def give_back() -> None:
    """Hand freed memory back.

    Each thread of a clip has a pool of its own in glibc, which keeps what was freed: without this a
    process of 60 clips of half a second grew from 350 to 450 MB, with it it stayed at 240. Other
    systems give back by themselves.
    """
    trim = _libc("malloc_trim")
    if trim is not None:
        trim(0)


def give_back_pictures() -> None:
    """Have memory as large as a picture handed back as soon as it is freed, from now on.

    glibc learns from the first picture that is freed to keep such memory in its pools, where small
    things come to lie between the pictures: both models took 550 MB at first and 660 MB after two
    minutes at 1280x720. With this they take 500 to 590 MB, for some 3 ms of one core a frame beside
    models that take 25.
    """
    setting = _libc("mallopt")
    if setting is not None:
        setting(_M_MMAP_THRESHOLD, PICTURE_BYTES)


@cache
def _libc(name: str) -> Any:
    """A function of glibc; None elsewhere, for not every libc on Linux is glibc."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), name, None)
