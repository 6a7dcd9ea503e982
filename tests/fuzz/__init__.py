"""Damaged input of every kind through the real command line."""
