"""What is wrong with the form is shown and spoken in the page while it lasts, and is kept."""

from __future__ import annotations

from facecheck.api import load_exercise
from facecheck.store.history import History, history_path

from .conftest import Opened

CAMERA_CLIP = "jaw_drifts_sideways"
BEGIN = "import('/page/main.js').then((page) => page.begin({names: ['jaw-open'], guided: false}))"


def test_a_fault_is_named_cued_spoken_and_kept(opened: Opened) -> None:
    page = opened()
    page.evaluate(
        "window.spoken = [];document.addEventListener('spoken', (e) => spoken.push(e.detail))"
    )
    page.evaluate(BEGIN)
    (fault,) = (f for f in load_exercise("jaw-open").faults if "sideways" in f.name)
    page.wait_for_selector(f".fault:has-text('{fault.name}')")
    page.wait_for_selector(f".cue:has-text('{fault.cue}')")
    page.wait_for_function(f"spoken.includes({fault.cue!r})")
    page.keyboard.press("q")
    page.wait_for_selector(".summary")
    with History(history_path()) as history:
        (session,) = history.sessions()
    kept = [f.name for one in session.sets for a in one.attempts for f in a.attempt.faults]
    assert fault.name in kept
