"""What other programs of the field write, read: landmarks, blendshapes, labels."""
