"""Every word of the interface by key, in English.

What exercise files say (titles, cues, the names of faults) is theirs; this table holds the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from facecheck.core.held_seconds import cut_to_tenths
from facecheck.outputs.catalogue import DEFAULT, catalogue
from facecheck.outputs.page_words import PAGE
from facecheck.outputs.printed_words import PRINTED

if TYPE_CHECKING:
    from facecheck.core.events import Fault

OF_FULL: Final = "of full"
"""The unit of a fault whose value and limit are levels."""

ENGLISH: Final[Mapping[str, str]] = {
    "phase.learning": "Learning",
    "phase.ready": "Ready",
    "phase.holding": "Hold",
    "phase.releasing": "Release",
    "phase.cannot judge": "Cannot judge",
    "phase.running": "Time counts",
    "phase.waiting": "Time waits",
    "phase.done": "Done",
    "phase.countdown": "Get ready",
    "picture.healthy.left": "Your right half, mirrored: it is not what your left side does",
    "picture.healthy.right": "Your left half, mirrored: it is not what your right side does",
    "place.title": "Take your place",
    "place.nobody": "Come into the picture",
    "place.closer": "Come closer",
    "place.back": "Move back a little",
    "place.left": "Move to your left",
    "place.right": "Move to your right",
    "place.up": "Sit higher, or tilt the camera down",
    "place.down": "Sit lower, or tilt the camera up",
    "place.turn": "Turn to the camera",
    "place.level": "Level your head",
    "place.straight": "Straighten your head",
    "place.dark": "Turn on a light in front of you",
    "place.bright": "Turn down the light in front of you",
    "place.camera": "The camera shows nothing",
    "place.hold": "Good. Stay there",
    "place.position": "Place",
    "place.distance": "Distance",
    "place.head": "Head",
    "place.light": "Light",
    "ring.of": "of {seconds} s",
    "ring.reps": "of {reps}",
    "dots.count": "{counted} of {reps}",
    "view.good": "Good view",
    "view.poor": "Poor view",
    "banner.counted": "Counted: {counted} of {reps}",
    "banner.done": "Set done: {counted} of {reps}",
    "banner.missed": "Not counted: {reason}",
    "noted.depth": "{name}, {reached} of {limit} %",
    "banner.blind": "Cannot judge: {reason}",
    "blind.unknown": "your face is not in view",
    "stalled": "No picture from the camera for {seconds} s, waiting",
    "left out": "Left out: {titles}",
    "left out until": "Left out until {day}: {titles}",
    "black": "The camera sends black pictures: open its cover, or choose another with --camera",
    "slow": "The camera sends only {rate} pictures a second: more light helps most cameras",
    "sound.none": "No sound: {reason}",
    "sound.package": "sounddevice is missing; run: pip install sounddevice",
    "sound.portaudio": "PortAudio is missing; Debian, Ubuntu: sudo apt install libportaudio2",
    "sound.device": "{problem}; connect a loudspeaker or headphones, then: facecheck doctor",
    "voice.none": "No voice: {reason}",
    "voice.package": "pyttsx3 is missing; run: pip install 'facecheck[voice]'",
    "voice.engine": "eSpeak NG is missing; Debian, Ubuntu: sudo apt install espeak-ng",
    "voice.player": "aplay is missing; Debian, Ubuntu: sudo apt install alsa-utils",
    "voice.start": "{problem}; run: facecheck doctor",
    "voice.stopped": "the speech engine stopped; run: facecheck doctor",
    "peaks.kept": "A picture of each attempt's peak is kept in {path}",
    "video.missing": "{count} pictures are missing in {path}: the machine was too slow for all",
    "rec": "REC",
    "muted": "Muted",
    "rest.title": "Rest",
    "rest.next": "Next: {title}",
    "explain.title": "How it is done",
    "explain.first": "First: {title}",
    "explain.heard": "You will hear one tone when time runs, a low one when it stands still, "
    "two rising ones when it counts.",
    "ready.key": "Ready? n continues at once.",
    "ready.sign": "Ready? Hold up an open palm, or press n.",
    "ready.hands_at_jaw": "When you are ready, hold the band still under your chin, or press n.",
    "ready.palm_on_cheek": "When you are ready, keep your palm still on your cheek, or press n.",
    "ready.hand": "When you are ready, keep a hand still on your face, or press n.",
    "ready.hand_with_device": "When you are ready, keep the device still on your face, or press n.",
    "pause.title": "Paused",
    "pause.how": "Press p or the space bar to go on",
    "pause.sign": "Press p, or hold an open palm up beside your head, to go on",
    "start.title": "Starting",
    "start.camera": "Camera",
    "start.models": "Models",
    "start.waiting": "opening…",
    "start.ready": "ready",
    "hurt.title": "Stopped",
    "hurt.what": "Do not work through pain. If it stays, ask a clinician.",
    "hurt.how": "{title} would be next: n continues, q ends the session",
    "hurt.last": "This was the last exercise: q ends the session",
    "corrected.added": "Added by hand: {counted} of {reps}",
    "corrected.taken back": "Taken back by hand: {counted} of {reps}",
    "summary.byhand": "by hand: {added} added, {taken} taken back",
    "help.title": "Keys",
    "help.close": "Press h to go back",
    "key.help": "this list",
    "key.pause": "pause, go on",
    "key.restart": "begin the set again",
    "key.skip": "next exercise",
    "key.previous": "exercise before",
    "key.pain": "it hurts: stop the set",
    "key.takeback": "take the last count back",
    "key.add": "count one more by hand",
    "key.mute": "sound off, on",
    "key.mirror": "mirror the picture",
    "key.whole": "whole screen, window",
    "key.larger": "larger text",
    "key.smaller": "smaller text",
    "key.quit": "end the session",
    "key.stress": "how stressed you are",
    "key.space": "space",
    "summary.title": "Session",
    "summary.reps": "{counted} of {reps}",
    "summary.hold": "best hold {seconds} s",
    "summary.missed": "not counted: {reason}",
    "summary.close": "Press any key to close",
    "summary.rate": "Stress now? 0 (none) to 9; any other key closes",
    "stress.before": "Stress before: {stress}",
    "stress.after": "Stress after: {stress}",
    "summary.nothing": "no attempt was seen",
    "summary.score": "score {score}",
    "table.phase": "Phase",
    "table.now": "Now",
    "table.held": "Held",
    "table.view": "View",
    "table.exercise": "Exercise",
    "table.reps": "Counted",
    "table.hold": "Best hold",
    "table.time": "Time",
    "table.both": "Best hold, or time",
    "table.score": "Score",
    "table.notes": "Not counted because",
    "voice.done": "Well done. The set is complete.",
    "voice.missed": "Not counted: {held} of {target} seconds",
    "voice.noted": "Not counted: {name}. {cue}",
    "area.forehead": "forehead",
    "area.brow": "brow",
    "area.cheekbone": "cheekbone",
    "area.cheek": "cheek",
    "area.mouth": "corner of the mouth",
    "area.jaw": "jaw",
    "area.chin": "chin",
    "side.left": "left",
    "side.right": "right",
    "area.sided": "{area}, {side}",
    "area.total": "{counted} of {whole}",
    "sides.symmetry": "symmetry {percent} %",
    "banner.area": "Next: {area}",
    "table.area": "Area",
    "table.total": "In all",
    "summary.time": "{counted} of {whole} min",
    "stats": "{fps} fps, camera {camera} · delay {p50} / {p95} ms · {dropped} dropped",
    "frozen": "The camera's picture stands still: unplug it, or close what else uses it",
    "calibrate.title": "Your own range",
    "calibrate.relax": "Look at the camera, face relaxed.",
    "calibrate.ready": "{cue}, as far as is comfortable. Wait for the tone.",
    "calibrate.effort": "{cue}, and hold.",
    "calibrate.after": "Relax your face.",
    "calibrate.kept": "Kept.",
    "calibrate.late": "Kept. Your face was not relaxed at the start, now it is known.",
    "calibrate.little": "Not kept: that was not far enough. Once more:",
    "calibrate.much": "Not kept: no face goes so far. Sit still, in more light. Once more:",
    "calibrate.unseen": "Not kept: your face was not seen for long enough. Once more:",
    "calibrate.left": "Left out: the usual range stays.",
    "calibrate.over": "Your own range is known.",
    "calibrate.none": "Nothing was kept.",
    "calibrate.offer": "c: learn your own range first",
    "terminal.help": "h lists the keys",
    "button.help": "Keys",
    "button.back": "Back",
    "button.pause": "Pause",
    "button.go on": "Go on",
    "button.begin": "Begin",
    "button.ready": "Ready",
    "button.skip": "Next",
    "button.pain": "It hurts",
    "button.take back": "Undo",
    "button.add": "Count",
    "button.calibrate": "My range",
    "button.mute": "Mute",
    "button.unmute": "Sound",
    "button.whole": "Full",
    "button.window": "Window",
    "button.quit": "End",
    "button.close": "Close",
    "key.calibrate": "learn your own range, before the first exercise",
    **PRINTED,
    **PAGE,
}
"""Key to words. In other languages: `languages/*.po`, under the key as `msgctxt`."""


def table(language: str) -> dict[str, str]:
    """Key to words in a language; English where it has none.

    Raises:
        ValueError: There is no such language.
    """
    known = catalogue(language)
    return {key: known.word(key) or words for key, words in ENGLISH.items()}


class Words:
    """The interface in one language.

    Raises:
        ValueError: There is no such language.
    """

    def __init__(self, language: str = DEFAULT) -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def __call__(self, key: str, **values: object) -> str:
        """The words for a key, with its blanks filled in.

        >>> Words("de")("dots.count", counted=2, reps=3)
        '2 von 3'
        """
        template = self._catalogue.word(key) or ENGLISH[key]
        return template.format(**values)

    def area(self, area: str, side: str | None) -> str:
        """An area of the face and its side.

        >>> Words("de").area("jaw", "left")
        'Kiefer links'
        """
        name = self(f"area.{area}")
        return name if side is None else self("area.sided", area=name, side=self(f"side.{side}"))

    def noted(self, fault: Fault) -> str:
        """What was wrong with a movement that was no attempt, with how far it went."""
        if fault.unit != OF_FULL:
            return fault.name
        reached, limit = (round(100 * share) for share in (fault.value, fault.limit))
        return self("noted.depth", name=fault.name, reached=reached, limit=limit)

    def seconds(self, value: float, digits: int = 1) -> str:
        """A number of seconds as the language writes it.

        >>> Words("de").seconds(2.44)
        '2,4'
        """
        return self._catalogue.number(value, digits)

    def held(self, value: float) -> str:
        """How long something was held, cut to tenths as everywhere.

        >>> Words("de").held(4.96)
        '4,9'
        """
        return self.seconds(cut_to_tenths(value))

    @staticmethod
    def minutes(value_s: float) -> str:
        """Seconds as minutes and seconds.

        >>> Words.minutes(125.4)
        '2:05'
        """
        return f"{int(value_s) // 60}:{int(value_s) % 60:02d}"
