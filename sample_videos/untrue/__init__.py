"""Clips that show what did not happen: rendered takes, tampered with as cameras and people do."""
