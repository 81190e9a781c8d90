"""What facecheck is made of: ranges with reasons, licences that fit, a bill of materials."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/dependencies.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
FREE = (
    "MIT",
    "BSD",
    "Apache",
    "MPL",
    "PSF",
    "Python Software Foundation",
    "Zlib",
    "HPND",
    # Of what is installed beside facecheck, unchanged, and can be exchanged by anybody.
    "LGPL",
    "its own text",
)


def bill_of_materials() -> Any:
    path = ROOT / "docs/tools/bill_of_materials.py"
    spec = importlib.util.spec_from_file_location("bill_of_materials", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


bom = bill_of_materials()


def wanted() -> list[str]:
    extras = PROJECT["optional-dependencies"].values()
    return [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]


@pytest.mark.parametrize("line", wanted())
def test_every_dependency_has_a_range_and_a_reason(line: str) -> None:
    name = re.split(r"[\s\[<>=!~;]", line, maxsplit=1)[0]
    if name == "facecheck":
        return
    assert re.search(r"[<>=~]=?\s*\d", line), f"{line}: from which version on?"
    assert f"| `{name}` |" in PAGE, f"{name}: its line in docs/dependencies.md"


@pytest.mark.parametrize("line", PROJECT["dependencies"])
def test_what_facecheck_needs_ends_below_a_version_and_says_why(line: str) -> None:
    name, versions = re.match(r"([\w.-]+)(.*)", line).groups()  # type: ignore[union-attr]
    versions = versions.partition(";")[0]
    assert "==" in versions or "<" in versions, f"{line}: up to which version?"
    row = rf"^\| `{name}` \| `{re.escape(versions)}` \| [^|]+ \| [^|]+ \|$"
    assert re.search(row, PAGE, re.MULTILINE), f"{line}: its reason in docs/dependencies.md"


def test_the_licence_of_everything_that_is_installed_is_known_and_free() -> None:
    parts = bom.needed()
    assert {"mediapipe", "numpy", "av", "pydantic"} <= set(parts)
    for name, one in parts.items():
        licence = bom.licence(one)
        assert any(word in licence for word in FREE), f"{name}: {licence!r}"
        assert "GPL" not in licence.replace("LGPL", ""), name


def test_the_bill_of_materials_is_whole_and_always_the_same() -> None:
    parts = bom.needed()
    bill = json.loads(json.dumps(bom.bill(parts)))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert [c["purl"] for c in bill["components"]] == [
        f"pkg:pypi/{name}@{one.version}" for name, one in parts.items()
    ]
    assert bom.bill(bom.needed()) == bill
    assert bill["metadata"]["component"]["name"] == "facecheck"
