"""What a document points at is there, and nothing points at somebody's machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from .pages import NAMES, ROOT, page, spans

PROJECT = tomllib.loads(page("pyproject.toml"))["project"]
TEXTS = (".md", ".py", ".yaml", ".yml", ".toml", ".cff", ".npz.md")
HERE = ("facecheck", "tests", "docs", "exercises", "sample_videos", ".ci", ".github")
MADE_LATER = {"docs/accuracy.md", "docs/performance.md"}
"""Pages that a command writes from measurements."""


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    for target in re.findall(r"\]\(([^)\s]+)\)", page(name)):
        if not target.startswith(("https://", "#")):
            assert (folder / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("name", NAMES)
def test_paths_in_the_text_exist(name: str) -> None:
    for span in spans(name):
        if re.fullmatch(rf"(?:{'|'.join(map(re.escape, HERE))})/[\w./-]*", span):
            assert (ROOT / span).exists() or span in MADE_LATER, span


def texts() -> list[Path]:
    found = [p for p in ROOT.iterdir() if p.suffix in TEXTS]
    for folder in HERE:
        found += [p for p in (ROOT / folder).rglob("*") if p.suffix in TEXTS or p.name == "run"]
    return [p for p in found if p.is_file()]


def test_no_text_names_a_folder_of_one_machine() -> None:
    machine = re.compile(r"(?<![\w.~])/(?:work|root|tmp(?!/\.X11-unix)|home/\w+|Users/\w+)/")
    paths = texts()
    assert len(paths) > 100
    for path in paths:
        if path != Path(__file__).resolve():
            found = machine.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{path.relative_to(ROOT)}: {found}"


def requirements() -> dict[str, str]:
    """Package to extra; the empty extra is what facecheck always needs."""
    extras = {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    found = {}
    for extra, lines in extras.items():
        for line in lines:
            name = re.match(r"[\w.-]+", line)
            assert name is not None, line
            if name[0] != PROJECT["name"]:
                found[name[0]] = extra
    return found


def test_every_dependency_has_its_line_and_every_line_its_dependency() -> None:
    rows = re.findall(r"^\| `([\w.-]+)` \| (.*)$", page("docs/dependencies.md"), re.MULTILINE)
    wanted = requirements()
    assert {name for name, _ in rows} == set(wanted)
    for name, row in rows:
        extra = wanted[name]
        assert not extra or row.startswith(f"`{extra}` |"), name


def test_the_citation_has_the_project_s_version() -> None:
    assert f"\nversion: {PROJECT['version']}\n" in page("CITATION.cff")


def test_the_readme_is_read_in_five_minutes() -> None:
    assert len(page("README.md").split()) < 1300


def test_the_index_and_the_site_lead_to_every_page() -> None:
    pages = {p.relative_to(ROOT / "docs").as_posix() for p in (ROOT / "docs").glob("*.md")}
    pages |= {"decisions/index.md", "pictures/README.md"}
    assert set(re.findall(r"\]\(([\w/.-]+\.md)\)", page("docs/index.md"))) == pages - {"index.md"}
    assert set(re.findall(r": ([\w/.-]+\.md)$", page("mkdocs.yml"), re.MULTILINE)) == pages


def test_the_list_of_decisions_leads_to_every_one() -> None:
    there = {p.name for p in (ROOT / "docs" / "decisions").glob("0*.md")}
    assert set(re.findall(r"\((0[\w-]+\.md)\)", page("docs/decisions/index.md"))) == there
