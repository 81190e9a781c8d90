"""What a command line promises: files that hold what their names say, and words."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import av
import click
import pyarrow.parquet as pq

from facecheck.cli import app

FILES = (
    "accuracy",
    "annotate",
    "csv_to",
    "file",
    "ics",
    "json_to",
    "out",
    "page",
    "parquet",
    "report",
    "trace",
    "vtt",
)
"""Parameters that name a file to write; `import` alone reads its `file`."""


SAYS = {
    "facecheck doctor": "face model",
    "facecheck live": "Palm squint",
    "facecheck live jaw-open": "Jaw opening",
    "facecheck live squint --camera 1": "Squint",
    "facecheck live jaw-open --hold 3 --reps 5": "0 of 5\n of 3.0 s: the clip ended",
    "facecheck live --resume": "going on with jaw-open\n0 of",
    "facecheck live smile --exercises my-exercises": "Smile",
    "facecheck live my-routine --exercises my-exercises": "Smile",
    "facecheck live squint-palm --override-caution 'my clinician said three days'": "squint-palm: held back until 28 November 2026\nYou chose to do it all the same.",
    "facecheck calibrate": "lid_aperture_seen: 0.\nlip_gap: 0.3\nkept in",
    "facecheck plan --start today --ics plan.ics": "21 November 2026 to 12 February 2027\ncircuit\nplan.ics: 84 entries",
    "facecheck plan --start tomorrow": "22 November 2026\n84 days, every day\ncircuit",
    "facecheck plan --days mon-fri -e squint-palm -e jaw-open": "23 November 2026 to 12 February 2027\n60 days\nsquint-palm, jaw-open\n08:00, 19:30",
    "facecheck plan --ics plan.ics": "plan.ics: 120 entries",
    "facecheck plan": "60 days\nsquint-palm, jaw-open",
    "facecheck today": "due\nStart it: facecheck today --start",
    "facecheck today --start": "held back\ndue\nJaw opening\n of 5.0 s: the clip ended",
    "facecheck profile": "not set: what reports call you",
    "facecheck profile set injection yesterday --days 7": "20 November 2026: 7 days to wait\nsquint-palm: held back\nmassage: held back",
    "facecheck profile set injection 2026-11-20 --area forehead --days 7": "20 November 2026 (forehead): 7 days to wait\nsquint-palm: held back",
    "facecheck profile set conditions none": "none",
    "facecheck profile set reminders 08:00 19:30": "08:00, 19:30",
    "facecheck profile clear injection": "not set: a day",
    "facecheck profile set history off": "off",
    "facecheck profile clear all": "not set: what reports call you",
    "facecheck people new Ben": "Ben: facecheck live --person Ben",
    "facecheck people": "me *\nBen",
    "facecheck live jaw-open --person Ben": "Jaw opening",
    "facecheck score clip.mp4 -e jaw-open --keep --on 2026-11-14 --person Ben": "0 of 3 counted",
    "facecheck people rename Ben 'Ben K'": "Ben is called Ben K now",
    "facecheck people remove 'Ben K' --yes": "Ben K: 1 session, the last on 2026-11-14\nremoved: Ben K",
    "facecheck people restore 'Ben K'": "back: Ben K",
    "facecheck forget --undo": "put back: 1 session",
    "facecheck exercises list": "jaw-open\ncircuit",
    "facecheck exercises schema": "json-schema.org",
    "facecheck live jaw-open --camera clip.mp4": "Jaw opening",
    "facecheck history": "2026-11-20\ntried: a clip as the camera\n5 sessions on 5 days",
    "facecheck history --since 2026-11-01": "2026-11-20\n3 sessions on 3 days",
    "facecheck rate --before 6 --after 3 --felt calm": "20 November 2026",
    "facecheck correct --add": "3 of 3 counted, attempt 3 added by hand",
    "facecheck correct --take-back 1": "2 of 3 counted, attempt 1 taken back by hand",
    "facecheck import history.zip": "0 sessions added, 5 were here already",
    "facecheck forget --since 2026-11-20 --until 2026-11-20": "forgotten: 1 session",
    "facecheck score clip.mp4 -e jaw-open": "0 of 3 counted\nheld 3.\n of 5.0 s: mouth closed at",
    "facecheck score clip.mp4 -e jaw-open --hold 2 --json -": '"counted": 1',
    "facecheck score clip.mp4 -e jaw-open --annotate out.mp4": " of 5.0 s: mouth closed at",
    "facecheck score clips/ -e squint --workers 2 --json scores.jsonl": "camera.mp4\nclip.mp4",
    "facecheck score clips/ -e jaw-open --workers 4 --out study.parquet": "2 rows in study.parquet",
    "facecheck score clips/ -e jaw-open --workers 4 --out study.parquet --resume": "2 rows in study.parquet",
    "facecheck events clip.mp4": "jaw open\nblink",
    "facecheck measure clip.mp4 --out measures.csv": "76 rows in measures.csv",
    "facecheck score clips/ -e jaw-open --out attempts.csv --rows attempts": "2 clips in attempts.csv",
    "facecheck score --clips clips.csv --out study.csv --rows attempts": "P07 is not kept here\n2 clips in study.csv",
    "facecheck events clips/ --out events.csv": "rows in events.csv",
    "facecheck exercises check my-exercises/smile.yaml": "my-exercises/smile.yaml: good",
    "facecheck exercises show smile --exercises my-exercises": "(smile)\nCounts:",
    ".venv/bin/facecheck evaluate sample_videos": "jaw_12fps.mp4",
    "facecheck evaluate sample_videos": "jaw_12fps.mp4",
    "facecheck evaluate .": "myclip.mp4",
}
"""What a line prints, piece by piece, wherever it stands."""


def understood(words: Sequence[str]) -> click.Context:
    """Parse a command line as facecheck does, without doing what it asks for."""
    command: click.Command = app
    rest = list(words)
    # With the settings of the app: a command keeps the help option of its first context.
    context = click.Context(app, info_name="facecheck", **app.context_settings)
    while isinstance(command, click.Group) and rest:
        found = command.get_command(context, rest[0])
        assert found is not None, f"there is no command {rest[0]!r}"
        command, rest = found, rest[1:]
    return command.make_context(command.name, rest, parent=context)


def complete(words: Sequence[str]) -> bool:
    """Whether words are a command line rather than the mention of an option or a command."""
    try:
        understood(words)
    except (click.MissingParameter, click.BadOptionUsage):
        return False
    except click.UsageError:
        # What is wrong otherwise was meant to be one.
        return True
    return True


def promised(words: Sequence[str]) -> list[Path]:
    """The files that are there once a command line has been run."""
    context = understood(words)
    given = [Path(context.params[name]) for name in FILES if context.params.get(name) is not None]
    found = [path for path in given if str(path) != "-"]
    match context.command.name:
        case "report" if not found:
            document = context.params["document"]
            found = [
                Path("facecheck-report.html") if document is None else document.with_suffix(".html")
            ]
        case "label":
            found = [context.params["clip"].with_suffix(".truth.yaml")]
        case "new":
            if "exercise_id" in context.params:
                found = [context.params["folder"] / f"{context.params['exercise_id']}.yaml"]
        case "demo":
            found = [path / f"demo.{kind}" for path in found for kind in ("mp4", "vtt", "json")]
    return found


def whole(path: Path) -> bool:
    """Whether a file holds something, and it is what the name says."""
    match path.suffix:
        case ".mp4":
            with av.open(path) as video:
                return next(video.decode(video=0), None) is not None
        case ".parquet":
            return bool(pq.read_table(path).num_rows)
        case ".zip" | ".xlsx":
            return zipfile.is_zipfile(path)
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".json" | ".jsonl":
            rows = text.splitlines() if path.suffix == ".jsonl" else [text]
            return bool(rows) and all(json.loads(row) for row in rows)
        case ".csv":
            return len(text.splitlines()) > 1
        case ".html":
            return text.rstrip().endswith("</html>")
        case ".ics":
            return text.startswith("BEGIN:VCALENDAR") and "BEGIN:VEVENT" in text
        case ".vtt":
            return text.startswith("WEBVTT")
    return bool(text.strip())
