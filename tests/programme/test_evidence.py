from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import ValidationError

from facecheck.programme.conditions import CONDITIONS
from facecheck.programme.evidence import FILE, Claim, Evidence, page, parse_evidence

TEXT = files("facecheck.programme").joinpath(FILE).read_text("utf-8")
EVIDENCE = parse_evidence(TEXT)
PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"

CLAIMS = {
    "muscle-atrophy",
    "lifting",
    "laugh-lines",
    "wrinkles",
    "jaw-line",
    "microcurrent",
    "massage",
    "botox",
}
PROMISES = re.compile(r"\b(will|guarantee\w*|proven|heals?|cures?|rejuvenat\w*|diagnos\w*)\b", re.I)


def test_every_claim_is_there_once() -> None:
    assert {claim.id for claim in EVIDENCE.claims} == CLAIMS
    assert len(EVIDENCE.claims) == len(CLAIMS)


@pytest.mark.parametrize("claim", EVIDENCE.claims, ids=lambda claim: claim.id)
def test_a_claim_has_what_speaks_for_it_and_what_against(claim: Claim) -> None:
    for statement in (*claim.speaks_for, *claim.against):
        assert statement.says.endswith((".", ").")), statement.says
        assert EVIDENCE.sources[statement.source].cite
    assert claim.unknown
    assert "facecheck" in claim.here or "squint" in claim.here


@pytest.mark.parametrize("claim", EVIDENCE.claims, ids=lambda claim: claim.id)
def test_nothing_is_promised_and_nobody_diagnosed(claim: Claim) -> None:
    said = [*(s.says for s in (*claim.speaks_for, *claim.against)), claim.unknown, claim.here]
    for sentence in said:
        assert not PROMISES.search(sentence), sentence


def test_every_source_says_how_it_was_read() -> None:
    for source in EVIDENCE.sources.values():
        assert source.read
        assert source.link is None or source.link.startswith("https://doi.org/10.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("source: hwang", "source: hwnag"),
        ("  hwang:\n", "  spare: {cite: Nobody, read: nothing}\n  hwang:\n"),
        ("    source: hwang", ""),
    ],
    ids=["an unknown source", "a spare source", "no source"],
)
def test_a_sentence_without_its_source_is_no_evidence(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(ValidationError):
        parse_evidence(TEXT.replace(old, new, 1))


def test_the_page_is_what_the_command_writes() -> None:
    assert PAGE.read_text("utf-8") == page(EVIDENCE), "facecheck evidence --page docs/evidence.md"


def test_the_page_has_every_sentence_and_every_caution() -> None:
    text = page(EVIDENCE)
    for sentence in sentences(EVIDENCE):
        assert sentence in text
    for warned in CONDITIONS.values():
        assert f"| {warned.title} |" in text
        assert warned.source in text


def sentences(evidence: Evidence) -> list[str]:
    found = [evidence.honest, *evidence.measures, *evidence.cannot_show]
    for claim in evidence.claims:
        found += [claim.claim, claim.unknown, claim.here]
        found += [s.says for s in (*claim.speaks_for, *claim.against)]
    return found
