"""Planned cut-overs against the calendar."""
