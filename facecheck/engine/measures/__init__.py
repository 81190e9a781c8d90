"""What is read off a face at every frame: geometry, the measures of its parts, and their table."""
