"""Interfaces: both ends, the standard's flows, temporary links."""
