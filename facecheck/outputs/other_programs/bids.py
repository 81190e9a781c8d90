"""Events as the Brain Imaging Data Structure has them: `_events.tsv` and its JSON sidecar.

Onset and duration are in seconds, onsets count from the recording's first picture. What is not
known is `n/a` (BIDS 1.10, "Task events").
"""

from __future__ import annotations

import json
from pathlib import Path

from facecheck.core.results import EventsResult
from facecheck.outputs.files import write_text_atomically

COLUMNS = ("onset", "duration", "trial_type", "side", "peak")
KINDS = {
    "blink": "a closure of both lids of up to 0.5 s",
    "eyes_closed": "a longer closure",
    "squint": "both lids drawn together and held, not shut",
    "jaw_open": "the jaw drops and the lips part, for longer than a word",
    "palm_on_cheek": "a hand covers a cheek for 0.5 s or longer; the side is the cheek's",
}


def events_tsv(result: EventsResult) -> str:
    """The table of a result: one line an event, in order of onset."""
    lines = ["\t".join(COLUMNS)]
    for event in result.events:
        lasts_s = event.end_s - event.start_s
        side = event.side or "n/a"
        lines.append(f"{event.start_s:.3f}\t{lasts_s:.3f}\t{event.kind}\t{side}\t{event.peak:.3f}")
    return "\n".join(lines) + "\n"


def sidecar(result: EventsResult, version: str) -> str:
    """The JSON that says what the columns mean."""
    about = {
        "onset": {
            "Description": "Onset of the event, from the first picture of the recording",
            "Units": "s",
        },
        "duration": {"Description": "Duration of the event", "Units": "s"},
        "trial_type": {
            "LongName": "Kind of event",
            "Description": "What the face did",
            "Levels": KINDS,
        },
        "side": {
            "Description": "The person's own side",
            "Levels": {"left": "left", "right": "right", "both": "both sides"},
        },
        "peak": {
            "Description": "How far it went, as a fraction of full effort; of closures, the share "
            "of the opening that was lost",
            "Units": "1",
        },
        "GeneratedBy": [{"Name": "facecheck", "Version": version}],
        "SourceFile": result.clip,
    }
    return json.dumps(about, indent=2, ensure_ascii=False) + "\n"


def write_bids(path: Path, result: EventsResult, version: str) -> Path:
    """Write the table, and beside it the sidecar of the same name; gives the sidecar's place.

    Raises:
        OutputError: They cannot be written.
    """
    beside = path.with_suffix(".json")
    write_text_atomically(path, events_tsv(result))
    write_text_atomically(beside, sidecar(result, version))
    return beside
