"""Timers of the user's session that ring at a plan's hours, by what the system has for them."""

from facecheck.outputs.timers.base import Reminder, Timer
from facecheck.outputs.timers.chosen import timer_for

__all__ = ["Reminder", "Timer", "timer_for"]
