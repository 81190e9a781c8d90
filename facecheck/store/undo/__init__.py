"""What was removed last, until the next session: it can be restored until then."""
