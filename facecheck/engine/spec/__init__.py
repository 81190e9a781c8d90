"""Exercise files as data: their fields and rules, from YAML text to checked values."""
