"""Computes every number of a report from the history; no file, clock, HTML or drawing."""
