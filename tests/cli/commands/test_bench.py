"""`facecheck bench`, without the measuring."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from facecheck.bench import run as bench_run
from facecheck.bench.figures import Figure
from facecheck.bench.run import to_dict
from facecheck.cli import run


def measured(*_: Any) -> Iterator[Figure]:
    yield Figure.of("memory_mb", [500.0])


def kept(path: Path, *figures: Figure) -> str:
    path.write_text(json.dumps(to_dict(list(figures), "0")), "utf-8")
    return str(path)


def test_a_figure_is_shown_once_and_the_fresh_one_goes_before_the_earlier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_run, "bench", measured)
    decode, later = Figure.of("decode_ms", [1.0]), Figure.of("decode_ms", [2.0])
    files = [
        kept(tmp_path / "a.json", decode, Figure.of("memory_mb", [400.0])),
        kept(tmp_path / "b.json", later),
    ]
    out = tmp_path / "out.json"
    asked = [word for path in files for word in ("--also", path)]
    assert run(["bench", "--only", "memory_mb", *asked, "--json", str(out)]) == 0
    found = {figure.name: figure.value for figure in Figure.read(out)}
    assert len(Figure.read(out)) == 2
    assert found == {"memory_mb": 500.0, "decode_ms": 1.0}
