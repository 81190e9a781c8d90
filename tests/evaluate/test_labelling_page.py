"""docs/labelling.md says what the code does."""

import re
from pathlib import Path

from facecheck.engine.repetitions.attempts import TOO_SHORT
from facecheck.evaluate.parse_truth import parse_truth
from facecheck.evaluate.truth import Expectation, LabelledEvent, Truth
from facecheck.evaluate.vocabulary import (
    DONT_CARE,
    HAND_PREFIXES,
    JUDGED_KINDS,
    MOVEMENTS,
    UNSEEN_KINDS,
)

PAGE = (Path(__file__).parents[2] / "docs" / "labelling.md").read_text(encoding="utf-8")


def test_the_example_is_a_truth_file() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    truth = parse_truth(example, "docs/labelling.md")
    assert truth.events is not None
    assert truth.events[-1].end_s <= truth.frames / truth.fps
    for line in truth.expect:
        held = [
            e
            for e in truth.events
            if e.kind == line.exercise.replace("-", "_")
            and e.hold_end_s is not None
            and e.hold_start_s is not None
            and e.hold_end_s - e.hold_start_s >= (line.hold_s or 0.0)
        ]
        assert len(held) == line.counted


def test_every_key_and_every_word_with_a_meaning_is_explained() -> None:
    keys = {*Truth.model_fields, *LabelledEvent.model_fields, *Expectation.model_fields}
    words = {kind for rule in DONT_CARE for kind in (*rule.labelled, rule.detected)}
    words |= {kind for movement in MOVEMENTS.values() for kind in movement.requires}
    words |= {*JUDGED_KINDS, *UNSEEN_KINDS, *HAND_PREFIXES, TOO_SHORT}
    for word in (keys - {"schema_"}) | words:
        assert f"`{word}`" in PAGE, word


def test_the_mistakes_shown_are_the_mistakes_made() -> None:
    shown = re.findall(r"^myclip\.truth\.yaml: (\w+)\[\d\]", PAGE, re.MULTILINE)
    assert shown == ["events", "expect"]
