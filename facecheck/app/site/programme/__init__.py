"""The programme as plain values for the page, a module for each of its views."""
