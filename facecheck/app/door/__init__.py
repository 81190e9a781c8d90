"""Who may come in: the addresses that are answered, the keys, and the guard that asks for both."""
