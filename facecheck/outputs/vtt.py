"""WebVTT: what was judged, as subtitles to a clip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from facecheck.core.events import Attempt, FaceEvent, Fault
from facecheck.core.held_seconds import cut_to_tenths
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.outputs.files import write_text_atomically

_LEAST_S = 0.5
"""A cue has to be seen: a blink of 0.1 s would flash by."""


def vtt(result: ScoreResult | EventsResult) -> str:
    """The WebVTT text for a result: attempts and faults, or events, in order of time.

    Cues are timed as a player of the clip counts, whose first picture may come late.
    """
    if isinstance(result, ScoreResult):
        cues = [_attempt(a, result) for a in result.attempts]
        cues += [_fault(f) for a in result.attempts for f in a.faults]
        note = f"{result.exercise}, {result.counted} of {result.reps} counted"
    else:
        cues = [_event(e) for e in result.events]
        note = f"{len(result.events)} events"
    at = result.player.at
    cues = [(at(start_s), at(end_s), text) for start_s, end_s, text in cues]
    # The format wants cues in the order of their starts.
    cues.sort(key=lambda cue: (cue[0], cue[1]))
    return "\n".join(_lines(note, cues))


def write_vtt(path: Path, result: ScoreResult | EventsResult) -> None:
    """Write the WebVTT file of a result.

    Raises:
        OutputError: It cannot be written.
    """
    write_text_atomically(path, vtt(result))


_Cue = tuple[float, float, str]


def _lines(note: str, cues: list[_Cue]) -> Iterator[str]:
    # The first blank line ends the header, and "-->" would start a cue.
    yield f"WEBVTT - {_one_line(note)}"
    yield ""
    for number, (start_s, end_s, text) in enumerate(cues, 1):
        yield str(number)
        yield f"{timestamp(start_s)} --> {timestamp(max(end_s, start_s + _LEAST_S))}"
        yield _escaped(text)
        yield ""


def _attempt(attempt: Attempt, result: ScoreResult) -> _Cue:
    if attempt.area is not None:
        held = " ".join(word for word in (attempt.side, attempt.area) if word)
        held += f", {cut_to_tenths(attempt.hold_s):.1f} s"
    else:
        held = (
            f"held {cut_to_tenths(attempt.hold_s):.1f} of {result.hold_s:.1f} s"
            if result.hold_s > 0
            else "done"
        )
    if attempt.reason is None:
        text = f"{attempt.n}: counted, {held}, score {attempt.score}"
    else:
        text = f"{attempt.n}: not counted: {attempt.reason}"
    return attempt.start_s, attempt.end_s, text


def _fault(fault: Fault) -> _Cue:
    return fault.start_s, fault.end_s, f"{fault.name}: {fault.cue}"


def _event(event: FaceEvent) -> _Cue:
    side = f", {event.side}" if event.side not in (None, "both") else ""
    return event.start_s, event.end_s, event.kind.replace("_", " ") + side


def timestamp(seconds: float) -> str:
    """Hours, minutes, seconds and milliseconds.

    >>> timestamp(3661.0016)
    '01:01:01.002'
    """
    whole_ms = max(0, round(seconds * 1000))
    minutes, rest_ms = divmod(whole_ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest_ms // 1000:02d}.{rest_ms % 1000:03d}"


def _escaped(text: str) -> str:
    return _one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("-->", "→")
