"""The same person and movement under other conditions: rate, size, light, noise, tilt, encoder.

Pictures are changed, never landmarks, so that the models themselves meet the other condition.
"""

from evaluation.variations.streams import Change, at_rate, cut, each, grainy, recoded
from evaluation.variations.table import VARIATIONS, Variation, varied_case
from evaluation.variations.varied import Varied, VariedFacecheck, record

__all__ = [
    "VARIATIONS",
    "Change",
    "Variation",
    "Varied",
    "VariedFacecheck",
    "at_rate",
    "cut",
    "each",
    "grainy",
    "recoded",
    "record",
    "varied_case",
]
