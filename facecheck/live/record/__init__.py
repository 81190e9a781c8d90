"""Keeps a session in the history while it runs, and finds what is left of an interrupted one."""
