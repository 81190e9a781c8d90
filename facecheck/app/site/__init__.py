"""The server's routes: the page's own files and its JSON interface."""
