"""Clips of a person: added on purpose, or merely tried as a camera."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from facecheck.api import load_exercise
from facecheck.cli import run
from facecheck.core.days import DaySpan
from facecheck.core.person import Plan
from facecheck.store.history import (
    History,
    Kind,
)
from facecheck.store.people import Owner
from facecheck.store.profile import save_profile

from .lives import TODAY, WHOSE, Told, kept


def test_a_clip_that_is_kept_is_its_persons_and_of_its_day(
    both: dict[str, Owner], trace: Path, capsys: Told
) -> None:
    anns, keep = kept(both["Ann"]), ["--keep", "--on", "2026-02-20", *WHOSE]
    score = ["score", str(trace), "-e", "jaw-open", "--hold", "0.5", "--reps", "1"]
    for again in ("", " in place of what was kept of it"):
        assert run([*score, *keep]) == 0
        assert f"as Ben's of 2026-02-20{again}\n" in capsys.readouterr().err
    assert kept(both["Ann"]) == anns
    with History(both["Ben"].history) as history:
        (session,) = history.sessions(DaySpan(last=date(2026, 2, 28)), curves=True)
    (record,) = session.sets[0].attempts
    assert (session.kind, session.day, session.counts) == (Kind.RECORDED, date(2026, 2, 20), True)
    assert record.attempt.counted
    assert record.curve is not None
    assert max(level for level in record.curve.levels if level is not None) > 0.5
    assert run(["history", *WHOSE]) == 0
    assert "a clip that was added" in capsys.readouterr().out


def test_a_clip_is_kept_only_of_somebody_and_of_a_day_that_was(
    both: dict[str, Owner], trace: Path, capsys: Told
) -> None:
    before = kept(both["Ann"]) + kept(both["Ben"])
    score = ["score", str(trace), "-e", "jaw-open"]
    for words, code, said in (
        (["--keep"], 2, "--on DAY"),
        (["--on", "2026-02-20"], 2, "--on belongs to --keep"),
        (["--keep", "--on", "2026-03-10"], 2, "is still to come"),
        (["--keep", "--on", "2026-02-20", "--person", "Bne"], 1, "did you mean 'Ben'"),
    ):
        assert run([*score, *words]) == code, words
        assert said in capsys.readouterr().err
    assert kept(both["Ann"]) + kept(both["Ben"]) == before


def test_a_table_says_of_each_clip_whose_and_when_it_is(
    both: dict[str, Owner], trace: Path, tmp_path: Path, capsys: Told
) -> None:
    table = tmp_path / "clips.csv"
    table.write_text(
        f"\ufeffClip;exercise;person;date\n{trace};jaw-open;ann;2026-01-02\n"
        f"{trace};squint;Ben;2026-01-03\n\n{trace};;Ben;2026-01-04\n",
        "utf-8",
    )
    assert run(["score", "--clips", str(table), "--keep"]) == 1
    assert "line 5: names no exercise" in capsys.readouterr().err
    assert run(["score", "--clips", str(table), "-e", "snarl", "--keep", "--json", "-"]) == 0
    documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [d["exercise"] for d in documents] == ["jaw-open", "squint", "snarl"]
    for name, days in (("Ann", [2]), ("Ben", [3, 4])):
        with History(both[name].history) as history:
            early = history.sessions(DaySpan(last=date(2026, 1, 31)))
        assert [session.day.day for session in early] == days


def test_a_persons_clip_is_judged_against_their_own_range(
    both: dict[str, Owner], trace: Path, capsys: Told
) -> None:
    parts = load_exercise("jaw-open").movement.parts
    full = {part.measure: 1.5 * part.full for part in parts}
    save_profile(replace(both["Ben"].load(), full=full), both["Ben"].profile)

    def peak(*words: str) -> float:
        assert run(["score", str(trace), "-e", "jaw-open", "--json", "-", *words]) == 0
        return float(json.loads(capsys.readouterr().out)["attempts"][0]["peak"])

    assert peak("--person", "Ben") < peak()


def test_a_clip_as_the_camera_is_tried_and_no_practice(
    both: dict[str, Owner], clip: Path, capsys: Told
) -> None:
    anns = kept(both["Ann"])
    save_profile(
        replace(both["Ben"].load(), plan=Plan(TODAY, 1, exercises=("jaw-open",))),
        both["Ben"].profile,
    )
    live = ["live", "jaw-open", "--hold", "0.2", "--reps", "1", "--no-window", "--mute"]
    assert run([*live, "--camera", str(clip), *WHOSE]) == 0
    capsys.readouterr()
    assert kept(both["Ann"]) == anns
    with History(both["Ben"].history) as history:
        session = history.last()
        assert session is not None
        assert (session.kind, session.counted) == (Kind.TRIED, 1)
        assert history.totals(DaySpan(TODAY)).sessions == 0
    assert run(["today", *WHOSE]) == 0
    assert re.search(r"due +jaw-open", capsys.readouterr().out)
    assert run(["history", *WHOSE]) == 0
    assert "tried: a clip as the camera" in capsys.readouterr().out
    assert run(["report", "-o", "page.html", *WHOSE]) == 0
    assert "9 March 2026: done" not in Path("page.html").read_text("utf-8")
