"""Nothing that works on one system alone without asking which one it is on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "facecheck").rglob("*.py"))
ONE_SYSTEM = {"fcntl", "grp", "msvcrt", "pwd", "resource", "termios", "tty", "winreg", "winsound"}
ONE_SYSTEM_CALLS = {
    "os.fork",
    "os.getuid",
    "os.geteuid",
    "os.mkfifo",
    "os.killpg",
    "os.setsid",
    "os.startfile",
    "signal.alarm",
    "signal.pause",
}
IDS = [p.relative_to(ROOT).as_posix() for p in SOURCES]


def unguarded(tree: ast.Module) -> Iterator[ast.AST]:
    """What runs whenever the module is imported: not in a function, a condition or a try."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.If | ast.Try):
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_a_module_can_be_imported_everywhere(path: Path) -> None:
    for node in unguarded(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name.split(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [(node.module or "").split(".")[0]]
        assert not ONE_SYSTEM & set(names), names
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in ONE_SYSTEM_CALLS


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_text_has_its_encoding_since_windows_would_choose_another(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        given = {keyword.arg for keyword in node.keywords}
        where = f"line {node.lineno}: {ast.unparse(node)}"
        if name == "read_text":
            assert node.args or "encoding" in given, where
        elif name == "write_text":
            assert len(node.args) > 1 or "encoding" in given, where
        elif name == "open" and node.args and isinstance(node.args[0], ast.Constant):
            mode = str(node.args[0].value)
            if re.fullmatch("[rwax][t+]*", mode):
                assert "encoding" in given, where


def test_every_system_and_every_python_is_tried() -> None:
    text = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    matrix = YAML(typ="safe", pure=True).load(text)["jobs"]["test"]["strategy"]["matrix"]
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
