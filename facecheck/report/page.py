"""From values to one HTML page: templates with autoescape, no script, nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from facecheck.core.errors import ReportError
from facecheck.outputs.files import write_text_atomically
from facecheck.programme.wording import day
from facecheck.report import wording
from facecheck.report.charts import attempt_chart, clip_chart
from facecheck.report.clip import ClipReport, fault_numbers
from facecheck.report.palette import DARK, LIGHT, css

MAX_BYTES = 5_000_000
"""A page beyond this is slow on a phone, and refused by some mail systems."""


FILTERS = (
    "change",
    "clock",
    "fading",
    "interval",
    "long_time",
    "measured",
    "percent",
    "quantity",
    "seconds",
    "tendency",
    "weekday",
    "went",
)
"""The functions of `wording` that templates use."""


def clip_page(reports: Sequence[ClipReport], version: str) -> str:
    """The page of one scored clip, or of several.

    Args:
        reports: At least one.
        version: Of facecheck.
    """
    sections = [
        {
            "report": report,
            "wide": clip_chart(report, f"c{i}w", wide=True),
            "narrow": clip_chart(report, f"c{i}n", wide=False),
            "attempts": [
                (view, attempt_chart(view, report.levels, f"c{i}a{k}"))
                for k, view in enumerate(report.attempts)
            ],
        }
        for i, report in enumerate(reports)
    ]
    return render("clip.html.j2", {"sections": sections, "version": version})


def write_page(path: Path, text: str) -> None:
    """Write a page, whole or not at all.

    Raises:
        OutputError: It cannot be written.
        ReportError: It came out larger than a page may be.
    """
    size = len(text.encode("utf-8"))
    if size > MAX_BYTES:
        raise ReportError(
            "{path}: the report would have {size:.1f} MB, at most {max_bytes:.0f} are "
            "written; leave out pictures (--no-pictures), or report on less",
            path=path,
            size=size / 1e6,
            max_bytes=MAX_BYTES / 1e6,
        )
    write_text_atomically(path, text)


def render(template: str, values: Mapping[str, Any]) -> str:
    """Fill a template; what is not marked as safe comes out as text."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("facecheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in FILTERS:
        environment.filters[name] = getattr(wording, name)
    environment.filters["day"] = day
    environment.globals |= {
        "light": Markup(css(LIGHT)),  # noqa: S704 - constants of our own
        "dark": Markup(css(DARK)),  # noqa: S704
        "promise": wording.PROMISE,
        "numbers": fault_numbers,
    }
    return environment
