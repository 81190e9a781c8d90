"""Access control: the addresses that are answered, the session secrets, and the guard."""
