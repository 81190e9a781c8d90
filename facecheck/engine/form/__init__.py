"""How well a movement is done: faults, the hold timer, the score."""
