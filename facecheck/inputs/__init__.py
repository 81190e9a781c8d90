"""Inputs: frames, landmarks, exercise files, models and traces."""
