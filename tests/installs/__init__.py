"""Installs the wheel with the oldest and the newest of what it needs, and uses it as users do."""
