"""Pictures of peaks: only when asked for, of the right moment, packed for the right person."""

from __future__ import annotations

import errno
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import cv2
import pytest
from ruamel.yaml import YAML

from facecheck.cli import run
from facecheck.core.frames import Image
from facecheck.inputs.sources import Clip
from facecheck.outputs.peak_stamp import Stamp, stamp_of

pytestmark = pytest.mark.usefixtures("home")
SAMPLES = Path(__file__).parents[2] / "sample_videos"
SMILE = SAMPLES / "rehab_closed_smile.mp4"
ASKED = ["-e", "closed-smile", "--hold", "1", "--reps", "2"]
Told = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def pictures() -> list[tuple[float, Image]]:
    """Every picture of the clip, at its time."""
    with Clip(SMILE) as clip:
        return [(frame.time_s, frame.rgb) for frame in clip]


def stamps(folder: Path) -> dict[Path, Stamp]:
    found = {path: stamp_of(path.read_bytes()) for path in sorted(folder.iterdir())}
    return {path: stamp for path, stamp in found.items() if stamp is not None}


def moment_of(path: Path, pictures: list[tuple[float, Image]]) -> float:
    """When the clip shows what a picture shows: found by the picture alone."""
    bgr = cv2.imread(str(path))
    assert bgr is not None
    cut = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)

    def likeness(rgb: Image) -> float:
        return float(cv2.matchTemplate(rgb, cut, cv2.TM_SQDIFF).min())

    return min(pictures, key=lambda each: likeness(each[1]))[0]


def in_holds(folder: Path, pictures: list[tuple[float, Image]]) -> None:
    truth: Any = YAML(typ="safe").load(SMILE.with_suffix(".truth.yaml"))
    found = stamps(folder)
    assert [stamp.attempt for stamp in found.values()] == [1, 2]
    for (path, stamp), event in zip(found.items(), truth["events"], strict=True):
        assert event["hold_start_s"] <= moment_of(path, pictures) <= event["hold_end_s"]
        assert moment_of(path, pictures) == pytest.approx(stamp.peak_s, abs=1e-6)
        bgr = cv2.imread(str(path))
        assert bgr is not None
        assert bgr.size < 0.6 * pictures[0][1].size, "the face, and little of the room"


def test_a_clips_peaks_are_in_its_holds_and_one_scored_without_the_option_has_none(
    tmp_path: Path, pictures: list[tuple[float, Image]], home: Path
) -> None:
    document = tmp_path / "score.json"
    assert run(["score", str(SMILE), *ASKED, "--json", str(document)]) == 0
    assert not [*tmp_path.rglob("*.jpg"), *home.rglob("*.jpg")]
    folder = tmp_path / "new" / "peaks"
    again = tmp_path / "again.json"
    assert run(["score", str(SMILE), *ASKED, "--peaks", str(folder), "--json", str(again)]) == 0
    assert [path.name for path in folder.iterdir() if "closed-smile_1" in path.name]
    in_holds(folder, pictures)
    assert document.read_text("utf-8") == again.read_text("utf-8"), "counting is not touched by it"


@pytest.mark.parametrize("option", [True, False])
def test_a_session_keeps_them_only_when_asked(
    option: bool, tmp_path: Path, pictures: list[tuple[float, Image]], home: Path
) -> None:
    folder = tmp_path / "peaks"
    asked = ["--peaks", str(folder)] if option else []
    live = ["live", "closed-smile", "--camera", str(SMILE), "--no-window", "--mute", "--no-voice"]
    assert run([*live, "--hold", "1", "--reps", "2", *asked]) == 0
    if option:
        in_holds(folder, pictures)
        assert all(stamp.owner and stamp.at for stamp in stamps(folder).values())
    else:
        assert not [*tmp_path.rglob("*.jpg"), *home.rglob("*.jpg")]


