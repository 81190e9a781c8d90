"""A session in the page: the page's camera is a frame source, the page a display."""
