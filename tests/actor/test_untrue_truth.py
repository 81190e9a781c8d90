"""What a clip of the set "untrue" is said to show; nothing is rendered here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

pytest.importorskip("vtkmodules", reason="the renderer is not installed: pip install vtk")

from sample_videos.untrue.cli import main
from sample_videos.untrue.expecting import expectations
from sample_videos.untrue.film import truth
from sample_videos.untrue.kinds import COUNT, KINDS, Order, order
from sample_videos.untrue.take import Take, Unseen

FPS = 15.0
BLINK = {"kind": "blink", "start_s": 0.6, "end_s": 0.8}


def movement(start_s: float) -> dict[str, Any]:
    """A jaw opening of 2.4 s, held for 2.0 s of it."""
    times = {"hold_start_s": start_s + 0.2, "hold_end_s": start_s + 2.2, "end_s": start_s + 2.4}
    return {"kind": "jaw_open", "start_s": start_s, **times}


def take(*unseen: Unseen) -> Take:
    times = tuple(np.round(np.arange(0.0, 12.0, 1 / FPS), 3).tolist())
    pictures = (np.zeros((4, 4, 3), np.uint8),) * len(times)
    return Take(times, pictures, (BLINK, movement(2.0), movement(6.0)), {}, unseen)


def covered(from_s: float, until_s: float) -> Unseen:
    return Unseen(from_s, until_s, ("jaw_open",), "mouth covered", 0.35)


def own(seen: Take) -> list[dict[str, Any]]:
    return [line for line in expectations(seen) if line["exercise"] == "jaw-open"]


def test_what_is_seen_must_be_counted_and_named() -> None:
    short, long = own(take())
    assert (short["hold_s"], short["counted"], short["faults"]) == (1.8, 2, [])
    assert (long["hold_s"], long["counted"], long["faults"]) == (3.0, 0, ["hold too short"])


@pytest.mark.parametrize(
    ("lasts_s", "named"), [(0.6, []), (0.9, None), (1.3, None), (1.5, ["mouth covered"])]
)
def test_what_hides_a_movement_must_be_named_only_where_that_is_sure(
    lasts_s: float, named: list[str] | None
) -> None:
    """A glance aside of less than a second is not named; a hand is noticed a little late."""
    (line, *_) = own(take(covered(4.6, 4.6 + lasts_s)))
    assert line.get("faults") == named


@pytest.mark.parametrize(("stands_s", "named"), [(1.2, False), (2.0, True)])
def test_a_picture_that_stands_is_trouble_after_half_a_second(stands_s: float, named: bool) -> None:
    (line, *_) = own(take().standing(5.0, stands_s))
    assert line.get("faults") == (["the picture stood still"] if named else [])


def test_of_a_piece_that_may_be_no_attempt_nothing_is_asked() -> None:
    """What is left of the first movement once the mouth shows again: 0.35 s of a hold."""
    (line, *_) = own(take(covered(2.6, 3.85)))
    assert "faults" not in line


def test_of_blinks_between_slow_pictures_nothing_is_asked() -> None:
    usual = order(list(KINDS).index("stale"), 1)
    assert "labelled" not in truth(usual, take())
    slow = take()
    slow = replace(slow, times=slow.times[::2], pictures=slow.pictures[::2])
    assert "blink" not in truth(usual, slow)["labelled"]
    # Stamps are rounded to milliseconds: 15 pictures a second may come out as 14.999.
    rounded = replace(take(), times=tuple(t * 1.0001 for t in take().times))
    assert rounded.fps < FPS
    assert "labelled" not in truth(usual, rounded)


def test_clips_are_made_by_number(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[str] = []
    monkeypatch.setattr("sample_videos.untrue.cli.run_jobs", lambda *_: 0)

    def film(orders: list[Order], *_: object) -> int:
        made.extend(one.name for one in orders)
        return 0

    monkeypatch.setattr("sample_videos.untrue.cli._film", film)
    run = CliRunner().invoke(main, ["--out", str(tmp_path), "--seed", "7", "--clips", "3-5,64,4"])
    assert (run.exit_code, made) == (0, [order(n, 7).name for n in (3, 4, 5, 64)])
    assert CliRunner().invoke(main, ["--out", str(tmp_path), "--clips", "3-x"]).exit_code == 2


def test_every_kind_is_there_as_often() -> None:
    kinds = [order(number, 7).kind for number in range(COUNT)]
    assert {kinds.count(kind) for kind in KINDS} == {COUNT // len(KINDS)}
