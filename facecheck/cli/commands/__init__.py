"""The commands, one module each: options in, an API call, and what is printed of its result."""
