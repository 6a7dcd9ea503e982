"""Ledgers as offices keep them, made by a seeded hand that shares nothing with the reader, and the judge of a reading.

`words` holds its own lists, `town` what is true, `spell` how a value is written and what a careful colleague reads out
of it, `shapes` and `mixed` the layouts, `judge` the verdicts. Nothing here may import `readiness` or read `specs/`.
"""
