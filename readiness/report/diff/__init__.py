"""Changes between two states as text and JSON."""
