"""An exercise described in lines: how it is done, when it counts, what is wrong with the form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from facecheck.cli.language import say
from facecheck.engine.spec.exercise import Exercise
from facecheck.engine.spec.timed_exercise import TimedExercise

if TYPE_CHECKING:
    from facecheck.engine.spec.rules import FaultRule
    from facecheck.engine.spec.timed_exercise import AnyExercise

_NEEDS = {
    "palm_on_cheek": "a palm flat on a cheek, in view",
    "hands_at_jaw": "both hands beside the jaw, in view",
    "hand": "a hand on the face, in view",
    "hand_with_device": "the hand with the device on the face, in view",
}
_TURNS = {"alternating": "left, right, left ...", "halves": "left first, then right"}


def description(e: AnyExercise, *, limits: bool) -> Iterator[str]:
    """The lines of an exercise, in the language that is spoken.

    Args:
        e: The exercise.
        limits: With the measures and limits that it is judged by.
    """
    yield say("How: {instructions}\n", instructions=e.instructions)
    if e.muscles:
        yield say("Muscles: {muscles}", muscles=", ".join(e.muscles))
    yield from _timed(e) if isinstance(e, TimedExercise) else _repeated(e, limits=limits)
    for requirement in e.requires:
        yield say("Needs: {requirement}", requirement=say(_NEEDS[requirement]))
    told: set[tuple[str, str]] = set()
    for f in e.faults:
        # One fault may have several rules, the strictest first; a person is told of it once.
        if limits or (f.name, f.cue) not in told:
            yield _fault(f, limits=limits)
        told.add((f.name, f.cue))
    for caution in e.cautions:
        yield say("Caution: {caution}", caution=caution)
    yield say("Source: {source}", source=e.source)


def _timed(e: TimedExercise) -> Iterator[str]:
    yield say(
        "Counts: time with the {touch} on the face and moving, {whole_s:g} minutes",
        touch=e.touch,
        whole_s=e.whole_s / 60,
    )
    if e.minutes is not None:
        yield say(
            "Choose: {least:g} to {most:g} minutes (--minutes)",
            least=e.minutes.least,
            most=e.minutes.most,
        )
    for phase in e.phases:
        yield say(
            "Area: {side}{area}, {seconds:g} s: {cue}",
            side=f"{say(phase.side)} " if phase.side else "",
            area=phase.area,
            seconds=phase.seconds,
            cue=phase.cue,
        )


def _repeated(e: Exercise, *, limits: bool) -> Iterator[str]:
    yield _counts(e, limits=limits)
    if e.turns is not None:
        yield say("Sides: {turns}", turns=say(_TURNS[e.turns]))
    if e.resting:
        yield say("Should rest: {resting}", resting=", ".join(map(say, e.resting)))


def _counts(e: Exercise, *, limits: bool) -> str:
    """When a repetition counts."""
    m = e.movement
    if not limits:
        held = (
            "Counts: {reps} times, held for {hold_s:g} s, from {enter:.0%} of your full effort on"
        )
        plain = "Counts: {reps} times, from {enter:.0%} of your full effort on"
        return say(held if e.hold_s > 0 else plain, reps=e.reps, hold_s=e.hold_s, enter=m.enter)
    parts = say(" and ").join(
        say(
            "{measure} ({reading}, full {full:g})",
            measure=p.measure,
            reading=p.reading,
            full=p.full,
        )
        for p in m.parts
    )
    return say(
        "Counts: {reps} x {hold_s:g} s past {enter:.0%} of full effort: {parts}",
        reps=e.reps,
        hold_s=e.hold_s,
        enter=m.enter,
        parts=parts,
    )


def _fault(f: FaultRule, *, limits: bool) -> str:
    """What is wrong with the form, and what to do."""
    stop = say(", stops the timer") if f.pauses else ""
    if not limits:
        return say("Fault: {name}{stop}: {cue}", name=f.name, stop=stop, cue=f.cue)
    side = "above" if f.above is not None else "below" if f.below is not None else "beyond"
    return say(
        "Fault: {name} ({measure} {side} {limit:g} {unit}{stop}): {cue}",
        name=f.name,
        measure=f.measure,
        side=side,
        limit=f.limit,
        unit=f.unit,
        stop=stop,
        cue=f.cue,
    )
