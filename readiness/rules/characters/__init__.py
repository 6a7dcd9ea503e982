"""Characters: counts, decisions, whose table."""
