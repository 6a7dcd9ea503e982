"""A partial or full assignment that knows what each slot still holds: one unit at a time is put, taken away, tried."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.solver.compiled import Compiled


class Board:
    """Slot per unit (-1: not placed) with loads of caps and resources kept up to date.

    `fits` looks at caps, resources and lags to units already placed; allowed slots are the caller's choice.
    `loose[u]`: no such rule concerns u. `narrow[u]`: u loads a single slot, so `fits` is right for any other slot even
    while u is on the board.
    """

    def __init__(self, compiled: Compiled, slots: Sequence[int] | None = None) -> None:
        size, horizon = compiled.size, compiled.horizon
        self.slot = [-1] * size
        self._caps: list[list[tuple[list[int], Sequence[int], int, list[list[int]]]]] = [[] for _ in range(size)]
        self._resources: list[list[tuple[list[int], Sequence[int], tuple[tuple[int, int], ...]]]] = [
            [] for _ in range(size)
        ]
        self._lags: list[list[tuple[int, int, int]]] = [[] for _ in range(size)]
        for cap in compiled.caps:
            load = [0] * horizon
            parties = {party for ids in cap.parties.values() for party in ids}
            guests = {party: [0] * horizon for party in parties}
            for u in sorted(cap.weights.keys() | cap.parties.keys()):
                rows = [guests[party] for party in cap.parties.get(u, ())]
                self._caps[u].append((load, cap.limits, cap.weights.get(u, 0), rows))
        for resource in compiled.resources:
            use = [0] * horizon
            for u, demand in resource.demands.items():
                self._resources[u].append((use, resource.limits, demand))
        for (u, v), (least, most) in compiled.lags.items():
            top = horizon if most is None else most
            self._lags[u].append((v, least, top))
            self._lags[v].append((u, -top, -least))
        self.loose = [not (self._caps[u] or self._resources[u] or self._lags[u]) for u in range(size)]
        self.narrow = [
            all(len(demand) == 1 for _, _, demand in self._resources[u]) and not self._lags[u] for u in range(size)
        ]
        if slots is not None:
            for u, t in enumerate(slots):
                self.put(u, t)

    def fits(self, u: int, t: int) -> bool:
        """Whether unit u, not on the board, may take slot t beside what is there."""
        for load, limits, weight, rows in self._caps[u]:
            more = weight
            for row in rows:
                if not row[t]:
                    more += 1
            if more and load[t] + more > limits[t]:
                return False
        for use, limits, demand in self._resources[u]:
            for back, amount in demand:
                if use[t - back] + amount > limits[t - back]:
                    return False
        for v, least, most in self._lags[u]:
            other = self.slot[v]
            if other >= 0 and not least <= other - t <= most:
                return False
        return True

    def put(self, u: int, t: int) -> None:
        """Place unit u."""
        self.slot[u] = t
        for load, _, weight, rows in self._caps[u]:
            load[t] += weight
            for row in rows:
                if not row[t]:
                    load[t] += 1
                row[t] += 1
        for use, _, demand in self._resources[u]:
            for back, amount in demand:
                use[t - back] += amount

    def take(self, u: int) -> None:
        """Take unit u off the board."""
        t = self.slot[u]
        self.slot[u] = -1
        for load, _, weight, rows in self._caps[u]:
            load[t] -= weight
            for row in rows:
                row[t] -= 1
                if not row[t]:
                    load[t] -= 1
        for use, _, demand in self._resources[u]:
            for back, amount in demand:
                use[t - back] -= amount

    @property
    def full(self) -> bool:
        """Whether every unit has a slot."""
        return min(self.slot, default=0) >= 0
