"""Timed exercises: minutes of hands on the face, area by area."""
