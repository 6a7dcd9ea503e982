"""A plan from a start that is not quite one: slots that no longer fit, moves without a slot."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.solver.board import Board
from readiness.solver.compiled import Compiled


def completed(compiled: Compiled, given: Mapping[str, int]) -> list[int] | None:
    """Slots per unit as near to `given` (per move, of any number of them) as placing one by one gets; None if stuck.

    Units go to their given slot where they fit beside those placed before; then the others, those with the fewest
    allowed slots first, to the nearest slot that fits (without a given slot: the earliest).
    """
    board = Board(compiled)
    wanted = [next((given[name] for name in names if name in given), None) for names in compiled.members]
    for u, t in enumerate(wanted):
        if t is not None and t in compiled.allowed[u] and board.fits(u, t):
            board.put(u, t)
    late = [u for u, t in enumerate(board.slot) if t < 0]
    for u in sorted(late, key=lambda u: (len(compiled.allowed[u]), u)):
        aim = wanted[u]
        near = compiled.allowed[u] if aim is None else sorted(compiled.allowed[u], key=lambda t: (abs(t - aim), t))
        slot = next((t for t in near if board.fits(u, t)), None)
        if slot is None:
            return None
        board.put(u, slot)
    return list(board.slot)
