"""Measurements against the targets. Each module is run as `python -m bench.NAME`; `python -m bench` runs them all.

A module may say which arguments make a run of seconds, minutes or hours:
`SCALES = {"smoke": ["--systems", "20"], "full": ["--all"]}`; without a word for a scale it is run with no arguments,
and with `"full": None` (or `"smoke": None`) it is left out there. A non-zero exit means a target of the run was missed.
"""
