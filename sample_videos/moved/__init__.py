"""Real faces whose lids are moved by known amounts: clips of held squints with exact truth."""
