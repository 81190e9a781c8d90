"""Chooses a camera where none is named: the one used last, else the first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from facecheck.core.errors import SourceError
from facecheck.core.messages import Code, Message
from facecheck.core.read_as import LARGEST, PLAIN, ReadAs
from facecheck.inputs.cameras import Camera, cameras
from facecheck.inputs.sources import (
    DeferredCamera,
    LiveSource,
    RealtimePlayback,
    Webcam,
    open_camera,
)
from facecheck.inputs.sources.reorientation import ReorientedCamera
from facecheck.store.preferences import last_camera, remember_camera

FIRST = "0"
Listing = Callable[[], Sequence[Camera]]


def camera_source(
    named: str | None,
    *,
    listing: Listing = cameras,
    platform: str = sys.platform,
    preferences: Path | None = None,
    read_as: ReadAs = PLAIN,
) -> LiveSource:
    """What to open: a clip as it is, a camera as one that is found when it is opened.

    Args:
        named: What the user named, if anything.
        listing: Lists the cameras that are there.
        platform: As ``sys.platform``.
        preferences: Where the person's last camera is kept; None for the machine's own person.
        read_as: What is known of a clip that stands in for a camera; of a camera, whether its
            pictures are mirrored or turned.

    Raises:
        SourceError: There is no such camera, as far as that is known at once, or something is said
            of one that is no clip.
    """
    if named is not None and Path(named).expanduser().exists():
        return open_camera(named, listing=listing, read_as=read_as)
    if replace(read_as, mirrored=False, turn=None, face=LARGEST) != PLAIN:
        raise SourceError("--fps, --speed, --times and --stream are for a clip named by --camera")
    late = DeferredCamera(
        lambda: _put_right(
            chosen(named, listing=listing, before=last_camera(preferences) or ""), read_as
        )
    )
    if platform.startswith("linux"):
        # There it takes no time, and its name is known before anything is shown.
        late.find()
    return late


def chosen(
    named: str | None, *, listing: Listing = cameras, before: str | None = None
) -> tuple[LiveSource, str | None]:
    """A camera, and what the user should know about the choice.

    Args:
        named: What the user named, if anything.
        listing: Lists the cameras that are there.
        before: The camera used last; empty where none is known, None looks it up.

    Raises:
        SourceError: There is no such camera.
    """
    found = list(listing())
    if named is not None:
        return open_camera(named, listing=lambda: found), None
    before = last_camera() if before is None else before
    if not before:
        return open_camera(FIRST, listing=lambda: found), None
    if any(camera.name == before for camera in found):
        return open_camera(before, listing=lambda: found), None
    source = open_camera(FIRST, listing=lambda: found)
    return source, Message(Code.OTHER_CAMERA, wished=before, used=source.name)


def _put_right(
    found: tuple[LiveSource, str | None], read_as: ReadAs
) -> tuple[LiveSource, str | None]:
    """A camera that hangs upside down, or shows a mirror's picture, as it should be."""
    source, said = found
    return (ReorientedCamera(source, read_as) if read_as.reoriented else source), said


def is_practice(source: LiveSource) -> bool:
    """Whether somebody is in front of it: a clip that is played as a camera is tried, not done."""
    return not isinstance(source, RealtimePlayback)


def remember(source: LiveSource, preferences: Path | None = None) -> None:
    """Keep the camera that worked, for the person's next time."""
    opened = source.source if isinstance(source, DeferredCamera) else source
    if isinstance(opened, Webcam | ReorientedCamera):
        remember_camera(opened.name, preferences)
