"""The words of the page in the browser, by key, in each language; `words` takes them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PAGE: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "app.skip to content": "Skip to the content",
        "app.pages": "Pages",
        "app.exercises": "Exercises",
        "app.promise": "facecheck checks form: it counts, times holds and says what is wrong. "
        "It promises no effect.",
        "app.drawing": "A drawn face that shows: {title}",
        "app.start": "Start",
        "app.amount.held": "{reps} times, held for {seconds} s",
        "app.amount.counted": "{reps} times",
        "app.amount.timed": "{minutes} min",
        "app.session": "Session",
        "app.camera": "Your camera's picture",
        "app.controls": "What you can do",
        "app.pause": "Pause",
        "app.pain": "It hurts",
        "app.skip": "Next",
        "app.undo": "Undo count",
        "app.add": "Count one",
        "app.restart": "Again from 0",
        "app.mute": "Mute",
        "app.mirror": "Mirror",
        "app.whole": "Whole screen",
        "app.keys": "Keys",
        "app.end": "End",
        "app.close": "Close",
        "app.done": "Done",
        "app.again": "Once more",
        "app.offline": "facecheck does not answer: waiting. What was counted is safe",
        "app.taken": "Another page has the camera. End its session first, or close it",
        "app.bug": "Something went wrong in facecheck itself; what was counted is kept. "
        "The terminal says more",
        "app.camera.refused": "The camera was refused: allow it beside the page's address, "
        "then load the page again",
        "app.camera.none": "No camera was found: connect one, then load the page again",
        "app.camera.busy": "Another program holds the camera: close it, then load the page again",
        "app.camera.insecure": "The browser gives this address no camera: "
        "open the link that facecheck app shows",
    },
    "de": {
        "app.skip to content": "Zum Inhalt",
        "app.pages": "Seiten",
        "app.exercises": "Übungen",
        "app.promise": "facecheck prüft die Ausführung: Es zählt, misst die Zeit und sagt, was "
        "nicht stimmt. Eine Wirkung verspricht es nicht.",
        "app.drawing": "Ein gezeichnetes Gesicht zeigt: {title}",
        "app.start": "Los",
        "app.amount.held": "{reps}-mal, je {seconds} s gehalten",
        "app.amount.counted": "{reps}-mal",
        "app.amount.timed": "{minutes} min",
        "app.session": "Sitzung",
        "app.camera": "Das Bild deiner Kamera",
        "app.controls": "Was du tun kannst",
        "app.pause": "Anhalten",
        "app.pain": "Es schmerzt",
        "app.skip": "Weiter",
        "app.undo": "Zählen zurück",
        "app.add": "Eins zählen",
        "app.restart": "Neu ab 0",
        "app.mute": "Stumm",
        "app.mirror": "Spiegeln",
        "app.whole": "Ganzer Schirm",
        "app.keys": "Tasten",
        "app.end": "Beenden",
        "app.close": "Schließen",
        "app.done": "Fertig",
        "app.again": "Noch einmal",
        "app.offline": "facecheck antwortet nicht: ich warte. Was gezählt ist, ist sicher",
        "app.taken": "Eine andere Seite hat die Kamera. Beende zuerst deren Sitzung oder schließ "
        "sie",
        "app.bug": "In facecheck selbst ging etwas schief; was gezählt wurde, ist da. "
        "Mehr sagt das Terminal",
        "app.camera.refused": "Die Kamera wurde verweigert: Erlaube sie neben der Adresse der "
        "Seite, dann lade die Seite neu",
        "app.camera.none": "Keine Kamera gefunden: Schließ eine an, dann lade die Seite neu",
        "app.camera.busy": "Ein anderes Programm hält die Kamera: Schließ es, dann lade die Seite "
        "neu",
        "app.camera.insecure": "Der Browser gibt dieser Adresse keine Kamera: "
        "Öffne den Link, den facecheck app zeigt",
    },
}
"""Language to key to words."""
