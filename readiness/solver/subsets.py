"""Tables over all subsets of up to some twenty units: index = bit mask, built by doubling, one pass per unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
Single = NDArray[np.float32]
EXACT_BELOW = 2**24
"""Whole numbers below this are exact in single precision."""
SHORT_RUN = 32
"""Views whose contiguous runs are shorter than this cost more than a gather by index."""


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


class Cube:
    """Reads and writes the part of a table in which some units are all inside, or all outside."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._index: dict[int, NDArray[np.int32]] = {}

    def with_all(self, table: Single, units: Iterable[int]) -> Single:
        """Values at sets that contain all of `units`: a view, or a copy where runs are short."""
        return self._part(table, units, inside=True)

    def lower(self, table: Single, units: Iterable[int], values: Single) -> None:
        """At sets that contain none of `units`: table = minimum(table, values), values in the order of `with_all`."""
        bits = sorted(units, reverse=True)
        if 1 << bits[-1] >= SHORT_RUN:
            part = self._view(table, bits, 0)
            np.minimum(part, values, out=part)
            return
        at = self._outside(bits)
        table[at] = np.minimum(table[at], values)

    def outside(self, table: Single, units: Iterable[int]) -> Single:
        """View of the values at sets that contain none of `units`."""
        return self._view(table, sorted(units, reverse=True), 0)

    def split(self, table: Single, inside: int, outside: int) -> Single:
        """View of the values at sets that contain `inside` but not `outside`."""
        high, low = max(inside, outside), min(inside, outside)
        cut = table.reshape(1 << (self.size - high - 1), 2, 1 << (high - low - 1), 2, 1 << low)
        return cut[:, int(high == inside), :, int(low == inside), :]

    def _part(self, table: Single, units: Iterable[int], *, inside: bool) -> Single:
        bits = sorted(units, reverse=True)
        if 1 << bits[-1] >= SHORT_RUN:
            return self._view(table, bits, int(inside))
        found: Single = table[self._outside(bits) + sum(1 << bit for bit in bits)]
        return found

    def _view(self, table: Single, bits: list[int], value: int) -> Single:
        shape: list[int] = []
        index: list[slice | int] = []
        above = self.size
        for bit in bits:
            shape += [1 << (above - bit - 1), 2]
            index += [slice(None), value]
            above = bit
        view: Single = table.reshape([*shape, 1 << above])[(*index, slice(None))]
        return view

    def _outside(self, bits: list[int]) -> NDArray[np.int32]:
        """Numbers of all sets without these units, in ascending order."""
        mask = sum(1 << bit for bit in bits)
        if mask not in self._index:
            found = np.zeros(1, dtype=np.int32)
            for bit in range(self.size):
                if bit not in bits:
                    found = np.concatenate([found, found + np.int32(1 << bit)])
            self._index[mask] = found
        return self._index[mask]
