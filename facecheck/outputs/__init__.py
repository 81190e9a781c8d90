"""core -> the world: overlays, sounds and files. Consumes updates and results, never makes them."""
