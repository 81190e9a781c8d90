"""The evidence for and against each claim, with its source, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from facecheck.programme.conditions import AFTER_INJECTION, CONDITIONS, WAIT_SOURCE

FILE = "evidence.yaml"

Sentence = Annotated[str, Field(min_length=5)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Row):
    """Where a sentence is from.

    Attributes:
        cite: Who, when, where.
        link: Its address, where it has a lasting one.
        read: What of it was read: its abstract, or only reports of it.
    """

    cite: str
    link: str | None = None
    read: str


class Statement(_Row):
    """A sentence with its source, by the source's key."""

    says: Sentence
    source: str


class Claim(_Row):
    """What people say of such exercises, and what speaks for and against it.

    Attributes:
        id: Its name on the command line.
        claim: What is said.
        speaks_for: What speaks for it (key `for` in the file).
        against: What speaks against it, or limits what speaks for it.
        unknown: What none of the sources answers (key `open`).
        here: What that means for facecheck.
    """

    id: str
    claim: Sentence
    speaks_for: Annotated[tuple[Statement, ...], Field(alias="for", min_length=1)]
    against: Annotated[tuple[Statement, ...], Field(min_length=1)]
    unknown: Annotated[Sentence, Field(alias="open")]
    here: Sentence


class Evidence(_Row):
    """All of it.

    Attributes:
        honest: The shortest way to say it.
        sources: By key.
        claims: In order.
        measures: What facecheck measures.
        cannot_show: What it cannot show.
    """

    honest: Sentence
    sources: Mapping[str, Source]
    claims: tuple[Claim, ...]
    measures: tuple[str, ...]
    cannot_show: tuple[str, ...]

    @model_validator(mode="after")
    def _sources_are_there_and_used(self) -> Self:
        used = {s.source for claim in self.claims for s in (*claim.speaks_for, *claim.against)}
        if used != set(self.sources):
            raise ValueError(f"sources that are missing or spare: {used ^ set(self.sources)}")
        return self


def parse_evidence(text: str) -> Evidence:
    """Read the data file.

    Raises:
        ValueError: It is wrong; it comes with facecheck, so that is a bug.
    """
    return Evidence.model_validate(YAML(typ="safe", pure=True).load(text))


def page(evidence: Evidence) -> str:
    """The page of the documents, in Markdown."""
    lines = [
        "# What is known, and what is not",
        "",
        "This page is written by `facecheck evidence --page docs/evidence.md` from one data file; "
        "`facecheck evidence CLAIM` shows one claim in the terminal.",
        "",
        f"**{evidence.honest}**",
        "",
        "facecheck checks form. It makes no diagnosis and promises no effect.",
    ]
    for claim in evidence.claims:
        lines += ["", f"## {claim.claim}", "", "| | what was found | source |", "|---|---|---|"]
        for word, statements in (("for", claim.speaks_for), ("against", claim.against)):
            lines += [f"| {word} | {s.says} | {_cited(evidence, s)} |" for s in statements]
        lines += ["", f"Not known: {claim.unknown}", "", f"Here: {claim.here}"]
    lines += ["", "## What facecheck measures", "", *_bullets(evidence.measures)]
    lines += ["", "## What it cannot show", "", *_bullets(evidence.cannot_show)]
    lines += ["", "## Cautions that act", "", *_cautions()]
    lines += [
        "",
        "## How the sources were read",
        "",
        "| source | what of it was read |",
        "|---|---|",
        *(f"| {_linked(source)} | {source.read} |" for source in evidence.sources.values()),
    ]
    return "\n".join(lines) + "\n"


def _cautions() -> list[str]:
    rows = [
        f"| an injection, for the days you set | {', '.join(sorted(AFTER_INJECTION))} "
        f"| {WAIT_SOURCE} |"
    ]
    for warned in CONDITIONS.values():
        held = ", ".join(sorted(warned.holds_back))
        rows.append(f"| {warned.title} | {held} | {warned.source} |")
    head = [
        "What the profile says holds exercises back by what they involve "
        "([programme.md](programme.md)).",
        "",
        "| because of | held back | source |",
        "|---|---|---|",
    ]
    return [*head, *(row.replace("_", " ") for row in rows)]


def _cited(evidence: Evidence, statement: Statement) -> str:
    return _linked(evidence.sources[statement.source])


def _linked(source: Source) -> str:
    return source.cite if source.link is None else f"[{source.cite}]({source.link})"


def _bullets(rows: Iterable[str]) -> list[str]:
    return [f"- {row}" for row in rows]
