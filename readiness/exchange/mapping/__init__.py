"""Ledgers that the body already keeps: read by a small mapping file of header words and value words."""
