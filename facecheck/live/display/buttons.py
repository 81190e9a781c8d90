"""The buttons of each of the window's screens: everything that has a key can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facecheck.outputs.overlay.buttons import Button

if TYPE_CHECKING:
    from facecheck.live.session.scene import Scene
    from facecheck.outputs.words import Words

_BEFORE = ("h", "p", "n")
_DURING = (*_BEFORE, "x", "u", "a")
_ALWAYS = ("m", "w", "q")
_LABELS = {
    "h": "button.help",
    "p": "button.pause",
    "n": "button.skip",
    "x": "button.pain",
    "u": "button.take back",
    "a": "button.add",
    "c": "button.calibrate",
    "m": "button.mute",
    "w": "button.whole",
    "q": "button.quit",
}


def buttons_of(scene: Scene, words: Words, *, fills: bool) -> tuple[Button, ...]:
    """The buttons under a scene, from left to right.

    Args:
        scene: What is shown.
        words: The interface's language.
        fills: Whether the window fills the whole screen.
    """
    keys, other = _keys(scene)
    labels = {**_LABELS, **other}
    if scene.muted:
        labels["m"] = "button.unmute"
    if fills:
        labels["w"] = "button.window"
    return tuple(
        Button(key, words(labels[key]), key in ("m", "w") and labels[key] != _LABELS[key])
        for key in (*keys, *_ALWAYS)
    )


def _keys(scene: Scene) -> tuple[tuple[str, ...], dict[str, str]]:
    """The keys that a scene has beside those of every one, and those that do something else."""
    if scene.help:
        return ("h",), {"h": "button.back"}
    if scene.stopped_for_pain:
        return ("h", "n"), {"n": "button.go on"}
    if scene.paused:
        return ("h", "p", "x", "u", "a"), {"p": "button.go on"}
    if scene.calibration is not None:
        return ("h", "p", "n"), {}
    if scene.placement is not None:
        return (*_BEFORE, *_offered(scene)), {"n": "button.begin"}
    if scene.rest is not None:
        first = (*_BEFORE, *_offered(scene))
        return first if scene.rest.first else _DURING, {"n": "button.ready"}
    return _DURING, {}


def _offered(scene: Scene) -> tuple[str, ...]:
    return ("c",) if scene.offers else ()


def starting_buttons(words: Words) -> tuple[Button, ...]:
    """The button while camera and models are being opened."""
    return (Button("q", words("button.quit")),)


def summary_buttons(words: Words, *, rates: bool) -> tuple[Button, ...]:
    """The buttons under what a session came to: how stressed one is, and closing."""
    digits = tuple(Button(digit, "") for digit in "0123456789") if rates else ()
    return (*digits, Button("q", words("button.close")))
