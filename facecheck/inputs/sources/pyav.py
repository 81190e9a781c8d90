"""Opens containers with every PyAV release that the metadata admits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from av.container import InputContainer

LAST_WITH_METADATA_ERRORS = 18
"""The last main version whose ``av.open`` takes ``metadata_errors``.

Before, a title that is no UTF-8 stopped the opening unless one said what to do about it. From 19 on
such bytes are always kept as they are, and the argument is an error.
"""


def open_input(
    address: str,
    *,
    options: Mapping[str, str],
    timeout: tuple[float, float] | None = None,
) -> InputContainer:
    """Open a file or an address for reading, whatever its metadata are written in.

    Args:
        address: A path, absolute so that no part of it is taken for a protocol, or an address.
        options: FFmpeg's, for the container and its streams.
        timeout: Seconds to wait for it to open, and for each read.

    Raises:
        av.FFmpegError: FFmpeg cannot open it.
        OSError: Neither can the system.
        ValueError: The address cannot be passed to either.
    """
    import av

    container: InputContainer = av.open(
        address, "r", options=dict(options), timeout=timeout, **_lenient(av.__version__)
    )
    return container


@cache
def _lenient(version: str) -> dict[str, Any]:
    """What makes ``av.open`` take metadata that are no UTF-8."""
    old = int(version.partition(".")[0]) <= LAST_WITH_METADATA_ERRORS
    return {"metadata_errors": "replace"} if old else {}
