"""Many bodies under one capacity of vendor groups by month: prices, exact answers of bodies, a proven bound.

Months are 0 … horizon-1; month `horizon` stands for «not within the horizon» and has no capacity. Amounts are integers.
"""
