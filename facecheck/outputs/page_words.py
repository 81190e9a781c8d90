"""The words of the page in the browser, by key, in each language; `words` takes them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PAGE: Final[Mapping[str, str]] = {
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
}
"""Key to words: `app.` of the page in a browser."""
