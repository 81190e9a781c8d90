"""Words that come along as sound, so that counts and cues are spoken on every machine."""

from facecheck.outputs.spoken.bank import WordBank, word_bank

__all__ = ["WordBank", "word_bank"]
