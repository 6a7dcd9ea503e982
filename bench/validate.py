"""Schema check and the whole of `validate`, as ratios within one run.

    python -m bench.validate [--out FILE] [--sizes N …]

*schema*: our check of a valid inventory against `jsonschema`, the reference; both must give the same verdict on the
valid text and on copies with one fault each. *cold*: `readiness validate` of 60 systems in a fresh process against
`python -c "import yaml, jsonschema"`. *growth*: milliseconds per system for reading and checking, which must not grow.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

from bench.load import best
from bench.synthetic import SyntheticOptions, synthetic_body, synthetic_files
from readiness.inventory.load import load_inventory
from readiness.inventory.schema import inventory_schema
from readiness.inventory.schema_problems import schema_findings
from readiness.model.body import BodyClass
from readiness.sources.yamlfile import load_yaml
from readiness.standard.load import load_standard

SIZES = (20, 60, 2_000)
SCALES = {"smoke": ["--sizes", "20", "60"]}
BASELINE = "import yaml, jsonschema"
COLD_TURNS = 8
_AREAS = 21  # a city has one system per area; the rest are local systems


def files_of(systems: int) -> dict[str, str]:
    """A synthetic city with about this many systems, as its YAML files."""
    standard = load_standard()
    options = SyntheticOptions(seed=7, body_class=BodyClass.CITY, extra_systems=max(0, systems - _AREAS))
    return synthetic_files(synthetic_body(options, standard), standard)


def plain(texts: dict[str, str]) -> dict[str, Any]:
    """All sections of all files as the schema sees them: one mapping, dates as text."""
    sections: dict[str, Any] = {}
    for name, text in texts.items():
        if "/" not in name and name.endswith(".yaml"):
            sections |= json.loads(json.dumps(load_yaml(text, name).data, default=str))
    return sections


def faults(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Copies with one fault each: an unknown key, a wrong type, a missing id, a wrong word."""
    changes: list[Callable[[dict[str, Any]], object]] = [
        lambda system: system.update(no_such_key=1),
        lambda system: system.update(areas="not a list"),
        lambda system: system.pop("id"),
        lambda system: system.update(hosting="そのような環境はない"),
    ]
    broken = []
    for change in changes:
        copy = deepcopy(data)
        change(copy["systems"][-1])
        broken.append(copy)
    return broken


def schema_row(systems: int) -> dict[str, float | int | bool]:
    from jsonschema import Draft202012Validator

    data = plain(files_of(systems))
    reference = Draft202012Validator(inventory_schema())
    verdicts = [
        (reference.is_valid(scenario), not schema_findings(scenario, "x")) for scenario in (data, *faults(data))
    ]
    runs = 7 if systems < 1_000 else 3
    ours = best(partial(schema_findings, data, "x"), runs)
    theirs = best(partial(reference.is_valid, data), min(runs, 3))
    return {
        "systems": len(data["systems"]),
        "ours_ms": round(ours * 1e3, 3),
        "jsonschema_ms": round(theirs * 1e3, 2),
        "ratio": round(theirs / ours, 1),
        "same_verdicts": all(one == other for one, other in verdicts),
    }


def growth_row(systems: int) -> dict[str, float | int]:
    """Reading a folder with positions, schema and references checked."""
    texts = files_of(systems)
    areas = load_standard().area_spellings
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        loaded = load_inventory(Path(folder), areas)
        assert loaded.inventory is not None and not loaded.fatal, loaded.findings[:3]
        count = len(loaded.inventory.systems)
        seconds = best(lambda: load_inventory(Path(folder), areas), 5 if systems < 1_000 else 2)
    return {"systems": count, "load_ms": round(seconds * 1e3, 1), "ms_per_system": round(seconds * 1e3 / count, 3)}


def cold_row(systems: int) -> dict[str, float | int]:
    """Processor time of fresh processes in turns: a busy machine hurts neither. Compiled modules are kept."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files_of(systems).items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        validate = [sys.executable, "-m", "readiness", "validate", folder, "--fail-on", "never"]
        base_line = [sys.executable, "-c", BASELINE]
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(folder) / ".compiled")
        for command in (validate, base_line):  # compiles
            _run(command, environment)
        turns = [[_processor(command, environment) for command in (validate, base_line)] for _ in range(COLD_TURNS)]
        ours, base = (min(side) for side in zip(*turns, strict=True))
    return {
        "systems": systems,
        "validate_ms": round(ours * 1e3),
        "imports_ms": round(base * 1e3),
        "ratio": round(ours / base, 2),
    }


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _processor(command: Sequence[str], environment: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(command, environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    begin = time.monotonic()
    result = {
        "schema": [schema_row(size) for size in options.sizes],
        "growth": [growth_row(size) for size in options.sizes],
        "cold": [cold_row(60)],
    }
    for name, rows in result.items():
        for row in rows:
            print(f"{name:<7}", "  ".join(f"{key} {value}" for key, value in row.items()))
    print(f"{time.monotonic() - begin:.0f} s")
    if options.out:
        options.out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
