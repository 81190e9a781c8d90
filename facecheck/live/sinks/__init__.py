"""What follows a session besides its display: sound, speech, trace and video."""
