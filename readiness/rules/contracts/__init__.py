"""Contracts: dates and terms."""
