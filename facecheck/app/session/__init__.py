"""A set that is done before the page: the page's camera is a source, the page a display."""
