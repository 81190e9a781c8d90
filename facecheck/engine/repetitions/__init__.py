"""Exercises that count repetitions: the detector of movements, a set, its checker."""
