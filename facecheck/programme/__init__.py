"""The rules of a programme: cautions, days, streaks, evidence. Pure: no file, clock or window."""
