"""Reminders at a plan's hours, by the system's own timers."""

from facecheck.outputs.timers.base import Reminder, Timer
from facecheck.outputs.timers.chosen import timer_for

__all__ = ["Reminder", "Timer", "timer_for"]
