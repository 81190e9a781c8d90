"""From a file to an outcome through the real engine, on a trace in which nobody is in view."""

from pathlib import Path

import pytest

from facecheck.core.errors import SpecError
from facecheck.core.frames import Observation
from facecheck.evaluate.detectors import Facecheck, default_cache, made_with, meaning
from facecheck.evaluate.run import evaluate
from facecheck.inputs.trace import write_trace

TRUTH = """\
schema: facecheck.truth/1
clip: nobody.parquet
fps: 30.0
frames: 60
events: []
expect:
- {exercise: jaw-open, hold_s: 0.5, counted: 0}
- {exercise: squint, hold_s: 0.5, counted: 0}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    observations = [Observation(time_s=i / 30, size=(640, 480), face=None) for i in range(60)]
    folder = tmp_path / "clips"
    folder.mkdir()
    write_trace(folder / "nobody.parquet", observations, name="nobody.mp4", duration_s=2.0)
    (folder / "nobody.truth.yaml").write_text(TRUTH)
    return folder


@pytest.mark.parametrize("cached", [True, False])
def test_a_clip_is_watched_scored_and_compared(folder: Path, tmp_path: Path, cached: bool) -> None:
    cache = tmp_path / "cache" if cached else None
    first = evaluate([folder], Facecheck(cache=cache))
    assert first.exit_code == 0, first.outcomes[0].error
    (outcome,) = first.outcomes
    assert [row.counted for row in outcome.rows] == [0, 0]
    assert outcome.duration_s == 2.0
    assert any(note.startswith("no face was seen in any frame") for note in outcome.notes)
    assert evaluate([folder], Facecheck(cache=cache)) == first
    assert cache is None or len(list(cache.iterdir())) == 1


def test_an_exercise_that_does_not_exist_spoils_its_own_row_alone(folder: Path) -> None:
    path = folder / "nobody.truth.yaml"
    path.write_text(TRUTH.replace("squint", "squnt"))
    evaluation = evaluate([folder], Facecheck())
    jaw, squint = evaluation.outcomes[0].rows
    assert jaw.ok
    assert squint.error is not None
    assert "squnt" in squint.error
    assert evaluation.exit_code == 1


def test_hands_are_looked_for_where_the_exercise_needs_them() -> None:
    assert Facecheck().needs_hands("jaw-open") is False
    with pytest.raises(SpecError):
        Facecheck().needs_hands("no-such-exercise")


def test_what_a_trace_was_made_with_names_models_and_libraries() -> None:
    parts = made_with()
    assert parts == made_with()
    assert any(part.startswith("face_landmarker.task=") for part in parts)
    assert any(part.startswith("mediapipe=") for part in parts)


def test_a_comment_or_a_docstring_changes_nothing_that_is_seen() -> None:
    code = 'LIMIT = 0.3\n"""Why."""\n\ndef f(x):\n    """Say."""\n    return x > LIMIT  # so\n'
    plain = "LIMIT = 0.3\ndef f(x): return x > LIMIT\n"
    assert meaning(code) == meaning(plain)
    assert meaning(code.replace("0.3", "0.4")) != meaning(plain)
    assert meaning(code.replace("x > ", "x >= ")) != meaning(plain)


def test_traces_are_kept_in_the_users_cache_folder() -> None:
    assert default_cache().name == "landmarks"
    assert "facecheck" in default_cache().parts
