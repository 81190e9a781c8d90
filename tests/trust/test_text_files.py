"""Exercise, routine, truth and profile files that are wrong: read, or refused in plain lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strips import exercise_data

from facecheck.cli import run
from facecheck.core.errors import FacecheckError

from .awkward_text import JUNK, _places, block, flow, scratched
from .fuzz import run_here
from .readers import READERS, plainly

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("kind", ["exercise", "routine", "truth", "profile"])
def test_the_first_cases_of_the_fuzzer(kind: str, tmp_path: Path) -> None:
    tally = run_here(kind, 0, 60, 1, tmp_path)
    assert tally.findings == {}
    assert 0 < tally.accepted < tally.cases == 60


@pytest.mark.parametrize(
    ("kind", "cases"),
    [("score", 40), ("rows", 10), ("preferences", 40), ("history", 12), ("export", 12)],
)
def test_what_is_kept_is_read_or_refused(kind: str, cases: int, tmp_path: Path) -> None:
    tally = run_here(kind, 0, cases, 1, tmp_path)
    assert tally.findings == {}
    assert tally.accepted > 0


@settings(max_examples=100, deadline=None)
@given(rng=st.randoms(use_true_random=False))
def test_any_scratch_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, rng: Any) -> None:
    path = tmp_path_factory.mktemp("x") / "seed.yaml"
    path.write_text(scratched(block(exercise_data(id="seed")), rng), "utf-8", "replace")
    refused_plainly(path)


def refused_plainly(path: Path) -> bool:
    try:
        READERS["exercise"](path)
    except FacecheckError as error:
        plainly(error)
        return True
    return False


GOOD = exercise_data(
    id="seed",
    faults=[{"name": "n", "measure": "yaw_deg", "above": 9.0, "cue": "c", "for_s": 0.1}],
    cautions=["Stop when it hurts."],
    muscles=["a"],
)


def test_the_seed_of_these_cases_is_good(tmp_path: Path) -> None:
    path = tmp_path / "seed.yaml"
    path.write_text(block(GOOD), "utf-8")
    assert not refused_plainly(path)


@pytest.mark.parametrize("way", _places(GOOD), ids=lambda way: ".".join(map(str, way)))
def test_every_key_missing_misnamed_and_filled_with_anything(
    way: tuple[Any, ...], tmp_path: Path
) -> None:
    import copy

    path = tmp_path / "seed.yaml"
    for junk in [None, 10**400, "\ud800", "\x1b[31m", [], {}, 1e308, True, *JUNK[::7]]:
        document = copy.deepcopy(GOOD)
        holder: Any = document
        for step in way[:-1]:
            holder = holder[step]
        holder[way[-1]] = junk
        path.write_text(flow(document), "utf-8", "replace")
        refused_plainly(path)
    if isinstance(holder, dict):
        del holder[way[-1]]
        holder["x"] = 1
        path.write_text(flow(document), "utf-8")
        assert refused_plainly(path)


HOSTILE: dict[str, str | bytes] = {
    "a bomb of aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    "a merge of itself": "a: &a\n  <<: *a\n",
    "deep": "a: " + "[" * 5000,
    "wide": "id: seed\n" + "".join(f"k{i}: {i}\n" for i in range(3000)),
    "huge": "a: " + "x" * 2_000_000,
    "runs a program": "a: !!python/object/apply:os.system ['touch pwned']\n",
    "names a class": "a: !!python/name:os.system\n",
    "utf-16": "id: seed\n".encode("utf-16"),
    "latin-1": "title: Übung\n".encode("latin-1"),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "nothing": b"",
    "only a mark": b"\xef\xbb\xbf",
    "a number without digits": "reps: !!int ''\n",
    "a letter that moves the cursor": "ti\x1b[2Jtle: x\n",
    "two documents": "id: a\n---\nid: b\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_1_and_plain_lines(
    name: str, tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = HOSTILE[name]
    for file in ("seed.yaml", "a.truth.yaml"):
        Path(file).write_bytes(data.encode() if isinstance(data, str) else data)
    Path("a.mp4").touch()
    assert run(["exercises", "check", "seed.yaml"]) == 1
    assert run(["evaluate", "."]) == 1
    captured = capfd.readouterr()
    assert "Traceback" not in captured.err
    assert all(line.isprintable() and len(line) < 2000 for line in captured.err.splitlines())
    assert not Path("pwned").exists()


def test_a_byte_that_is_no_letter_names_its_line(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "seed.yaml"
    path.write_bytes(b"id: seed\ntitle: \xff\n")
    assert run(["exercises", "check", str(path)]) == 1
    assert "line 2: not UTF-8 text" in capfd.readouterr().err
