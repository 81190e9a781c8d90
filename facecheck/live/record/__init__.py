"""Stores a session in the history while it runs, and finds interrupted ones."""
