"""Every word of the interface, by key, in each language.

What exercise files say (titles, cues, the names of faults) is theirs; this table holds the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from facecheck.outputs.page_words import PAGE
from facecheck.outputs.printed_words import PRINTED

if TYPE_CHECKING:
    from facecheck.core.events import Fault

DEFAULT: Final = "en"

OF_FULL: Final = "of full"
"""The unit of a fault whose value and limit are levels."""

_LIVE: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
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
        "frozen": "The camera's picture stands still: unplug it, or close what else uses it",
        "black": "The camera sends black pictures: open its cover, or choose another with --camera",
        "slow": "The camera sends only {rate} pictures a second: more light helps most cameras",
        "history.full": "{path}: the disk is full; make room: what was kept before is safe",
        "history.refused": "{path}: cannot be written to; check its permissions "
        "(a session without it: live --no-history)",
        "history.busy": "{path}: is kept busy by another program; close it and try again",
        "history.shut": "{path}: cannot be opened; check the folder and its permissions",
        "history.folder": "{path}: cannot be used ({problem}); check the folder",
        "history.file": "{path}: cannot be used ({problem}); check the file",
        "history.damaged": "{path}: is damaged or not a history; "
        "move it away and a new one is made",
        "history.copied": "{path}: is damaged or not a history; "
        "move it away and a new one is made; {copy} beside it is an older copy",
        "camera.other": "{wished} is not there: {used} is used instead",
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
        "video.missing": "{count} pictures are missing in {path}: the machine was too slow for all",
        "rec": "REC",
        "muted": "Muted",
        "rest.title": "Rest",
        "rest.next": "Next: {title}",
        "explain.title": "How it is done",
        "explain.first": "First: {title}",
        "explain.heard": "You will hear one tone when time runs, a low one when it stands still, "
        "two rising ones when it counts.",
        "ready.key": "Ready? n goes on at once.",
        "ready.sign": "Ready? Hold up an open palm, or press n.",
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
        "hurt.how": "{title} would be next: n goes on, q ends the session",
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
    },
    "de": {
        "phase.learning": "Einlernen",
        "phase.ready": "Bereit",
        "phase.holding": "Halten",
        "phase.releasing": "Lösen",
        "phase.cannot judge": "Nicht zu beurteilen",
        "phase.running": "Zeit läuft",
        "phase.waiting": "Zeit steht",
        "phase.done": "Fertig",
        "phase.countdown": "Gleich",
        "picture.healthy.left": "Deine rechte Hälfte, gespiegelt: nicht, was deine linke tut",
        "picture.healthy.right": "Deine linke Hälfte, gespiegelt: nicht, was deine rechte tut",
        "place.title": "Platz nehmen",
        "place.nobody": "Komm ins Bild",
        "place.closer": "Komm näher",
        "place.back": "Rück etwas zurück",
        "place.left": "Rück nach links",
        "place.right": "Rück nach rechts",
        "place.up": "Setz dich höher oder neig die Kamera nach unten",
        "place.down": "Setz dich tiefer oder neig die Kamera nach oben",
        "place.turn": "Dreh dich zur Kamera",
        "place.level": "Halt den Kopf gerade",
        "place.straight": "Richte den Kopf auf",
        "place.dark": "Mach vor dir Licht an",
        "place.bright": "Dimm das Licht vor dir",
        "place.hold": "Gut. Bleib so",
        "place.position": "Platz",
        "place.distance": "Abstand",
        "place.head": "Kopf",
        "place.light": "Licht",
        "ring.of": "von {seconds} s",
        "ring.reps": "von {reps}",
        "dots.count": "{counted} von {reps}",
        "view.good": "Gute Sicht",
        "view.poor": "Schlechte Sicht",
        "banner.counted": "Gezählt: {counted} von {reps}",
        "banner.done": "Satz fertig: {counted} von {reps}",
        "banner.missed": "Nicht gezählt: {reason}",
        "noted.depth": "{name}, {reached} von {limit} %",
        "banner.blind": "Nicht zu beurteilen: {reason}",
        "blind.unknown": "dein Gesicht ist nicht im Bild",
        "stalled": "Seit {seconds} s kein Bild von der Kamera, ich warte",
        "left out": "Ausgelassen: {titles}",
        "left out until": "Ausgelassen bis {day}: {titles}",
        "frozen": "Das Bild der Kamera steht: neu einstecken, oder andere Programme schließen",
        "black": "Die Kamera zeigt nur Schwarz: Klappe öffnen oder andere wählen mit --camera",
        "slow": "Die Kamera schickt nur {rate} Bilder je Sekunde: mehr Licht hilft den meisten",
        "history.full": "{path}: die Platte ist voll; schaff Platz: was schon da ist, ist sicher",
        "history.refused": "{path}: darf nicht beschrieben werden; prüf die Rechte "
        "(eine Sitzung ohne: live --no-history)",
        "history.busy": "{path}: ein anderes Programm hält es fest; schließ es, dann noch einmal",
        "history.shut": "{path}: lässt sich nicht öffnen; prüf den Ordner und seine Rechte",
        "history.folder": "{path}: ist nicht zu gebrauchen ({problem}); prüf den Ordner",
        "history.file": "{path}: ist nicht zu gebrauchen ({problem}); prüf die Datei",
        "history.damaged": "{path}: ist beschädigt oder keine Chronik; "
        "räum die Datei weg, dann entsteht eine neue",
        "history.copied": "{path}: ist beschädigt oder keine Chronik; "
        "räum die Datei weg, dann entsteht eine neue; {copy} daneben ist eine ältere Kopie",
        "camera.other": "{wished} ist nicht da: stattdessen {used}",
        "sound.none": "Kein Ton: {reason}",
        "sound.package": "sounddevice fehlt; pip install sounddevice",
        "sound.portaudio": "PortAudio fehlt; Debian, Ubuntu: sudo apt install libportaudio2",
        "sound.device": "{problem}; Lautsprecher oder Kopfhörer einstecken, dann: facecheck doctor",
        "voice.none": "Keine Stimme: {reason}",
        "voice.package": "pyttsx3 fehlt; pip install 'facecheck[voice]'",
        "voice.engine": "eSpeak NG fehlt; Debian, Ubuntu: sudo apt install espeak-ng",
        "voice.player": "aplay fehlt; Debian, Ubuntu: sudo apt install alsa-utils",
        "voice.start": "{problem}; facecheck doctor hilft weiter",
        "voice.stopped": "die Sprachausgabe brach ab; facecheck doctor hilft weiter",
        "video.missing": "In {path} fehlen {count} Bilder: der Rechner war für alle zu langsam",
        "rec": "AUFN",
        "muted": "Stumm",
        "rest.title": "Pause",
        "rest.next": "Als Nächstes: {title}",
        "explain.title": "So geht es",
        "explain.first": "Zuerst: {title}",
        "explain.heard": "Du hörst einen Ton, wenn die Zeit läuft, einen tiefen, wenn sie steht, "
        "zwei steigende, wenn es zählt.",
        "ready.key": "Bereit? Gleich weiter mit n.",
        "ready.sign": "Bereit? Halte eine offene Hand hoch oder drück n.",
        "pause.title": "Angehalten",
        "pause.how": "Weiter mit p oder der Leertaste",
        "pause.sign": "Weiter mit p, oder halte eine offene Hand neben den Kopf",
        "start.title": "Start",
        "start.camera": "Kamera",
        "start.models": "Modelle",
        "start.waiting": "wird geöffnet…",
        "start.ready": "bereit",
        "hurt.title": "Angehalten",
        "hurt.what": "Nicht gegen den Schmerz üben. Bleibt er, frage ärztlich nach.",
        "hurt.how": "{title} käme als Nächstes: weiter mit n, Ende mit q",
        "hurt.last": "Das war die letzte Übung: Ende mit q",
        "corrected.added": "Von Hand gezählt: {counted} von {reps}",
        "corrected.taken back": "Von Hand zurückgenommen: {counted} von {reps}",
        "summary.byhand": "von Hand: {added} gezählt, {taken} zurückgenommen",
        "help.title": "Tasten",
        "help.close": "Zurück mit h",
        "key.help": "diese Liste",
        "key.pause": "anhalten, weiter",
        "key.restart": "Satz neu beginnen",
        "key.skip": "nächste Übung",
        "key.previous": "vorige Übung",
        "key.pain": "es schmerzt: Satz beenden",
        "key.takeback": "letztes Zählen zurücknehmen",
        "key.add": "eines von Hand zählen",
        "key.mute": "Ton aus, an",
        "key.mirror": "Bild spiegeln",
        "key.whole": "ganzer Bildschirm, Fenster",
        "key.larger": "größere Schrift",
        "key.smaller": "kleinere Schrift",
        "key.quit": "Sitzung beenden",
        "key.stress": "wie angespannt du bist",
        "key.space": "Leertaste",
        "summary.title": "Sitzung",
        "summary.reps": "{counted} von {reps}",
        "summary.hold": "bestes Halten {seconds} s",
        "summary.missed": "nicht gezählt: {reason}",
        "summary.close": "Schließen mit beliebiger Taste",
        "summary.rate": "Anspannung jetzt? 0 (keine) bis 9; andere Tasten schließen",
        "stress.before": "Anspannung vorher: {stress}",
        "stress.after": "Anspannung nachher: {stress}",
        "summary.nothing": "kein Versuch zu sehen",
        "summary.score": "Wertung {score}",
        "table.phase": "Phase",
        "table.now": "Jetzt",
        "table.held": "Gehalten",
        "table.view": "Sicht",
        "table.exercise": "Übung",
        "table.reps": "Gezählt",
        "table.hold": "Bestes Halten",
        "table.time": "Zeit",
        "table.both": "Bestes Halten oder Zeit",
        "table.score": "Wertung",
        "table.notes": "Nicht gezählt, weil",
        "voice.done": "Gut gemacht. Der Satz ist fertig.",
        "voice.missed": "Nicht gezählt: {held} von {target} Sekunden",
        "voice.noted": "Nicht gezählt: {name}. {cue}",
        "area.forehead": "Stirn",
        "area.brow": "Braue",
        "area.cheekbone": "Jochbein",
        "area.cheek": "Wange",
        "area.mouth": "Mundwinkel",
        "area.jaw": "Kiefer",
        "area.chin": "Kinn",
        "side.left": "links",
        "side.right": "rechts",
        "area.sided": "{area} {side}",
        "area.total": "{counted} von {whole}",
        "sides.symmetry": "Symmetrie {percent} %",
        "banner.area": "Jetzt: {area}",
        "table.area": "Bereich",
        "table.total": "Insgesamt",
        "summary.time": "{counted} von {whole} min",
        "stats": "{fps} B/s, Kamera {camera} · Verzug {p50} / {p95} ms · {dropped} verworfen",
    },
}

TABLE: Final[Mapping[str, Mapping[str, str]]] = {
    language: {**words, **PRINTED[language], **PAGE[language]} for language, words in _LIVE.items()
}
"""Language to key to words."""


class Words:
    """The interface in one language.

    Raises:
        ValueError: There is no such language.
    """

    def __init__(self, language: str = DEFAULT) -> None:
        if language not in TABLE:
            raise ValueError(f"no language {language!r}: use one of {', '.join(sorted(TABLE))}")
        self.language = language
        self._table = TABLE[language]

    def __call__(self, key: str, **values: object) -> str:
        """The words for a key, with its blanks filled in.

        >>> Words("de")("dots.count", counted=2, reps=3)
        '2 von 3'
        """
        return self._table[key].format(**values)

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
        text = f"{value:.{digits}f}"
        return text.replace(".", ",") if self.language == "de" else text

    @staticmethod
    def minutes(value_s: float) -> str:
        """Seconds as minutes and seconds.

        >>> Words.minutes(125.4)
        '2:05'
        """
        return f"{int(value_s) // 60}:{int(value_s) % 60:02d}"
