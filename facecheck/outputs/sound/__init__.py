"""Sounds of a session: tones, and counts and cues as spoken words."""
