from __future__ import annotations

import json
from pathlib import Path

import pytest
from inputs.clips import make_clip, numbered
from relaid import overwrite
from strips import moved, neutral_face, observation, opening_clip, sampled, trapezoid

import facecheck
from facecheck import api
from facecheck.core import landmarks as lm
from facecheck.core.errors import SourceError, SpecError, TraceError
from facecheck.core.events import Phase, Update
from facecheck.core.frames import Frame, Observation
from facecheck.engine.measures.table import MEASURES
from facecheck.inputs import library
from facecheck.inputs.sources import open_clip
from facecheck.inputs.trace import write_trace

DURATION_S = 6.0


def observations() -> list[Observation]:
    """A mouth that opens from 2 to 5 s; one frame without a face."""
    level = trapezoid(2.0, 5.0, top=1.0)
    seen = []
    for i, (time_s, now) in enumerate(sampled(level, DURATION_S, 30.0)):
        face = moved(neutral_face(), lm.LIP_LOWER_INNER, up=-0.6 * now) if i != 20 else None
        seen.append(observation(time_s, face))
    return seen


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    path = tmp_path / "a.parquet"
    write_trace(path, observations(), name="a.mp4", duration_s=DURATION_S)
    return path


def test_check_counts_what_a_trace_holds(trace: Path) -> None:
    result = api.check(trace, "jaw-open", reps=1, hold_s=1.0)
    assert (result.counted, result.complete, result.clip) == (1, True, "a.mp4")
    assert result.duration_s == DURATION_S
    assert (result.frames, result.face_frames) == (len(observations()), len(observations()) - 1)


def test_check_takes_an_exercise_or_its_id(trace: Path) -> None:
    by_id = api.check(trace, "jaw-open", hold_s=1.0)
    assert api.check(str(trace), api.load_exercise("jaw-open"), hold_s=1.0) == by_id


def test_a_trace_scores_as_its_observations_do_bit_for_bit(trace: Path) -> None:
    rules = api.load_exercise("jaw-open")
    scored = api.rescore(observations(), rules, name="a.mp4", duration_s=DURATION_S, hold_s=1.0)
    assert api.check(trace, rules, hold_s=1.0) == scored
    found = api.events_of(observations(), name="a.mp4", duration_s=DURATION_S)
    assert api.events(trace) == found
    assert [event.kind for event in found.events] == ["jaw_open"]


def test_only_who_asks_for_observations_reads_the_landmarks_that_nothing_is_measured_by(
    trace: Path,
) -> None:
    scored, measures = api.check(trace, "jaw-open", hold_s=1.0), list(api.measure(trace))
    overwrite(trace, "points_rest")
    assert api.check(trace, "jaw-open", hold_s=1.0) == scored
    assert list(api.measure(trace)) == measures
    for asks in (
        lambda: api.check(trace, "jaw-open", on_frame=lambda *_: None),
        lambda: api.check(trace, "squint-palm"),
        lambda: list(api.measure(trace, hands=True)),
        lambda: api.events(trace),
    ):
        with pytest.raises(TraceError, match="damaged"):
            asks()


def test_two_runs_give_the_same_document(trace: Path) -> None:
    def document() -> str:
        result = api.check(trace, "jaw-open", hold_s=1.0)
        return json.dumps(result.to_dict("1"), allow_nan=False)

    assert document() == document()


def test_a_profile_says_what_full_effort_is(trace: Path) -> None:
    rules = api.load_exercise("jaw-open")
    weak = facecheck.Profile(full={part.measure: 3 * part.full for part in rules.movement.parts})
    assert api.check(trace, rules, hold_s=1.0).counted == 1
    assert api.check(trace, rules, hold_s=1.0, profile=weak).counted == 0


def test_on_frame_is_called_for_each_in_order(trace: Path) -> None:
    calls: list[tuple[Frame | None, float, float]] = []

    def on_frame(frame: Frame | None, seen: Observation, update: Update) -> None:
        calls.append((frame, seen.time_s, update.time_s))

    api.check(trace, "jaw-open", on_frame=on_frame)
    times = [seen.time_s for seen in observations()]
    assert calls == [(None, time_s, time_s) for time_s in times]
    told: list[float] = []
    api.events(trace, on_frame=told.append)
    assert told == times


@pytest.mark.parametrize("hands", [False, True])
def test_measure_gives_every_measure_at_every_frame(trace: Path, hands: bool) -> None:
    rows = list(api.measure(trace, hands=hands))
    assert [time_s for time_s, _ in rows] == [seen.time_s for seen in observations()]
    assert [i for i, (_, values) in enumerate(rows) if values is None] == [20]
    names = {name for _, values in rows if values is not None for name in values}
    assert names >= set(MEASURES)
    assert ("palm_on_cheek" in names) is hands


@pytest.mark.parametrize(
    ("name", "error"), [("nobody.mp4", SourceError), ("nobody.parquet", TraceError)]
)
def test_what_is_not_there(name: str, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error, match=name):
        api.check(tmp_path / name, "jaw-open")
    with pytest.raises(error, match=name):
        api.events(tmp_path / name)
    with pytest.raises(error, match=name):
        next(iter(api.measure(tmp_path / name)))


def test_an_exercise_is_loaded_by_id_or_by_file(tmp_path: Path) -> None:
    exercise = api.load_exercise("squint")
    path = tmp_path / "mine.yaml"
    path.write_text(
        (library.bundled_folder() / "squint.yaml")
        .read_text("utf-8")
        .replace("id: squint", "id: mine")
    )
    mine = api.load_exercise(path)
    assert mine == api.load_exercise(str(path)) == api.load_exercise("mine", [tmp_path])
    assert mine.movement == exercise.movement


def test_an_unknown_exercise(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="did you mean 'squint'"):
        api.load_exercise("sqint")
    with pytest.raises(SpecError, match="no such file"):
        api.load_exercise(tmp_path / "none.yaml")
    with pytest.raises(SpecError, match="no such routine"):
        api.load_routine("nothing")


@pytest.mark.usefixtures("home")
def test_events_follow_the_exercises_that_come_along_and_not_the_users_own() -> None:
    usual = api.event_detector()
    own = library.user_folder()
    own.mkdir(parents=True)
    (own / "squint.yaml").write_text("broken")
    assert type(api.event_detector()) is type(usual)


def test_watch_follows_a_source_frame_by_frame(tmp_path_factory: pytest.TempPathFactory) -> None:
    clip = opening_clip(tmp_path_factory)
    with open_clip(clip) as source:
        ticks = list(api.watch(source, "jaw-open", reps=1, hold_s=0.3))
    assert all(frame.time_s == seen.time_s == update.time_s for frame, seen, update in ticks)
    assert ticks[0][2].phase is Phase.LEARNING
    assert ticks[-1][2].counted == 1
    # The same as scoring the recorded clip.
    result = api.check(clip, "jaw-open", reps=1, hold_s=0.3)
    assert result.counted == 1
    assert result.frames == len(ticks)


def test_a_clip_without_a_face(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "wall.mp4", [numbered(i, (128, 96)) for i in range(5)])
    result = api.check(clip, "jaw-open")
    assert (result.frames, result.face_frames, result.counted) == (5, 0, 0)
    assert result.warnings
