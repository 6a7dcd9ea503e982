"""Codes and references: shapes and check digits."""
