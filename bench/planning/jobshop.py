"""A planning problem solved with PyJobShop, if it has only jobs, distances and shared resources.

    PYTHON jobshop.py SECONDS < problem.json

PYTHON: an environment of its own with PyJobShop; nothing of ours is imported. Prints one JSON object: slots by move,
bound (both counted as published ones are, from 1), status, processor seconds, version.
"""

import json
import os
import signal
import sys
import threading
import time
from importlib.metadata import version

from pyjobshop import Model


def model_of(problem):
    """Starts of tasks: a move's slot is the last one of its work."""
    model, tasks, lengths = Model(), {}, {}
    resources = {each["name"]: model.add_renewable(each["capacity"]) for each in problem["resources"]}
    for move in problem["moves"]:
        length, ends = move.get("duration", 1), move["slots"]
        if ends != list(range(ends[0], ends[-1] + 1)):
            raise SystemExit("slots with gaps are no windows")
        task = model.add_task(earliest_end=ends[0] + 1, latest_end=ends[-1] + 1)
        effort = move.get("effort", [])
        model.add_mode(task, [resources[name] for name, _ in effort], length, [use for _, use in effort])
        tasks[move["id"]], lengths[move["id"]] = task, length
    for each in problem.get("precedences", []):
        before, after = each["before"], each["after"]
        lag = each.get("min_lag", 0) - lengths[after] + lengths[before]
        model.add_start_before_start(tasks[before], tasks[after], lag)
    return model, tasks


def stop_after(seconds, begin):
    """CP-SAT ends with what it has when it is interrupted; processor time counts, not the clock."""
    while time.process_time() - begin < seconds:
        time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGINT)


def main():
    problem, begin = json.load(sys.stdin), time.process_time()
    model, tasks = model_of(problem)
    threading.Thread(target=stop_after, args=(float(sys.argv[1]), begin), daemon=True).start()
    result = model.solve(num_workers=1, display=False, random_seed=0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    spent = time.process_time() - begin
    found = result.status.value in {"Optimal", "Feasible"}
    ends = [task.end for task in result.best.tasks] if found else []
    print(
        json.dumps(
            {
                "slots": {name: end - 1 for name, end in zip(tasks, ends, strict=False)},
                "bound": round(result.lower_bound) if found else None,
                "status": result.status.value,
                "cpu_seconds": round(spent, 1),
                "version": version("pyjobshop"),
            }
        )
    )


if __name__ == "__main__":
    main()
