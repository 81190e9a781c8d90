"""Reminders at a plan's hours, by the system's own timers."""

from facecheck.outputs.timers.base import Reminder, Timer
from facecheck.outputs.timers.platform_timer import timer_for

__all__ = ["Reminder", "Timer", "timer_for"]
