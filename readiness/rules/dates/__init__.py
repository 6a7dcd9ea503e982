"""Dates against each other and against the reference date."""
