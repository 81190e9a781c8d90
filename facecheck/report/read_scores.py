"""Reads score documents: one, or one a line."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from facecheck.core.errors import ReportError
from facecheck.core.results import SCORE_SCHEMA, ScoreResult

MAX_BYTES = 50 * 2**20
MOST = 200
"""Documents in one report; more make a page that nobody reads."""


@dataclass(frozen=True, slots=True)
class _Target:
    reps: int
    hold_s: float
    seconds: float | None = None


_TARGET = TypeAdapter(_Target)
_RESULT = TypeAdapter(ScoreResult)


def read_documents(path: Path) -> list[ScoreResult]:
    """The score documents of a file, as `facecheck score --json` writes them.

    Raises:
        ReportError: The file cannot be read, or holds something else; one line says what.
    """
    try:
        with path.open("rb") as file:
            # Not by the size it tells: a device or a pipe tells none, and may have no end.
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ReportError("{path}: is too large for a score document", path=path)
        text = data.decode("utf-8")
    except OSError as error:
        raise ReportError(
            "cannot read {path}: {strerror}", path=path, strerror=error.strerror or error
        ) from error
    except UnicodeDecodeError as error:
        raise ReportError(
            "{path}: is no score document; for a clip: facecheck score {path} -e EXERCISE "
            "--report OUT.html",
            path=path,
        ) from error
    documents = _parsed(path, text)
    if not documents:
        raise ReportError(
            "{path}: is empty; make one with: facecheck score CLIP --json {path}", path=path
        )
    if len(documents) > MOST:
        raise ReportError(
            "{path}: holds {documents} documents; a report takes {most}",
            path=path,
            documents=len(documents),
            most=MOST,
        )
    return [_result(path, document) for document in documents]


def _parsed(path: Path, text: str) -> list[Any]:
    try:
        try:
            return [_json(text)]
        except ValueError:
            return [_json(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise ReportError(
            "{path}: is not JSON ({error}); give a score document", path=path, error=error
        ) from error


def _json(text: str) -> Any:
    def refuse(name: str) -> None:
        raise ValueError(f"{name} is no number")

    def finite(text: str) -> float:
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(f"{text} is too large")
        return number

    return json.loads(text, parse_constant=refuse, parse_float=finite)


def _result(path: Path, document: Any) -> ScoreResult:
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCORE_SCHEMA:
        raise ReportError(
            "{path}: is no {score_schema} document (schema: {schema}); make one with: "
            "facecheck score CLIP -e EXERCISE --json FILE",
            path=path,
            score_schema=SCORE_SCHEMA,
            schema=schema,
        )
    try:
        target = _TARGET.validate_python(document.get("target"))
        known = {
            name: document[name] for name in ScoreResult.__dataclass_fields__ if name in document
        }
        known |= {"reps": target.reps, "hold_s": target.hold_s, "target_s": target.seconds}
        return _RESULT.validate_python(known)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "target"
        raise ReportError(
            "{path}: {key}: {first}; was it changed by hand?",
            path=path,
            key=key,
            first=first["msg"],
        ) from error
