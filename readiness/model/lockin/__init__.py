"""Dependence on particular vendors as result values, by topic: matters, shares, leads, exits, the whole result.

Indicators with evidence and a path; nothing here is a score or an accusation.
"""
