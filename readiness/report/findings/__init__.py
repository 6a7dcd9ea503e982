"""Findings in every format: text, json, sarif, github, csv."""
