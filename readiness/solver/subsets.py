"""Tables over all subsets of up to some twenty units: index = bit mask, built by doubling, one pass per unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
EXACT_BELOW = 2**24
"""Whole numbers below this are exact in single precision."""


def linear(values: Sequence[float], base: float = 0.0) -> Table:
    """f(S) = base + sum of the values of the members of S."""
    table = np.empty(1 << len(values))
    table[0] = base
    for bit, value in enumerate(values):
        half = 1 << bit
        np.add(table[:half], value, out=table[half : 2 * half])
    return table


def directed_cut(size: int, weight: Mapping[tuple[int, int], int]) -> Table:
    """f(S) = sum of weight[u, v] over u inside and v outside S."""
    out = [0.0] * size
    both = np.zeros((size, size))
    for (u, v), amount in weight.items():
        out[u] += amount
        both[u, v] += amount
        both[v, u] += amount
    table = np.zeros(1 << size)
    for bit in range(size):
        half = 1 << bit
        np.subtract(table[:half], linear(list(both[bit, :bit]), -out[bit]), out=table[half : 2 * half])
    return table


def sizes(size: int) -> NDArray[np.int8]:
    """Number of members per subset."""
    table = np.zeros(1 << size, dtype=np.int8)
    for bit in range(size):
        half = 1 << bit
        np.add(table[:half], 1, out=table[half : 2 * half])
    return table
