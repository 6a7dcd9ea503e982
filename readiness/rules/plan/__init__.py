"""Decisions about the order of moves: pins and the adopted plan."""
