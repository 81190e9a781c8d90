"""From what the history holds to every number of a report: no file, clock, HTML or drawing."""
