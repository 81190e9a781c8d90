"""Hands against the face: palms, a band, contact, speed, and a palm that is raised as a sign."""
