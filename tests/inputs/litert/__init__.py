"""LiteRT beside MediaPipe."""
