"""A session as a state machine: its sets, its clock, the face in the picture, and the scene."""
