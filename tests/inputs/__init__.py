"""Tests of the inputs. Clips are made on the spot; none shows a person."""
