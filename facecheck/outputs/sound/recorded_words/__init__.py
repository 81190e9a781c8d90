"""Recorded words that ship with facecheck: counts and cues are spoken on every machine."""

from facecheck.outputs.sound.recorded_words.bank import WordBank, word_bank

__all__ = ["WordBank", "word_bank"]
