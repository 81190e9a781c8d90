"""Where a session is shown: a window, a terminal table or lines of text; and its summary."""
