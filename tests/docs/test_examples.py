"""Every example in a document is one that works."""

from __future__ import annotations

import doctest
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

import facecheck
from facecheck.api.exercises import base_of
from facecheck.core.events import Attempt, FaceEvent, Fault
from facecheck.core.person import Effect
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.engine.spec.exercise import Cues, Exercise, Requirement, Routine
from facecheck.engine.spec.parse import parse_any, parse_routine
from facecheck.engine.spec.rules import FaultRule, MovementRule, Part
from facecheck.engine.spec.timed_exercise import AreaPhase, TimedCues, TimedExercise
from facecheck.evaluate.parse_truth import parse_truth
from facecheck.inputs.sources import open_clip
from facecheck.programme import prescription
from facecheck.programme.prescription import prescribed
from facecheck.store.profile import load_profile

from .pages import ROOT, Block, blocks, page

EXERCISES = "docs/exercises.md"
MODELS: tuple[type[BaseModel], ...] = (
    Exercise,
    MovementRule,
    Part,
    FaultRule,
    Cues,
    Routine,
    TimedExercise,
    AreaPhase,
    TimedCues,
)


def loaded(block: Block) -> Any:
    """Read an example as what its first line says it is."""
    first = block.text.splitlines()[0]
    plain = YAML(typ="safe", pure=True).load
    if first == "schema: facecheck.truth/1":
        return parse_truth(block.text, block.page)
    if f"schema: {prescription.SCHEMA}" in block.text:
        return prescribed(plain(block.text), block.page, None, date(2026, 11, 29), "key")
    kind, _, name = first.removeprefix("# ").partition(": ")
    if kind == "routine":
        return parse_routine(block.text, name)
    if kind == "movement":
        return MovementRule.model_validate(plain(block.text))
    if kind == "parts":
        return [Part.model_validate(row) for row in plain(block.text)]
    if kind == "faults":
        return [FaultRule.model_validate(row) for row in plain(block.text)]
    return parse_any(block.text, kind, base_of(Path(kind)))


@pytest.mark.parametrize("block", blocks("yaml"), ids=str)
def test_a_yaml_example_loads(block: Block) -> None:
    assert loaded(block)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_every_field_is_explained_and_has_an_example() -> None:
    read = YAML(typ="safe", pure=True).load
    shown = {key for block in blocks("yaml", [EXERCISES]) for key in keys(read(block.text))}
    for model in MODELS:
        for field, info in model.model_fields.items():
            key = info.alias or field
            assert key in shown, key
            assert f"`{key}`" in page(EXERCISES), key


def test_every_word_that_a_field_takes_is_explained() -> None:
    fields = [
        Part.model_fields["reading"],
        MovementRule.model_fields["sides"],
        FaultRule.model_fields["when"],
        FaultRule.model_fields["effect"],
    ]
    words = {*get_args(Requirement), *get_args(Effect)}
    for word in {*words, *(w for f in fields for w in get_args(f.annotation))}:
        assert f"`{word}" in page(EXERCISES), word


def test_the_new_exercise_is_counted(tmp_path: Path) -> None:
    text = next(b.text for b in blocks("yaml", [EXERCISES]) if b.text.startswith("# smile.yaml"))
    (tmp_path / "smile.yaml").write_text(text, encoding="utf-8")
    smile = facecheck.load_exercise("smile", [tmp_path])
    with open_clip(ROOT / "sample_videos" / "smiles.mp4") as source:
        updates = (update for _, _, update in facecheck.watch(source, smile))
        counted = next((update for update in updates if update.counted), None)
    assert counted is not None
    # The first smile's plateau begins at 1.9 s and the target is 2 s; waiting for the others too
    # would take as long again twice.
    assert 3.5 < counted.time_s < 4.5


@pytest.mark.parametrize("block", blocks("python", ["README.md"]), ids=str)
def test_python_in_the_readme_runs(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    test = doctest.DocTestParser().get_doctest(block.text, {}, block.page, block.page, 0)
    assert test.examples
    said: list[str] = []
    doctest.DocTestRunner().run(test, out=said.append)
    assert not said, "".join(said)


def same_keys(shown: Any, made: Any) -> None:
    """Compare two documents key by key, and the first rows of their lists."""
    if isinstance(made, dict):
        assert list(shown) == list(made)
        for key, value in made.items():
            same_keys(shown[key], value)
    elif isinstance(made, list) and made and shown:
        same_keys(shown[0], made[0])


def test_the_documents_shown_have_the_keys_that_are_written() -> None:
    fault = Fault(
        "jaw drifts sideways", 3.4, 4.1, 0.055, 0.03, "inter-ocular", "Open straight down"
    )
    parts = {"hold": 1.0, "depth": 0.93, "form": 0.66, "steadiness": 0.94, "symmetry": 1.0}
    attempt = Attempt(1, 2.07, 8.31, 5.96, 0.93, True, None, 91, parts, (fault,))
    score = ScoreResult(
        "a.mp4", "jaw-open", 17.2, 516, 516, 17.0, 3, 5.0, (attempt,), 30, faults=(fault,)
    )
    events = EventsResult("a.mp4", 7.2, 216, 216, 7.1, (FaceEvent("blink", "both", 3.1, 3.3, 0.9),))
    for document, made in zip(shown()[:2], (score.to_dict("x"), events.to_dict("x")), strict=True):
        assert document["schema"] == made["schema"]
        same_keys(document, made)


def test_the_profile_shown_is_one(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(shown()[2]), encoding="utf-8")
    assert set(load_profile(path).full) == set(load_profile(path).rest) != set()


def shown() -> list[Any]:
    return [json.loads(block.text) for block in blocks("json", ["docs/design.md"])]
