"""Capture and landmarking on threads; each picture is shown with its own landmarks."""
