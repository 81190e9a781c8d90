"""MediaPipe: its models, the faces and hands found by them, and its start without noise."""
