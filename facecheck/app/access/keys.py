"""The secrets of one run of the server: made when it starts, gone when it ends.

A link with a pairing secret lets one browser in, once. That browser then holds two keys. One is a
cookie, which no script can read; but a browser sends it to every port of this host. So the page
keeps a second key in its own storage, which belongs to this port alone. Both are asked for.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from hmac import compare_digest
from typing import NamedTuple

COOKIE = "facecheck"
BYTES = 32
"""Of chance in a key."""
MOST_VISITORS = 16
"""Browsers that are let in at once; the one that came first goes first."""


class Visit(NamedTuple):
    """What a browser that was let in holds.

    Attributes:
        cookie: Sent by the browser, unseen by the page.
        key: Sent by the page.
    """

    cookie: str
    key: str


class Keys:
    """The pairing secret that is open, and who was let in.

    Args:
        clock: Seconds that only grow.
        most: Browsers that are let in at once.
    """

    def __init__(
        self, *, clock: Callable[[], float] = time.monotonic, most: int = MOST_VISITORS
    ) -> None:
        self._clock = clock
        self._most = most
        self._heard_s = clock()
        self._pairing = _secret()
        self._visits: OrderedDict[str, str] = OrderedDict()

    @property
    def pairing(self) -> str:
        """The secret that lets the next browser in."""
        return self._pairing

    def pair(self, secret: str) -> Visit | None:
        """Let a browser in that knows the pairing secret; from then on there is another one."""
        if not _same(secret, self._pairing):
            return None
        self._pairing = _secret()
        visit = Visit(_secret(), _secret())
        self._visits[visit.cookie] = visit.key
        while len(self._visits) > self._most:
            self._visits.popitem(last=False)
        return visit

    @property
    def silent_s(self) -> float:
        """How long nobody who was let in has asked for anything."""
        return self._clock() - self._heard_s

    def known(self, cookie: str, key: str) -> bool:
        """Whether a browser with these two keys was let in."""
        known = False
        # All are looked at, each in the same time: how long it takes tells nothing.
        for one, other in self._visits.items():
            known |= _same(cookie, one) & _same(key, other)
        if known:
            self._heard_s = self._clock()
        return known


def _secret() -> str:
    return secrets.token_urlsafe(BYTES)


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
