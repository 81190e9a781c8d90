"""What is seen and judged, in the forms that other programs of the field read."""
