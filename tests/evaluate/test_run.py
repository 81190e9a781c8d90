from pathlib import Path

import pytest

from facecheck.core.errors import SpecError
from facecheck.core.read_as import ReadAs
from facecheck.evaluate.outcome import ClipEvaluation
from facecheck.evaluate.run import collect, evaluate

from .fakes import FakeJudge, found

TRUTH = """\
schema: facecheck.truth/1
clip: {clip}.mp4
fps: 30.0
frames: 900
origin: {{kind: rendered, identity: anna}}
events: [{events}]
expect:
- {{exercise: jaw-open, hold_s: 5.0, counted: {counted}}}
- {{exercise: squint, hold_s: 0.5, counted: 0}}
"""
SOUND = FakeJudge({("three.mp4", "jaw-open"): 3}, {"three.mp4": (found("blink", 1.0, 1.2),)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    blink = "{kind: blink, start_s: 1.0, end_s: 1.2}"
    for clip, counted, events in (("none", 0, ""), ("three", 3, blink)):
        (tmp_path / f"{clip}.mp4").touch()
        text = TRUTH.format(clip=clip, counted=counted, events=events)
        (tmp_path / f"{clip}.truth.yaml").write_text(text)
    return tmp_path


def test_a_sound_detector_passes(folder: Path) -> None:
    evaluation = evaluate([folder], SOUND)
    assert evaluation.exit_code == 0
    assert evaluation.totals.exact == 1.0
    assert evaluation.totals.events["blink"].f1 == 1.0
    assert [outcome.clip for outcome in evaluation.outcomes] == ["none.mp4", "three.mp4"]


@pytest.mark.parametrize(
    ("broken", "wrong"),
    [
        pytest.param({"bias": 1}, {"none.mp4", "three.mp4"}, id="threshold too low: one too many"),
        pytest.param({"bias": -1}, {"three.mp4"}, id="threshold too high: one too few"),
        pytest.param({"gain": 0}, {"three.mp4"}, id="blind: counts nothing"),
        pytest.param({"gain": 2}, {"three.mp4"}, id="counts everything twice"),
    ],
)
def test_a_broken_detector_is_caught(folder: Path, broken: dict[str, int], wrong: set[str]) -> None:
    judge = FakeJudge(SOUND.counts, SOUND.detected, **broken)  # type: ignore[arg-type]
    evaluation = evaluate([folder], judge)
    assert evaluation.exit_code == 1
    assert {outcome.clip for outcome in evaluation.outcomes if not outcome.ok} == wrong


def test_a_detector_that_sees_no_events_is_caught_by_its_f1(folder: Path) -> None:
    assert evaluate([folder], FakeJudge(SOUND.counts)).totals.events["blink"].f1 == 0.0


def test_a_missing_clip_is_a_row_with_its_reason(folder: Path) -> None:
    (folder / "three.mp4").unlink()
    evaluation = evaluate([folder], SOUND)
    none, three = evaluation.outcomes
    assert evaluation.exit_code == 1
    assert none.ok
    assert three.error is not None
    assert "no such clip; put it beside its truth file" in three.error


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [("unreadable", "not a video; give another file"), ("buggy", "a bug in facecheck: ZeroDiv")],
)
def test_a_clip_that_fails_does_not_end_the_run(folder: Path, trouble: str, reason: str) -> None:
    judge = FakeJudge(SOUND.counts, SOUND.detected, **{trouble: ("none.mp4",)})  # type: ignore[arg-type]
    none, three = evaluate([folder], judge).outcomes
    assert none.error is not None
    assert reason in none.error
    assert three.ok


def test_two_processes_give_the_same_as_one(folder: Path) -> None:
    assert evaluate([folder], SOUND, workers=2) == evaluate([folder], SOUND)


def test_progress_is_told_clip_by_clip(folder: Path) -> None:
    told: list[tuple[int, int, str]] = []

    def advance(done: int, total: int, outcome: ClipEvaluation) -> None:
        told.append((done, total, outcome.clip))

    evaluate([folder], SOUND, advance=advance)
    assert told == [(1, 2, "none.mp4"), (2, 2, "three.mp4")]


def test_a_wrong_truth_file_is_said_before_any_clip_is_watched(folder: Path) -> None:
    (folder / "zz.truth.yaml").write_text("clip: zz.mp4\n")
    with pytest.raises(SpecError, match=r"zz\.truth\.yaml: schema: is missing"):
        evaluate([folder], SOUND)


def test_labels_with_hands_bring_the_hand_model(folder: Path) -> None:
    palm = "{kind: palm_on_cheek, start_s: 1.0, end_s: 5.0}"
    text = TRUTH.format(clip="three", counted=3, events=palm)
    (folder / "three.truth.yaml").write_text(text)
    judge = FakeJudge(SOUND.counts, {"three.mp4": (found("palm_on_cheek", 1.0, 5.0),)})
    assert evaluate([folder], judge).totals.events["palm_on_cheek"].tp == 1


def test_the_target_of_the_set_is_handed_on(folder: Path) -> None:
    path = folder / "three.truth.yaml"
    path.write_text(path.read_text().replace("counted: 3", "counted: 3, reps: 4"))
    row = evaluate([path], SOUND).outcomes[0].rows[0]
    assert row.result is not None
    assert row.result.reps == 4


def test_a_clip_without_expectations_still_has_to_be_there(folder: Path) -> None:
    path = folder / "three.truth.yaml"
    path.write_text(path.read_text().split("expect:")[0])
    assert evaluate([path], SOUND).exit_code == 0
    (folder / "three.mp4").unlink()
    assert evaluate([path], SOUND).exit_code == 1


def test_outcomes_keep_the_order_of_the_files_whichever_clip_is_done_first(folder: Path) -> None:
    outcomes = evaluate([folder], SOUND).outcomes
    done = iter([(1, outcomes[1]), (0, outcomes[0])])
    assert collect(done, 2, None).outcomes == outcomes


def test_how_a_truth_file_says_its_clip_is_read_reaches_the_judge(tmp_path: Path) -> None:
    text = (
        "schema: facecheck.truth/1\nclip: a.mjpeg\nfps: 25.0\nframes: 900\n"
        "read_as: {speed: 0.25, times: t.txt, stream: 1}\nevents: []\n"
    )
    (tmp_path / "a.mjpeg").touch()
    (tmp_path / "a.truth.yaml").write_text(text)
    judge = FakeJudge({})
    evaluate([tmp_path], judge)
    assert judge.read == [("a.mjpeg", ReadAs(None, 0.25, tmp_path / "t.txt", 1))]
