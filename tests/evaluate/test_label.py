from pathlib import Path

import pytest
from inputs.clips import make_clip, numbered

from facecheck.core.errors import OutputError
from facecheck.core.read_as import ReadAs
from facecheck.core.results import EventsResult
from facecheck.evaluate.label import draft, label_clip, label_from, truth_path, write_draft
from facecheck.evaluate.parse_truth import parse_truth, read_truth

from .fakes import FakeJudge, attempt, found, score

SEEN = EventsResult(
    "Küche: 3 [x].mp4",
    20.0,
    500,
    500,
    20.0,
    (found("blink", 1.0, 1.2004, "both"), found("jaw_open", 2.5, 7.5)),
)


def test_a_draft_is_a_truth_file() -> None:
    truth = parse_truth(draft(SEEN, [score([attempt(1, 2.5, 4.6)])]), "draft")
    assert (truth.clip, truth.fps, truth.frames) == ("Küche: 3 [x].mp4", 25.0, 500)
    assert truth.events is not None
    assert [(e.kind, e.start_s, e.end_s, e.side) for e in truth.events] == [
        ("blink", 1.0, 1.2, "both"),
        ("jaw_open", 2.5, 7.5, None),
    ]
    assert [(e.exercise, e.hold_s, e.counted) for e in truth.expect] == [("jaw-open", 5.0, 1)]


def test_a_draft_of_nothing_is_a_truth_file_too() -> None:
    truth = parse_truth(draft(EventsResult("a.mp4", 3.0, 90, 0, 0.0, ())), "draft")
    assert (truth.events, truth.expect) == ((), ())


def test_a_draft_says_that_it_proves_nothing() -> None:
    assert "it proves nothing" in draft(SEEN)
    assert parse_truth(draft(SEEN), "draft").origin == {"kind": "draft"}


def test_a_persons_work_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path = truth_path(tmp_path / "a.mp4")
    path.write_text("mine")
    with pytest.raises(OutputError, match=r"a\.truth\.yaml: exists already; add --force"):
        write_draft(path, "draft")
    assert path.read_text() == "mine"
    write_draft(path, "draft", force=True)
    assert path.read_text() == "draft"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write"):
        write_draft(tmp_path / "file" / "a.truth.yaml", "draft")


def test_a_clip_is_labelled_with_what_was_detected_in_it(tmp_path: Path) -> None:
    clip = tmp_path / "mine.mp4"
    seen = (found("palm_on_cheek", 1.0, 5.0), found("jaw_open", 2.0, 7.0))
    judge = FakeJudge({("mine.mp4", "jaw-open"): 2}, {"mine.mp4": seen})
    path = label_clip(clip, judge)
    assert path == tmp_path / "mine.truth.yaml"
    truth = read_truth(path)
    assert truth.clip == "mine.mp4"
    assert truth.events is not None
    assert [event.kind for event in truth.events] == ["palm_on_cheek", "jaw_open"]
    assert [(line.exercise, line.counted) for line in truth.expect] == [
        ("jaw-open", 2),
        ("squint", 0),
    ]


def test_a_clip_that_has_its_labels_is_not_even_watched(tmp_path: Path) -> None:
    truth_path(tmp_path / "mine.mp4").write_text("mine")
    judge = FakeJudge(unreadable=("mine.mp4",))
    with pytest.raises(OutputError, match="exists already"):
        label_clip(tmp_path / "mine.mp4", judge)


def test_another_programs_labels_are_read_as_the_clip_is(tmp_path: Path) -> None:
    """Slow motion of a quarter: events are of life, and the truth file says how it is read."""
    clip = make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(30)], fps=10)
    events = tmp_path / "a_events.tsv"
    events.write_text("onset\tduration\ttrial_type\n0.2\t0.1\tblink\n5.0\t1.0\tblink\n")
    truth = read_truth(label_from(clip, events, read_as=ReadAs(speed=0.25)))
    assert truth.read_as is not None
    assert truth.read_as.speed == 0.25
    assert truth.labelled == ("blink",)
    assert [(e.kind, e.start_s) for e in truth.events or ()] == [("blink", 0.2)]  # 0.75 s of life
    assert truth.frames == 30
    assert truth.fps == pytest.approx(40, abs=0.5)
