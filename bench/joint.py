"""The joint plan of a synthetic nation: bodies, moves, vendor groups, capacity scarce by a share. Everything is 合成.

python -m bench.joint --bodies 1788 --scarce 0.2 [--teams 0.85] [--rounds 40] [--out bench/results/joint.json]
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from time import process_time

import numpy as np

from readiness.solver.joint.bodies import Bodies
from readiness.solver.joint.plan import JointPlan
from readiness.solver.joint.problem import FORBIDDEN, JointBody, JointProblem
from readiness.solver.joint.repair import Board
from readiness.solver.joint.solve import joint_plan

SCALES = {"smoke": ("--bodies", "40", "--groups", "6", "--rounds", "12")}
NOTE = "Synthetic; cores shared with other work: CPU seconds are the measure. curve: stage, CPU seconds, value, bound."
MONTHS = 48
# How many moves a body has, by chance: bundles of what the published list designates; a few cities have eleven.
SIZES = (1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 8)
LARGE, LARGE_SHARE = 11, 0.009
LIKED = (1, 5, 9, 14, 17, 21, 26, 29, 33, 38, 41)  # months with a long weekend; most bodies want one of them
PAST, OPEN = 0.05, 8  # moves whose date is already past, and the months until the last of them can be done


def nation(bodies: int, groups: int, scarce: float, teams: float | None, seed: int = 0) -> JointProblem:
    """A nation whose busy months have less capacity than its bodies alone would take, by the share `scarce`;
    with `teams`, level capacity of which that share is needed."""
    rng = Random(f"joint/{seed}")
    found = tuple(_body(rng, f"合成{at:04d}", groups) for at in range(bodies))
    need = demand(JointProblem(bodies=found, capacity=np.full((groups, MONTHS), 1 << 20, dtype=np.int64)))
    mean = np.maximum(1, np.ceil(need.sum(axis=1) / MONTHS)).astype(np.int64)[:, None]
    if teams is not None:
        level = np.maximum(1, np.ceil(need.sum(axis=1) / MONTHS / teams)).astype(np.int64)
        return JointProblem(bodies=found, capacity=np.repeat(level[:, None], MONTHS, axis=1))
    busy = np.floor(need * (1 - scarce)).astype(np.int64)
    return JointProblem(bodies=found, capacity=np.maximum(busy, mean))


def demand(problem: JointProblem) -> np.ndarray:
    """Groups × months: what the bodies would take each alone."""
    bodies = Bodies(problem)
    return Board(bodies, 1, bodies.alone(1 << 20)).used


def _body(rng: Random, id_: str, groups: int) -> JointBody:
    size = LARGE if rng.random() < LARGE_SHARE else rng.choice(SIZES)
    weights = [1 / (rank + 4) for rank in range(groups)]
    own = rng.choices(range(groups), weights, k=max(1, size // 2))
    best = rng.choice(LIKED)
    cost = np.zeros((size, MONTHS + 1), dtype=np.int64)
    late = np.zeros((size, MONTHS + 1), dtype=np.int64)
    month = np.arange(MONTHS + 1)
    for move in range(size):
        ideal = min(MONTHS - 1, max(0, best + rng.choice((-2, -1, 0, 0, 0, 1, 2))))
        past = rng.random() < PAST
        due = -rng.randrange(1, 7) if past else min(MONTHS - 1, ideal + rng.randrange(0, 19))
        cost[move] = rng.randrange(800, 4000) + rng.randrange(20, 200) * np.abs(month - ideal)
        cost[move, : rng.randrange(1, OPEN) if past else max(0, ideal - rng.randrange(2, 19))] = FORBIDDEN
        late[move] = np.maximum(0, month - due)
        late[move, -1] += 12
    link = np.array([[rng.randrange(0, 900) * (i != j) for j in range(size)] for i in range(size)], dtype=np.int64)
    return JointBody(
        id=id_,
        cost=cost,
        late=late,
        groups_of=tuple((rng.choice(own),) for _ in range(size)),
        build=link,
        hold=link // 12,
        most=max(1, size - size // 4),
    )


def row(task: JointProblem, plan: JointPlan, seconds: float) -> dict[str, object]:
    """The figures of one run."""
    moves = sum(body.size for body in task.bodies)
    gap = plan.cost - plan.cost_bound
    coordination = plan.cost - plan.alone[1]
    return {
        "bodies": len(task.bodies),
        "moves": moves,
        "groups": int(task.capacity.shape[0]),
        "late": plan.late,
        "late_bound": plan.late_bound,
        "limit": plan.limit,
        "cost": plan.cost,
        "cost_bound": plan.cost_bound,
        "gap_percent": round(100 * gap / plan.cost, 3) if plan.cost else 0.0,
        "gap_of_coordination_percent": round(100 * gap / coordination, 1) if coordination > 0 else 0.0,
        "alone": plan.alone,
        "first_come": plan.served,
        "beyond": len(plan.beyond),
        "rounds": plan.rounds,
        "cpu_seconds": round(seconds, 1),
        "mib": round(getrusage(RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Run and print, or write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bodies", type=int, default=1788)
    parser.add_argument("--groups", type=int, default=60)
    parser.add_argument("--scarce", type=float, default=0.2)
    parser.add_argument("--teams", type=float)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--eased", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    task = nation(asked.bodies, asked.groups, asked.scarce, asked.teams, asked.seed)
    start = process_time()
    curve: list[tuple[str, float, int, int]] = []
    plan = joint_plan(
        task,
        rounds=asked.rounds,
        eased=asked.eased,
        hear=lambda stage, value, bound: curve.append((stage, round(process_time() - start, 1), value, bound)),
    )
    stated = [word for at, word in enumerate(sys.argv[1:], start=1) if "--out" not in (word, sys.argv[at - 1])]
    found = {
        "command": shlex.join(["python", "-m", "bench.joint", *stated]),
        **row(task, plan, process_time() - start),
        "curve": curve,
    }
    print(json.dumps(found, ensure_ascii=False, indent=1))
    if asked.out:
        note(asked.out, found)


def note(out: Path, found: dict[str, object]) -> None:
    """Put a run into the file of results, in place of an earlier one of the same command."""
    kept = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    runs = [run for run in kept.get("runs", []) if run["command"] != found["command"]]
    kept["runs"] = sorted([*runs, found], key=lambda run: str(run["command"]))
    out.write_text(json.dumps({"note": NOTE, **kept, "runs": kept["runs"]}, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
