"""The world in: frames, landmarks, exercise files, models and traces."""
