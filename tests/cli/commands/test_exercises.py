from __future__ import annotations

from pathlib import Path

import pytest

from facecheck.api import load_any, load_exercise
from facecheck.cli import run
from facecheck.inputs.library import bundled_folder, exercise_ids, routine_ids, user_folder

Capture = pytest.CaptureFixture[str]


def test_list_names_every_exercise_and_routine(capfd: Capture) -> None:
    assert run(["exercises", "list"]) == 0
    text = capfd.readouterr().out
    for name in (*exercise_ids(), *routine_ids()):
        assert name in text


@pytest.mark.parametrize("name", exercise_ids([bundled_folder()]))
def test_show_tells_all_of_an_exercise(name: str, capfd: Capture) -> None:
    assert run(["exercises", "show", name]) == 0
    text = " ".join(capfd.readouterr().out.split())
    exercise = load_any(name)
    for part in (exercise.title, exercise.purpose, exercise.instructions, exercise.source):
        assert part in text
    assert all(caution in text for caution in exercise.cautions)
    assert all(fault.name in text and fault.cue in text for fault in exercise.faults)


def test_show_speaks_of_the_face_and_with_limits_of_measures(capfd: Capture) -> None:
    assert run(["exercises", "show", "squint"]) == 0
    plain = " ".join(capfd.readouterr().out.split())
    assert "Counts: 3 times, held for 5 s, from 60% of your full effort on" in plain
    assert "_" not in plain
    assert plain.count("one eye only") == 1
    assert run(["exercises", "show", "squint", "--limits"]) == 0
    assert "(corner_pull above 0.05 inter-ocular" in " ".join(capfd.readouterr().out.split())
    assert run(["exercises", "show", "jaw-band"]) == 0
    assert "Needs: both hands beside the jaw, in view" in capfd.readouterr().out


