"""The scripts of generated clips; nothing is rendered here."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("vtkmodules", reason="the renderer is not installed: pip install vtk")

from sample_videos.actor.action import Action
from sample_videos.actor.conditions import conditions
from sample_videos.actor.face import Expression
from sample_videos.actor.film import Camera
from sample_videos.actor.grid_everyday import PLANS
from sample_videos.actor.grid_form import PAIRS
from sample_videos.actor.identity import BEARDED, PEOPLE
from sample_videos.actor.sets import SETS
from sample_videos.actor.truth import event_kind

FORM = SETS["form"]
EVERYDAY = SETS["everyday"]


@pytest.mark.parametrize("name", SETS)
def test_a_clip_does_not_depend_on_the_others(name: str) -> None:
    assert SETS[name].make(11, 1) == SETS[name].make(11, 1)
    assert SETS[name].make(11, 1) != SETS[name].make(11, 2)


@pytest.mark.parametrize("pair", range(len(PAIRS)))
def test_a_pair_differs_in_how_far_it_goes_and_in_nothing_else(pair: int) -> None:
    far, inside = FORM.make(2 * pair, 1), FORM.make(2 * pair + 1, 1)
    (wanted,), (none,) = far.expect, inside.expect
    assert wanted.faults is not None
    assert len(wanted.faults) == 1
    assert none.faults == ()
    assert none.counted >= wanted.counted
    assert (far.who, far.seed, far.base, far.sway) == (
        inside.who,
        inside.seed,
        inside.base,
        inside.sway,
    )
    assert far.actions != inside.actions or far.camera != inside.camera


def test_every_pair_is_seen_with_two_people() -> None:
    made = [FORM.make(number, 1) for number in range(FORM.count)]
    half = FORM.count // 2
    for first, second in zip(made[:half], made[half:], strict=True):
        assert first.about == second.about
        assert first.who != second.who


def test_conditions_are_named_in_words() -> None:
    camera = Camera(fps=12.0, light=0.4, size=(320, 240))
    words = conditions(camera, Expression(yaw_deg=-11.0), glasses=True, bystander=False)
    assert words == [
        "face: usual",
        "glasses",
        "light: dim",
        "pose: turned or tilted",
        "rate: 10 to 12 fps",
        "size: 320x240",
    ]
    assert "second face" in conditions(camera, Expression(), glasses=False, bystander=True)
    assert "light: ordinary" in conditions(
        replace(camera, light=1.0), Expression(), glasses=False, bystander=False
    )


def test_every_everyday_kind_is_seen_on_many_people() -> None:
    made = [EVERYDAY.make(number, 1) for number in range(EVERYDAY.count)]
    assert len(made) >= 200
    for kind in PLANS:
        who = {one.who for one in made if one.about == f"Everyday: {kind}."}
        assert len(who) >= 3, kind
        if "beard" in kind:
            assert who == set(BEARDED)


@pytest.mark.parametrize("kind", ["laugh", "sing", "grimace", "wave", "look-down", "flicker"])
def test_what_is_no_exercise_counts_nothing_and_hides_no_blink(kind: str) -> None:
    made = EVERYDAY.make(list(PLANS).index(kind), 1)
    assert {line.counted for line in made.expect} == {0}
    # Where eyes or hands move, a blink is one that was not made.
    blinks = [action for action in made.actions if action.kind == "blink"]
    assert bool(blinks) == (kind in ("sing", "flicker"))


def test_those_who_bow_wear_glasses() -> None:
    made = EVERYDAY.make(list(PLANS).index("bowed"), 1)
    assert PEOPLE[made.who].glasses


def test_a_closure_that_flickers_is_one_closure() -> None:
    made = EVERYDAY.make(list(PLANS).index("flicker"), 1)
    shut = [action for action in made.actions if action.kind == "eyes_shut"]
    assert len(shut) == 2
    assert all(action.tremor >= 0.2 for action in shut)


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("flat", "palm_on_cheek"),
        ("cupped", "palm_on_cheek"),
        ("fist", "hand_on_cheek_not_flat"),
        ("tips", "fingers_on_cheek"),
    ],
)
def test_how_a_hand_lies_on_a_cheek_is_in_its_label(style: str, kind: str) -> None:
    assert event_kind(Action("palm", 1.0, 2.0, style=style)) == kind
