"""Damages bytes as disks, cables and people do."""

from __future__ import annotations

import random


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Data with one to four spans cut, flipped, zeroed, moved, doubled or replaced by chance."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        if not out:
            break
        # Heads and tails hold the tables of contents, where damage goes furthest.
        where = rng.choice((len(out), 64, 600))
        a = rng.randrange(min(len(out), where))
        if rng.random() < 0.3:
            a = max(0, len(out) - 1 - a)
        b = min(len(out), a + rng.choice((1, 1, 2, 4, 8, 64, 1000)))
        what = rng.randrange(8)
        if what == 0:
            del out[a:]
        elif what == 1:
            del out[a:b]
        elif what == 2:
            out[a] ^= 1 << rng.randrange(8)
        elif what == 3:
            out[a:b] = bytes(b - a)
        elif what == 4:
            out[a:b] = b"\xff" * (b - a)
        elif what == 5:
            out[a:b] = rng.randbytes(b - a)
        elif what == 6:
            c = rng.randrange(len(out))
            out[c:c] = out[a:b]
        else:
            number = rng.choice((0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x10000000))
            out[a : a + 4] = number.to_bytes(4, rng.choice(("big", "little")))
    return bytes(out)
