"""Tests of traces: there and back, what is read of them, older and damaged ones."""
