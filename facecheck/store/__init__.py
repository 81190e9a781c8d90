"""What is stored of a person between sessions, on this machine only."""
