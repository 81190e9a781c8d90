"""Output paths of each clip when several are scored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from facecheck.core.errors import OutputError
from facecheck.core.messages import Message
from facecheck.inputs.remote import file_name


def places_in(folder: Path, clips: Sequence[Path | str], suffix: str) -> list[Path]:
    """A file in a folder for each clip, under the clip's name; the folder is made.

    Args:
        folder: Where the files go. Processes elsewhere find it by its whole path.
        clips: Paths and addresses.
        suffix: Of the files, such as `.vtt`.

    Raises:
        OutputError: Two clips have the same name, or the folder cannot be made.
    """
    folder = folder.absolute()
    places: dict[Path, Path | str] = {}
    for clip in clips:
        name = clip.resolve().name if isinstance(clip, Path) else file_name(clip)
        place = folder / (Path(name).stem + suffix)
        if place in places:
            raise OutputError(
                "{place}: {places} and {clip} would both be kept there; score them one after "
                "the other, into two folders",
                place=place,
                places=places[place],
                clip=clip,
            )
        places[place] = clip
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "{folder}: the folder cannot be made ({strerror}); choose another place",
            folder=folder,
            strerror=error.strerror,
        ) from error
    return list(places)


def targets(
    clips: Sequence[Path | str],
    name: str,
    one: Path | None,
    many: str,
    folder: Path | None,
    suffix: str,
) -> list[Path | None]:
    """Where something of each clip goes; None where nobody asked for it.

    Raises:
        UsageError: One file for several clips, or both a file and a folder.
        OutputError: Two clips would have the same file.
    """
    if one is not None and folder is not None:
        raise click.UsageError(
            Message(
                "{name} names one file, {many} a folder; give one of them", name=name, many=many
            )
        )
    if one is not None and len(clips) > 1:
        raise click.UsageError(
            Message("{name} takes one clip; for several: {many} DIR", name=name, many=many)
        )
    if folder is not None:
        return [*places_in(folder, clips, suffix)]
    return [one] * len(clips)