def test_show_of_an_unknown_one_names_the_nearest(capfd: Capture) -> None:
    assert run(["exercises", "show", "sqint"]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line == "facecheck: 'sqint': no such exercise; did you mean 'squint'?"


def test_new_is_an_exercise_at_once(tmp_path: Path, capfd: Capture) -> None:
    assert run(["exercises", "new", "my-jaw", "--folder", str(tmp_path)]) == 0
    path = tmp_path / "my-jaw.yaml"
    assert capfd.readouterr().out.strip() == str(path)
    assert run(["exercises", "check", str(path)]) == 0
    assert load_exercise("my-jaw", [tmp_path]).movement == load_exercise("jaw-open").movement


def test_new_from_another_is_that_one_under_its_own_id(tmp_path: Path) -> None:
    for like in ("closed-smile", "massage"):
        assert (
            run(["exercises", "new", f"my-{like}", "--from", like, "--folder", str(tmp_path)]) == 0
        )
        assert load_any(f"my-{like}", [tmp_path]).title == load_any(like).title


def test_new_from_what_is_not_there_names_the_nearest(tmp_path: Path, capfd: Capture) -> None:
    assert run(["exercises", "new", "mine", "--from", "snarll", "--folder", str(tmp_path)]) == 1
    assert "did you mean 'snarl'?" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_measures_are_listed_by_what_moves(capfd: Capture) -> None:
    assert run(["exercises", "measures"]) == 0
    text = capfd.readouterr().out
    assert text.index("brow_lift") < text.index("nose and upper lip") < text.index("lip_raise")
    assert "closed_alone" in text


@pytest.mark.usefixtures("home")
def test_new_goes_to_the_users_own_folder() -> None:
    assert run(["exercises", "new", "my-jaw"]) == 0
    assert (user_folder() / "my-jaw.yaml").is_file()
    assert "my-jaw" in exercise_ids()


def test_new_never_writes_over(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("precious")
    assert run(["exercises", "new", "mine", "--folder", str(tmp_path)]) == 1
    assert "is there already" in capfd.readouterr().err
    assert path.read_text() == "precious"


@pytest.mark.parametrize("name", ["../mine", "Mine", "my jaw", "", "x" * 41])
def test_new_with_a_name_that_cannot_be(name: str, tmp_path: Path, capfd: Capture) -> None:
    assert run(["exercises", "new", name, "--folder", str(tmp_path / "a")]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert "an id: small letters" in line
    assert list(tmp_path.iterdir()) == []


def test_new_where_no_folder_can_be_made(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "file").touch()
    assert run(["exercises", "new", "mine", "--folder", str(tmp_path / "file")]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("facecheck: cannot write")


def test_check_says_good_or_every_problem(tmp_path: Path, capfd: Capture) -> None:
    good, bad = bundled_folder() / "squint.yaml", tmp_path / "bad.yaml"
    bad.write_text(good.read_text("utf-8").replace("lid_lower", "lid_lowr").replace("reps", "rep"))
    assert run(["exercises", "check", str(good), str(bad)]) == 1
    captured = capfd.readouterr()
    assert captured.out == f"{good}: good\n"
    lines = captured.err.splitlines()
    assert all(line.startswith("facecheck: bad.yaml: ") for line in lines)
    assert any("did you mean 'lid_lower'?" in line for line in lines)
    assert any("did you mean 'reps'?" in line for line in lines)


def test_check_of_a_missing_file(tmp_path: Path, capfd: Capture) -> None:
    assert run(["exercises", "check", str(tmp_path / "none.yaml")]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert "no such file" in line


def test_a_folder_of_ones_own_comes_first(tmp_path: Path, capfd: Capture) -> None:
    text = (bundled_folder() / "squint.yaml").read_text("utf-8")
    (tmp_path / "squint.yaml").write_text(text.replace("title: Squint", "title: My own [/bold]"))
    for command in (["list"], ["show", "squint"]):
        assert run(["exercises", *command, "--exercises", str(tmp_path)]) == 0
        assert "My own [/bold]" in capfd.readouterr().out


def test_a_folder_that_is_not_there(tmp_path: Path, capfd: Capture) -> None:
    assert run(["exercises", "list", "--exercises", str(tmp_path / "typo")]) == 1
    assert "no such folder" in capfd.readouterr().err


def test_a_bad_file_does_not_hide_the_others(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "bad.yaml").write_text("id: bad\n")
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "worse.yaml").write_text("id: worse\nexercises: 3\n")
    assert run(["exercises", "list", "--exercises", str(tmp_path)]) == 1
    told = capfd.readouterr()
    for name in (*exercise_ids(), *routine_ids()):
        assert name in told.out
    assert "bad.yaml: " in told.err
    assert "worse.yaml: exercises" in told.err


ROUTINE = "id: mine\ntitle: Mine\npurpose: Two of mine.\nexercises: [{0}]\n"


def routine(folder: Path, exercises: str) -> str:
    path = folder / "mine.yaml"
    path.write_text(ROUTINE.format(exercises))
    return str(path)


def test_a_routine_is_checked_and_its_exercises_too(tmp_path: Path, capfd: Capture) -> None:
    assert run(["exercises", "check", routine(tmp_path, "squint, jaw-open")]) == 0
    assert "good" in capfd.readouterr().out
    assert run(["exercises", "check", routine(tmp_path, "sqint, jaw-open, zzz")]) == 1
    first, second = capfd.readouterr().err.splitlines()
    assert first.endswith(
        "mine.yaml: exercises.0: no such exercise 'sqint'; did you mean 'squint'?"
    )
    assert "exercises.2: no such exercise 'zzz'; there are: " in second


def test_a_routine_may_name_exercises_beside_it(tmp_path: Path) -> None:
    assert run(["exercises", "new", "my-jaw", "--folder", str(tmp_path)]) == 0
    (tmp_path / "routines").mkdir()
    assert run(["exercises", "check", routine(tmp_path / "routines", "my-jaw")]) == 0
    away = tmp_path / "away"
    away.mkdir()
    assert run(["exercises", "check", routine(away, "my-jaw")]) == 1
    assert run(["exercises", "check", routine(away, "my-jaw"), "--exercises", str(tmp_path)]) == 0


@pytest.mark.parametrize("path", sorted((bundled_folder() / "routines").glob("*.yaml")), ids=str)
def test_the_routines_that_come_along_are_good(path: Path) -> None:
    assert run(["exercises", "check", str(path)]) == 0


def test_a_new_one_that_stands_before_a_built_in_says_so(tmp_path: Path, capfd: Capture) -> None:
    assert run(["exercises", "new", "squint", "--folder", str(tmp_path)]) == 0
    assert "note: squint comes along with facecheck" in capfd.readouterr().err
    assert run(["exercises", "new", "my-own", "--folder", str(tmp_path)]) == 0
    assert capfd.readouterr().err == ""
