"""A CSV with a row for each frame, in the form of another program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from facecheck.core.frames import Observation
from facecheck.outputs.files import write_text_atomically
from facecheck.outputs.other_programs import fex, live_link

FORMS = ("livelink", "fex")


def write_frames(path: Path, form: str, observations: Iterable[Observation], clip: str) -> int:
    """Write it whole or not at all; gives the number of rows.

    Args:
        path: Where it goes.
        form: One of `FORMS`.
        observations: In time order.
        clip: The clip's name.

    Raises:
        OutputError: It cannot be written.
    """
    if form == "fex":
        headings, lines = fex.HEADINGS, fex.rows(observations, clip)
    else:
        headings, lines = live_link.HEADINGS, live_link.rows(observations)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    count = 0
    for line in lines:
        writer.writerow(line)
        count += 1
    write_text_atomically(path, text.getvalue())
    return count
