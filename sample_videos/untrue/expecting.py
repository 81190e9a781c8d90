"""What must be found in a take: counts at holds that leave no doubt, faults, events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sample_videos.untrue.take import Event, Take, Unseen, clipped

EXERCISES = {"jaw_open": "jaw-open", "squint": "squint"}
BRIDGED_S = 0.5
"""As long as this, a movement that cannot be seen goes on."""
NAMED_S = 1.0
"""What hides a movement for longer is named; a glance aside is not."""
TARGETS_S = (0.8, 1.0, 1.2, 1.5, 1.8, 2.0, 2.2, 2.5, 3.0)
MARGIN_S = 0.12
"""No hold that was made is as near to the one that is asked for."""
DOUBTFUL = {"jaw_open": ("jaw_open_brief", 0.55), "squint": ("scowl", 1.0)}
"""What a piece of a movement is called that is held for less: found or not, both are right."""


class Piece(NamedTuple):
    """A part of a movement that can be seen.

    Attributes:
        event: The part as an event.
        least_s: The shortest hold that is right for it.
        most_s: The longest one.
        released: Whether its end is seen.
    """

    event: Event
    least_s: float
    most_s: float
    released: bool


def pieces(event: Event, unseen: Sequence[Unseen], end_s: float) -> list[Piece]:
    """The parts of a movement between what hides it for long.

    Args:
        event: The movement.
        unseen: What may hide it.
        end_s: Of the clip.
    """
    mine = [u for u in unseen if u.hides(event["kind"])]
    long = sorted((u for u in mine if u.end_s - u.start_s > BRIDGED_S), key=lambda u: u.start_s)
    edges = [(0.0, 0.0), *((u.start_s, u.slack_s) for u in long), (end_s, 0.0)]
    starts = [(0.0, 0.0), *((u.end_s, u.slack_s) for u in long)]
    out = []
    for (from_s, late_s), (until_s, slack_s) in zip(starts, edges[1:], strict=True):
        part = clipped(event, from_s, until_s)
        if part is None or "hold_start_s" not in part:
            continue
        gone_s = sum(
            max(min(u.end_s, part["end_s"]) - max(u.start_s, part["start_s"]), 0.0) + u.slack_s
            for u in mine
            if u not in long and u.start_s < part["end_s"] and part["start_s"] < u.end_s
        )
        begun_s = late_s if from_s > event["start_s"] else 0.0
        over_s = slack_s if until_s < event["end_s"] else 0.0
        held_s = part["hold_end_s"] - part["hold_start_s"]
        out.append(
            Piece(
                part,
                held_s - gone_s - begun_s - over_s,
                part["end_s"] - part["start_s"] + begun_s + over_s,
                released=part["end_s"] >= event["end_s"] - 1e-6 and event["end_s"] < end_s - 0.1,
            )
        )
    return out


def expectations(take: Take, *, other: bool = True) -> list[dict[str, Any]]:
    """Lines of `expect`: the take's own exercise at two holds, and one that it is not."""
    end_s = take.times[-1] + 1 / take.fps
    kind = next(e["kind"] for e in take.movements)
    parts = [p for e in take.movements if e["kind"] == kind for p in pieces(e, take.unseen, end_s)]
    found = []
    for target_s in TARGETS_S:
        clear = [target_s <= p.least_s - MARGIN_S or target_s >= p.most_s + MARGIN_S for p in parts]
        if not all(clear):
            continue
        line = {
            "exercise": EXERCISES[kind],
            "hold_s": target_s,
            "counted": sum(p.least_s > target_s for p in parts),
        }
        names = faults(take, kind, parts, target_s)
        found.append(line if names is None else {**line, "faults": names})
    lines = [max(found, key=lambda line: (line["counted"], line["hold_s"]))] if found else []
    lines += [line for line in found[-1:] if line not in lines]
    if other:
        against = "squint" if kind == "jaw_open" else "jaw-open"
        lines.append({"exercise": against, "hold_s": 1.0, "counted": 0})
    return lines


def faults(take: Take, kind: str, parts: Sequence[Piece], target_s: float) -> list[str] | None:
    """What must be named, and nothing else; None where it is open whether one of them is.

    Args:
        take: The take.
        kind: The kind of its movements.
        parts: Their pieces.
        target_s: How long each should be held.
    """
    found = set()
    for u in take.unseen:
        if u.fault is None or not u.hides(kind):
            continue
        lasts_s = min(u.end_s, take.times[-1]) - u.start_s - u.latent_s
        if lasts_s - u.slack_s > NAMED_S:
            found.add(u.fault)
        elif lasts_s + u.slack_s > NAMED_S:
            return None
    for part in parts:
        if not part.released or part.most_s >= target_s:
            continue
        if part.least_s < DOUBTFUL[kind][1]:
            return None
        found.add("hold too short")
    return sorted(found)


def seen_events(take: Take) -> list[dict[str, Any]]:
    """What can be seen of the events, each part by itself."""
    end_s = take.times[-1] + 1 / take.fps
    out: list[dict[str, Any]] = []
    for event in take.events:
        if event["kind"] not in EXERCISES:
            out += _glimpsed(event, take.unseen)
            continue
        for piece in pieces(event, take.unseen, end_s):
            brief, least_s = DOUBTFUL[event["kind"]]
            short = piece.least_s < least_s
            out.append({**piece.event, "kind": brief if short else event["kind"]})
    return sorted(out, key=lambda e: (e["start_s"], e["kind"]))


def _glimpsed(event: Event, unseen: Sequence[Unseen]) -> list[dict[str, Any]]:
    """An event that is not taken apart: what is half hidden may be found or not."""
    whole_s = event["end_s"] - event["start_s"]
    hidden_s = sum(
        max(min(u.end_s, event["end_s"]) - max(u.start_s, event["start_s"]), 0.0)
        for u in unseen
        if u.hides(event["kind"])
    )
    if hidden_s <= 0.0:
        return [dict(event)]
    if hidden_s >= whole_s - 1e-6:
        return []
    doubtful = {"blink": "blink_partial", "eyes_closed": "eyes_half_closed"}
    return [{**event, "kind": doubtful.get(event["kind"], event["kind"])}]
