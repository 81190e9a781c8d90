"""What the server answers: the page's own files, and what the page asks for."""
