"""Every command line in a document is run, and does what is said of it.

The lines of a page are run from top to bottom in one folder, as a reader would. Those that need a
cluster are run in test_cluster.py, those of the renderer in test_actor.py.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from facecheck.cli import run

from .between import BEFORE
from .pages import NAMES, ROOT, Block, Line, blocks, lines, mentioned, page
from .promised import SAYS, complete, promised, whole
from .stand_ins import HEARD, STAND_INS, StandIn, as_run
from .world import World


def every_line(names: list[str]) -> list[Line]:
    """Those of the blocks, and after them those of the text."""
    return [*lines(names), *(line for line in mentioned(names) if complete(line.words[1:]))]


LINES = every_line(NAMES)

NOT_RUN = {
    ".ci/run": "it is what runs the tests",
    "python3 -m venv .venv": "`.ci/run` pastes the README's first block as it stands",
    ".venv/bin/pip install -q -e '.[test]'": "likewise",
    ".venv/bin/pip install -q -e '.[app]'": "likewise, but for the extra; needs the network",
    ".venv/bin/python -m sample_videos.moved FOLDER_OF_CLIPS --out moved": "needs clips of real faces; tests/moved films a portrait, but not by this command",
    "pip install vtk av numpy pillow ruamel.yaml rich click": "needs the network; test_actor.py holds it against what the renderer imports",
    "facecheck plan --raise jaw-open": "offered after three easy days; tests/cli/commands/test_today.py",
    "facecheck models fetch --page": "likewise; tests/app/browser/test_models_in_page.py",
    "facecheck app --landmarks page": "likewise",
    "python docs/tools/train_lid_reader.py eyes CLIPS AVATARS FACES MEDIA --out eyes": "needs clips and photographs of people, which do not come along; takes hours",
    "python docs/tools/train_lid_reader.py strangers eyes --clips A,B,C --clips D,E,F,G,H --weights folds --steps 2500": "likewise",
    "python docs/tools/train_lid_reader.py train eyes --out facecheck/inputs/mediapipe/lid_reader.npz": "likewise",
    "python docs/tools/lid_strangers.py folds/0.npz=A.mp4,B.mp4 folds/1.npz=D.mp4": "likewise",
    "python docs/tools/movement_curves.py moved CLIPS_AND_PICTURES": "likewise",
    "python docs/tools/movement_curves.py rendered ada bao chi dan gita jomo": "needs the renderer, and minutes",
    "facecheck models fetch": "needs the network; tests/inputs/mediapipe/test_assets.py",
    "facecheck assess --json before.json": "takes two minutes; tests/cli/commands/test_assess.py",
    "facecheck assess --compare before.json": "likewise",
    "facecheck bench --only watches_cpu_over_none": "it fails where others keep the machine busy; tests/bench",
    "facecheck bench --page docs/performance.md": "it measures for half an hour; tests/bench",
    "facecheck bench --only memory_30_minutes_mb --only memory_2_hours_mb": "likewise, for hours",
}
"""Lines that no test runs, and why."""

CI = {
    ".venv/bin/ruff format .": ".venv/bin/ruff format --check .",
    ".venv/bin/ruff check .": ".venv/bin/ruff check .",
    ".venv/bin/mypy": ".venv/bin/mypy",
    ".venv/bin/lint-imports": ".venv/bin/lint-imports",
    ".venv/bin/python -m pytest": 'bash -c "${commands[1]}"',
    ".venv/bin/python -m pytest tests/engine -q": 'bash -c "${commands[1]}"',
}
"""Lines that check the checkout itself, and where `.ci/run` does the same."""


PAGES = sorted({line.page for line in LINES if line.is_ours and str(line) not in NOT_RUN})

PROGRAMS = {
    "docs/cluster.md": "there is no SLURM and no Kubernetes here; the page says so",
    "docs/measures.md": "test_formulas.py runs it",
    "docs/tables.md": "tests/cli/test_columns.py joins those tables",
    "sample_videos/README.md": "test_actor.py runs it",
}
"""Pages whose Python is not run, and why."""


@pytest.mark.parametrize("name", PAGES)
def test_every_command_of_a_page_does_what_it_says(
    name: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in every_line([name]):
        if not line.is_ours or str(line) in NOT_RUN:
            continue
        if (name, str(line)) in BEFORE:
            BEFORE[name, str(line)](world)
        capsys.readouterr()
        words = as_run(line)
        code = run(words)
        said = capsys.readouterr()
        about = f"{line}\n{said.out}{said.err}"
        # What is wrong with this machine is nothing wrong with the line.
        assert code == 0 or (words, code) == (["doctor"], 1), about
        files = promised(words)
        if line.into is not None:
            files.append(Path(line.into))
            files[-1].write_text(said.out, encoding="utf-8")
        for path in files:
            assert path.is_file(), f"{path} is not there: {about}"
            assert whole(path), f"{path}: {about}"
        if "-" in words:
            assert json.loads(said.out), about
        if words[0] == "live" and "--no-voice" not in words:
            assert (world.folder / HEARD).read_text("utf-8"), about
        for piece in SAYS.get(str(line), "").splitlines():
            assert piece in said.out + said.err, f"{piece} in {about}"


@pytest.mark.parametrize("line", LINES, ids=str)
def test_there_is_no_line_that_nothing_runs(line: Line) -> None:
    text = str(line)
    ways = [line.is_ours, line.needs_cluster, line.renders, text in CI, text in NOT_RUN]
    assert any(ways), "let test_running.py run it, or say in NOT_RUN why not"
    assert line.behind == (line.program == "dask")


@pytest.mark.parametrize("table", [NOT_RUN, CI, SAYS, [text for _, text in BEFORE]])
def test_a_table_names_no_line_that_is_gone(table: Iterable[str]) -> None:
    assert set(table) <= set(map(str, LINES))


@pytest.mark.parametrize("row", STAND_INS, ids=lambda row: row.words)
def test_what_stands_in_is_needed(row: StandIn) -> None:
    assert any(f" {row.words} " in f" {line} " for line in LINES)


@pytest.mark.parametrize("line", CI)
def test_what_checks_the_checkout_is_what_ci_runs(line: str) -> None:
    assert CI[line] in page(".ci/run")
    for word in line.split():
        if "/" in word and not word.startswith(".venv/"):
            assert (ROOT / word).exists(), word


def test_ci_runs_the_first_block_of_the_readme_as_it_stands() -> None:
    script = page(".ci/run")
    first = page("README.md").split("```sh\n")[1].split("```")[0].splitlines()
    assert "README.md | grep" in script
    for n in range(len(first)):
        assert f'bash -c "${{commands[{n}]}}"' in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_ci_is_a_shell_script_without_slips() -> None:
    subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_block_says_what_it_holds_and_no_command_hides_in_another(name: str) -> None:
    fences = [text for text in page(name).splitlines() if text.lstrip().startswith("```")]
    known = {kind: blocks(kind, [name]) for kind in ("sh", "python", "yaml", "json", "text")}
    assert len(fences) == 2 * sum(map(len, known.values())), fences[::2]
    for block in (block for kind, found in known.items() if kind != "sh" for block in found):
        for text in block.text.splitlines():
            first = text.removeprefix("$ ").split(" ")[0].removeprefix(".venv/bin/")
            assert first not in {"facecheck", "python", "pip", "dask", ".ci/run"}, text


@pytest.mark.parametrize("block", blocks("python"), ids=str)
def test_a_program_is_run_or_at_least_python(block: Block) -> None:
    if block.page not in PROGRAMS:
        assert block.page == "README.md", "test_examples.py runs the README's; say why not this one"
        return
    compile(block.text, block.page, "exec")
