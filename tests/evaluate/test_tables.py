"""The three forms of one evaluation: on the screen, as JSON, as a page."""

import io
import json

import pytest
from rich.console import Console

from facecheck.evaluate.document import MAX_ROWS, accuracy_page
from facecheck.evaluate.outcome import compare, failed
from facecheck.evaluate.progress import progress_bar
from facecheck.evaluate.report import show
from facecheck.evaluate.results import to_dict
from facecheck.evaluate.run import Evaluation

from .fakes import attempt, case, events_of, expect, found, label, score, truth

OPENING = label("jaw_open", 2.0, 7.8, hold_start_s=2.4, hold_end_s=7.4)


@pytest.fixture
def evaluation() -> Evaluation:
    origin = {"kind": "rendered", "identity": "anna", "condition": "dim", "made": "by hand"}
    good = truth(expect(1, faults=["tilt"]), clip="good.mp4", events=[OPENING], origin=origin)
    bad = truth(expect(2), clip="[bad].mp4", events=[label("blink", 1, 1.2)], origin=origin)
    lost = truth(expect(0), clip="lost.mp4")
    short = attempt(1, 2.0, 3.0, counted=False)
    return Evaluation(
        (
            compare(
                case(good),
                [score([attempt(1, 2.0, 4.7, faults=["tilt"])])],
                events_of(found("jaw_open", 2.1, 7.5)),
                hands=False,
            ),
            compare(case(bad), [score([short])], events_of(frames=850), hands=False),
            failed(case(lost), "lost.mp4: no such clip; put it there"),
        )
    )


def screen(evaluation: Evaluation, width: int = 200) -> str:
    console = Console(file=io.StringIO(), width=width)
    show(evaluation, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def line_with(text: str, *words: str) -> str:
    lines = [line for line in text.splitlines() if all(word in line for word in words)]
    assert lines, f"no line with {words}"
    return lines[0]


def test_the_screen_shows_right_and_wrong_with_reasons(evaluation: Evaluation) -> None:
    text = screen(evaluation)
    line = "good.mp4 jaw-open 5 s 1 of 1 0.30 s ok"
    assert line_with(text, "good.mp4", "jaw-open").split() == line.split()
    assert "WRONG" in line_with(text, "[bad].mp4 ", "jaw-open", "0 of 2")
    wrong = line_with(text, "[bad].mp4, jaw-open at 5 s: expected 2, counted 0")
    assert "held 3.00 s, not counted: held 3.0 of 5.0 s" in wrong
    assert "no such clip" in line_with(text, "lost.mp4, jaw-open at 5 s: expected 0, counted -")
    assert "[bad].mp4: blink missed, 1.00 to 1.20 s" in text
    assert "850 frames" in text
    assert "intersection over union" in text
    assert "33.3 %" in line_with(text, "exact count")


def test_the_document_has_the_names_of_the_design(evaluation: Evaluation) -> None:
    document = to_dict(evaluation, "0.1.0")
    assert document == json.loads(json.dumps(document))
    assert document["schema"] == "facecheck.evaluate/1"
    assert {
        "expectations",
        "exact",
        "mae",
        "off_by_one",
        "hold_error_median_s",
        "hold_error_p95_s",
        "negative_minutes",
        "false_counts",
        "faults",
        "events",
    } <= document["totals"].keys()
    assert {"precision", "recall"} <= document["totals"]["faults"].keys()
    assert {"tp", "fp", "fn", "f1"} <= document["totals"]["events"]["blink"].keys()
    good, bad, lost = document["rows"]
    assert (good["ok"], good["hold_errors_s"], good["faults"]["named"]) == (True, [0.3], ["tilt"])
    assert (bad["expected"], bad["counted"], bad["ok"]) == (2, 0, False)
    assert (lost["counted"], lost["error"]) == (None, "lost.mp4: no such clip; put it there")
    assert document["groups"]["condition"]["dim"]["exact"] == 0.5
    assert document["clips"][1]["mistakes"] == [
        {"kind": "blink", "what": "missed", "start_s": 1.0, "end_s": 1.2}
    ]
    assert document["confusion"] == {"blink": {"(missed)": 1}, "jaw_open": {"jaw_open": 1}}


def test_what_could_not_be_judged_is_null() -> None:
    totals = to_dict(Evaluation(()), "0.1.0")["totals"]
    assert (totals["exact"], totals["hold_error_p95_s"]) == (None, None)
    assert totals["faults"]["precision"] is None


def test_the_page_is_the_same_for_the_same_results(evaluation: Evaluation) -> None:
    parts = [("The clips", evaluation)]
    page = accuracy_page(parts, version="0.1.0", date="2026-01-02", sections=[("More", "text")])
    assert page == accuracy_page(
        parts, version="0.1.0", date="2026-01-02", sections=[("More", "text\n")]
    )
    assert "0.1.0 on 2026-01-02" in page
    assert "cannot prove accuracy on people" in page
    assert line_with(page, "good.mp4").endswith("| 1 | 1 | 0.30 s | tilt | tilt | ok |")
    assert "expected 2, counted 0" in line_with(page, "- [bad].mp4, jaw-open at 5 s")
    assert "- [bad].mp4: blink missed, 1.00 to 1.20 s" in page
    assert page.endswith("## More\n\ntext\n")


def test_a_long_page_lists_only_what_is_wrong(evaluation: Evaluation) -> None:
    many = Evaluation(evaluation.outcomes * (MAX_ROWS // 3 + 1))
    page = accuracy_page([("The grid", many)], version="0.1.0", date="2026-01-02")
    assert "Every expectation" not in page
    assert "- lost.mp4, jaw-open" in page
    assert "good.mp4" not in page


def test_faults_that_were_not_named_are_listed() -> None:
    silent = compare(
        case(truth(expect(1, faults=["tilt"]))),
        [score([attempt(1, 2.0, 5.0, faults=["drift"])])],
        events_of(),
        hands=False,
    )
    assert "a.mp4, jaw-open at 5 s: expected tilt, named drift" in screen(Evaluation((silent,)))


def test_tables_are_whole(evaluation: Evaluation) -> None:
    page = accuracy_page([("Clips", evaluation)], version="0.1.0", date="2026-01-02")
    for block in page.split("\n\n"):
        if block.startswith("|"):
            assert len({line.count("|") for line in block.splitlines()}) == 1


def test_every_table_fits_into_eighty_columns(evaluation: Evaluation) -> None:
    narrow = screen(evaluation, 80)
    assert max(map(len, narrow.splitlines())) <= 80
    for row in ("good.mp4 jaw-open 5 s 1 of 1 0.30 s ok", "anna 2 2 50.0 %"):
        assert any(line.split()[: len(row.split())] == row.split() for line in narrow.splitlines())


@pytest.mark.parametrize("terminal", [True, False])
def test_the_bar_shows_only_on_a_terminal(evaluation: Evaluation, terminal: bool) -> None:
    out = io.StringIO()
    with progress_bar(Console(file=out, force_terminal=terminal)) as advance:
        assert (advance is not None) == terminal
        if advance is not None:
            advance(1, 3, evaluation.outcomes[0])
    assert ("evaluating" in out.getvalue()) == terminal
