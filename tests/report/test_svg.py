"""Charts become small elements of the page, with its colours, and with words."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from facecheck.report.palette import stand_in
from facecheck.report.svg import drawing, inline

pytestmark = pytest.mark.smoke


def chart(name: str = "one", text: str = "A line.", label: str = "seconds") -> str:
    with drawing(340, 190) as (figure, axes):
        axes.plot([0, 1, 2], [0.123456, 0.5, 0.2], color=stand_in("blue"))
        axes.set_xlabel(label)
        return str(inline(figure, name, text))


def test_it_is_well_formed_and_says_what_it_shows() -> None:
    root = ElementTree.fromstring(chart(text='Level "up" & down <b>'))  # noqa: S314 - our own
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'Level "up" & down <b>'
    assert root.attrib["viewBox"] == "0 0 340 190"


def test_colours_come_from_the_page() -> None:
    text = chart()
    assert "var(--blue)" in text
    assert not re.findall(r"#[0-9a-f]{6}\b", text)


def test_it_is_small_and_asks_for_nothing() -> None:
    text = chart()
    assert len(text) < 4500
    assert not re.search(r"https?://|<style|<script|<metadata|font-family|url\((?!#)", text)
    assert not re.search(r"\d\.\d\d", text)


def test_ids_of_two_charts_differ() -> None:
    ids = [set(re.findall(r'\bid="([^"]+)"', chart(name))) for name in ("one", "two")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_the_same_chart_is_the_same_text() -> None:
    assert chart() == chart()


def test_a_label_is_text_and_no_formula() -> None:
    text = chart(label="<script>$x^2$</script>")
    assert "<script" not in text
    assert "$x^2$" in text
