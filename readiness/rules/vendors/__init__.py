"""Vendors: withdrawal and mergers."""
