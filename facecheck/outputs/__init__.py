"""Overlays, sounds and files made from updates and results."""
