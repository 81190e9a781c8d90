"""Reads files of other programs of the field: landmarks, blendshapes, labels."""
