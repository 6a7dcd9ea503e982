"""Instances and adapters for the planning benchmark."""
