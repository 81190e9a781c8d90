"""MediaPipe's models run by LiteRT, the engine inside MediaPipe, without MediaPipe around it."""
