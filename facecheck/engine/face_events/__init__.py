"""Everything the face did, whatever the exercise: blinks, closures, squints, openings, palms."""
