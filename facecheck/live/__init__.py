"""The webcam session: a window or a terminal that follows one exercise after the other."""

from facecheck.live.loop import run
from facecheck.live.options import LiveOptions
from facecheck.live.summary import SessionSummary, print_summary

__all__ = ["LiveOptions", "SessionSummary", "print_summary", "run"]
