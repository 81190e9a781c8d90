"""What is kept of a person between sessions, on this machine and nowhere else."""
