"""The judging: pure, no file, clock, camera or window."""
