"""The vocabulary that everything else shares; numpy and the standard library only."""
