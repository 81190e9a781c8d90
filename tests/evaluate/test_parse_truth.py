import pytest

from facecheck.core.errors import SpecError
from facecheck.evaluate.parse_truth import parse_truth

HEAD = "schema: facecheck.truth/1\nclip: a.mp4\nfps: 30.0\nframes: 90\n"


def problems(text: str) -> list[str]:
    with pytest.raises(SpecError) as caught:
        parse_truth(text, "a.truth.yaml")
    return caught.value.problems


def test_a_whole_file_is_read() -> None:
    truth = parse_truth(
        HEAD
        + "origin: {kind: rendered, seed: 7, identity: anna}\n"
        + "events:\n"
        + "- {kind: wink, start_s: 1, end_s: 2.5, hold_start_s: 1.2, hold_end_s: 2.4, side: left,\n"
        + "   confidence: low, note: squeezed}\n"
        + "expect:\n- {exercise: jaw-open, hold_s: 5, counted: 3, faults: [head tilted back]}\n",
        "a.truth.yaml",
    )
    assert truth.origin["seed"] == 7
    assert truth.events is not None
    assert (truth.events[0].hold_end_s, truth.events[0].side) == (2.4, "left")
    assert truth.expect[0].faults == ("head tilted back",)
    assert truth.expect[0].reps is None


def test_events_left_out_are_not_the_same_as_no_events() -> None:
    assert parse_truth(HEAD, "a").events is None
    assert parse_truth(HEAD + "events: []\n", "a").events == ()


def test_keys_of_ones_own_are_welcome() -> None:
    text = HEAD + "camera: phone\nevents:\n- {kind: blink, start_s: 0, end_s: 1, frame: 7}\n"
    assert parse_truth(text, "a").events is not None


def test_a_line_has_a_hold_or_minutes_with_seconds() -> None:
    line = "expect: [{exercise: microcurrent, counted: 2, %s}]\n"
    (one,) = parse_truth(HEAD + line % "minutes: 0.5, seconds: 20", "a").expect
    assert (one.minutes, one.seconds, one.hold_s, one.setting) == (0.5, 20.0, None, "0.5 min")
    for keys, said in (
        ("counted: 2", None),
        ("seconds: 20", "expect[0].seconds: goes with minutes; add them, or take it out"),
        ("minutes: 0.5", "expect[0].seconds: is missing; add it"),
        ("minutes: 0.5, seconds: 1, hold_s: 5", "expect[0].hold_s: goes with repetitions"),
        ("reps: 2", "expect[0].hold_s: is missing; add it"),
    ):
        if said is not None:
            assert any(said in p for p in problems(HEAD + line % keys)), keys


EVENT = "events:\n- {kind: jaw_open, start_s: 2, end_s: 5"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "is not a mapping of keys to values", id="empty"),
        pytest.param(HEAD + "events: [", "line 5: ", id="not YAML"),
        pytest.param(HEAD + "fps: 25\n", "line 5: found duplicate key", id="key twice"),
        pytest.param(HEAD + "origin: &a {}\nx: *a\n", "aliases (*name) are not read", id="alias"),
        pytest.param(HEAD + "x: " + "[" * 99, "nested more than", id="deep"),
        pytest.param(HEAD + "x: !!int ''", "not readable as YAML", id="a number without digits"),
        pytest.param(HEAD + "even\ufeffts: []\n", "did you mean `events`?", id="an unseen letter"),
        pytest.param(HEAD.replace("/1", "/2"), "schema: is 'facecheck.truth/2'", id="schema"),
        pytest.param(HEAD.replace("90", "0"), "frames: is 0; write 1 or more", id="no frames"),
        pytest.param(HEAD.replace("30.0", "0"), "fps: is 0; write more than 0", id="no rate"),
        pytest.param(HEAD.replace("30.0", ".nan"), "fps: is nan; write", id="not a number"),
        pytest.param(HEAD.replace("a.mp4", "x/a.mp4"), "clip: is a path; put", id="path"),
        pytest.param(HEAD + "event: []\n", "event: unknown key; did you mean `events`?", id="typo"),
        pytest.param(HEAD + "origin: me\n", "origin: is 'me'; write keys", id="origin"),
        pytest.param(HEAD + "events: 3\n", "events: is 3; write a list", id="no list"),
        pytest.param(HEAD + "events: [3]\n", "events[0]: is 3; write keys", id="no event"),
        pytest.param(
            HEAD + EVENT + ", side: up}\n",
            "events[0].side: is 'up'; use 'both', 'left' or 'right'",
            id="side",
        ),
        pytest.param(
            HEAD + "events:\n- {kind: blink, start_s: 2, end_s: 2}\n",
            "events[0].end_s: is 2, not after start_s 2; swap",
            id="ends before it starts",
        ),
        pytest.param(
            HEAD + EVENT + ", hold_start_s: 1, hold_end_s: 3}\n",
            "events[0].hold_start_s: is 1, outside the event; put it within 2 to 5",
            id="plateau before the event",
        ),
        pytest.param(
            HEAD + EVENT + ", hold_start_s: 3, hold_end_s: 6}\n",
            "events[0].hold_end_s: is 6; put it after hold_start_s 3, up to 5",
            id="plateau after the event",
        ),
        pytest.param(
            HEAD + EVENT + ", hold_start_s: 3}\n", "a plateau has both ends", id="half a plateau"
        ),
        pytest.param(
            HEAD + EVENT + ", hold_end_s: 3}\n", "a plateau has both ends", id="other half"
        ),
        pytest.param(
            HEAD + "expect:\n- {exercise: squint, hold_s: 1}\n",
            "expect[0].counted: is missing; add it",
            id="no count",
        ),
        pytest.param(
            HEAD + "expect:\n- {exercise: squint, hold_s: 1, counted: -1}\n",
            "expect[0].counted: is -1; write 0 or more",
            id="negative count",
        ),
    ],
)
def test_a_mistake_is_named_with_file_key_and_remedy(text: str, problem: str) -> None:
    lines = problems(text)
    assert len(lines) == 1
    assert lines[0].startswith("a.truth.yaml: ")
    assert problem in lines[0]
    assert lines[0].isprintable()


def test_every_mistake_is_named_at_once() -> None:
    lines = problems(
        "schema: facecheck.truth/1\nclip: a.mp4\nframes: many\norigins: {}\n"
        "events:\n- {start_s: 1, end_s: 0}\n- {kind: blink, start_s: x, end_s: 2}\n"
    )
    keys = [line.split(": ")[1] for line in lines]
    wrong_events = ["events[0].kind", "events[0].end_s", "events[1].start_s"]
    assert keys == ["origins", "fps", "frames", *wrong_events]