def test_the_bundle_has_those_of_the_person_and_the_days(tmp_path: Path, capfd: Told) -> None:
    folder = tmp_path / "peaks"
    assert run(["people", "new", "Ben"]) == 0
    # Two people on one day, at the same hour, with the same attempts: only the person differs.
    for who, day in (([], "2026-11-10"), (["--person", "Ben"], "2026-11-10"), ([], "2026-11-20")):
        kept = ["--keep", "--on", day, "--peaks", str(folder), *who]
        assert run(["score", str(SMILE), *ASKED, *kept]) == 0
    assert len(list(folder.iterdir())) == 6
    (folder / "holiday.jpg").write_bytes(b"\xff\xd8 no picture of ours")
    wanted = ["--since", "2026-11-10", "--until", "2026-11-12"]
    for who, owner in (([], "me"), (["--person", "Ben"], "Ben")):
        file = tmp_path / f"{owner}.zip"
        assert run(["bundle", str(file), "--peaks", str(folder), *wanted, *who]) == 0
    with (
        zipfile.ZipFile(tmp_path / "me.zip") as mine,
        zipfile.ZipFile(tmp_path / "Ben.zip") as bens,
    ):
        packed = [{n for n in z.namelist() if n.startswith("peaks/")} for z in (mine, bens)]
        page = mine.read("report.html").decode("utf-8")
        values = json.loads(mine.read("values.json"))
        owners = [
            {stamp_of(z.read(name)).owner for name in names}  # type: ignore[union-attr]
            for z, names in zip((mine, bens), packed, strict=True)
        ]
    assert [len(names) for names in packed] == [2, 2]
    assert not packed[0] & packed[1]
    assert [len(keys) for keys in owners] == [1, 1]
    assert owners[0] != owners[1]
    assert [peak["attempt"] for peak in values["peaks"]] == [1, 2]
    assert {peak["file"] for peak in values["peaks"]} == packed[0]
    assert page.count("data:image/jpeg;base64,") == 2
    assert "2026-11-10 12:00, attempt 1: counted, held 1.9 s" in page
    assert run(["bundle", str(tmp_path / "plain.zip"), *wanted]) == 0
    with zipfile.ZipFile(tmp_path / "plain.zip") as plain:
        assert set(plain.namelist()) == {"report.html", "attempts.csv", "values.json"}
        assert "<img" not in plain.read("report.html").decode("utf-8")
    none = ["--since", "2026-11-20", "--person", "Ben"]
    capfd.readouterr()
    assert run(["bundle", str(tmp_path / "none.zip"), "--peaks", str(folder), *none]) == 1
    assert "nothing was practised on those days" in capfd.readouterr().err


def test_a_bundle_that_finds_no_pictures_says_so_and_writes_nothing(
    tmp_path: Path, capfd: Told
) -> None:
    from .commands.test_bundle import practise_once

    practise_once()
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    for name, said in (
        ("missing", "no such folder"),
        ("empty", "no picture there is of these days and this person"),
        ("file", "cannot be read"),
    ):
        file = tmp_path / "b.zip"
        assert run(["bundle", str(file), "--peaks", str(tmp_path / name)]) == 1
        told = capfd.readouterr().err
        assert said in told
        assert told.count("\n") == 1
        assert not file.exists()


def test_a_full_disk_costs_no_count(
    tmp_path: Path, capfd: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def full(self: Path, data: Any) -> int:
        if ".jpg" in self.name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    folder = tmp_path / "peaks"
    score = ["score", str(SMILE), *ASKED, "--peaks", str(folder), "--json", "-"]
    assert run(score) == 1
    said = capfd.readouterr()
    assert json.loads(said.out)["counted"] == 2
    assert said.err.count("\n") == 1
    assert "the disk is full; make room" in said.err
    live = ["live", "closed-smile", "--camera", str(SMILE), "--no-window", "--mute", "--no-voice"]
    document = tmp_path / "live.json"
    asked = ["--hold", "1", "--reps", "2", "--peaks", str(folder), "--json", str(document)]
    assert run([*live, *asked]) == 1
    assert json.loads(document.read_text("utf-8"))["counted"] == 2
    assert "the disk is full" in capfd.readouterr().err
    assert not list(folder.iterdir())


def test_what_has_no_pictures_is_one_line(tmp_path: Path, capfd: Told) -> None:
    trace = tmp_path / "a.parquet"
    assert run(["score", str(SMILE), *ASKED, "--trace", str(trace)]) == 0
    capfd.readouterr()
    for clip, more, code, said in (
        (trace, [], 1, "holds no pictures; give the clip itself"),
        (SMILE, ["-e", "snarl"], 2, "--peaks takes one exercise"),
    ):
        assert run(["score", str(clip), *ASKED, *more, "--peaks", str(tmp_path / "p")]) == code
        assert said in capfd.readouterr().err
    for command in (["score", str(SMILE), *ASKED], ["live", "closed-smile"]):
        assert run([*command, "--peaks", str(trace)]) == 1
        told = capfd.readouterr().err
        assert "that is a file; give the name of a folder" in told
        assert told.count("\n") == 1
