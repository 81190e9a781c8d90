"""Shared value types; depends on numpy and the standard library only."""
