"""Frames and their detections, on threads of their own; each picture is shown with its own."""
