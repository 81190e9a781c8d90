"""Every picture in the documents is made by a command, and is shown somewhere."""

from __future__ import annotations

import re

import cv2
import pytest

from .pages import ROOT, page

PICTURES = ROOT / "docs" / "pictures"
SIZES = ("640x480.webp", "1024x600.webp", "1280x720.webp", "3840x2160.jpg")
TOOLS = {
    "live.webp": "docs/tools/loop.py",
    "report.webp": "docs/tools/report_picture.py",
} | {
    f"app-{name}.webp": "docs/tools/app_pictures.py"
    for name in ("session", "session-phone", "exercises", "clip")
}
STATES = set(re.findall(r"\]\(([\w-]+)-640x480\.webp\)", page("docs/pictures/README.md")))
SUFFIXES = (".png", ".jpg", ".webp", ".gif", ".svg")


def test_every_state_of_a_session_is_there_at_every_size_and_nothing_else() -> None:
    there = {p.name for p in PICTURES.iterdir() if p.suffix in SUFFIXES}
    assert there == {f"{state}-{size}" for state in STATES for size in SIZES} | set(TOOLS)


def test_no_picture_lies_outside_the_folder_that_commands_fill() -> None:
    assert {p.parent for p in (ROOT / "docs").rglob("*") if p.suffix in SUFFIXES} == {PICTURES}


@pytest.mark.parametrize("tool", ["docs/tools/screenshots.py", *dict.fromkeys(TOOLS.values())])
def test_the_page_for_developers_names_each_command(tool: str) -> None:
    assert f"`python {tool}`" in page("docs/developing.md")
    assert (ROOT / tool).is_file()


def test_the_states_are_those_that_the_command_draws() -> None:
    code = page("docs/tools/screenshots.py")
    assert {state for state in STATES if f'"{state}"' not in code} == set()


def test_the_first_picture_moves_comes_again_and_loads_at_once() -> None:
    head = page("README.md").split("\n## ")[0]
    assert re.findall(r"\(docs/pictures/([\w-]+\.webp)\)", head) == [
        "app-session.webp",
        "live.webp",
    ]
    found, film = cv2.imreadanimation(str(PICTURES / "live.webp"))
    assert found
    assert 5.0 < sum(film.durations) / 1000 < 15.0
    assert film.loop_count == 0
    assert (PICTURES / "live.webp").stat().st_size < 1_000_000
