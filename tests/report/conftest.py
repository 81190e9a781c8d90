"""The simulated twelve weeks, lived once for all tests of a run."""

from __future__ import annotations

from datetime import date

import pytest

from facecheck.report.histories import HistoryReport, example_report
from facecheck.report.history_page import history_page

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def twelve_weeks() -> HistoryReport:
    return example_report(TODAY)


@pytest.fixture(scope="session")
def twelve_weeks_page(twelve_weeks: HistoryReport) -> str:
    return history_page(twelve_weeks, "0.1.0")
