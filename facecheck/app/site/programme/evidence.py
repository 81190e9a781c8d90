"""What is known for and against each claim, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from facecheck.programme import evidence


@cache
def evidence_of() -> dict[str, Any]:
    """What is known for and against each claim, with its sources."""
    text = files("facecheck.programme").joinpath(evidence.FILE).read_text("utf-8")
    known = evidence.parse_evidence(text)

    def with_citations(statements: Sequence[evidence.Statement]) -> list[dict[str, Any]]:
        sources = ((s.says, known.sources[s.source]) for s in statements)
        return [
            {"says": says, "cite": f.cite, "link": f.link, "read": f.read} for says, f in sources
        ]

    return {
        "honest": known.honest,
        "claims": [
            {
                "claim": c.claim,
                "for": with_citations(c.speaks_for),
                "against": with_citations(c.against),
                "unknown": c.unknown,
                "here": c.here,
            }
            for c in known.claims
        ],
        "measures": list(known.measures),
        "cannot": list(known.cannot_show),
    }
