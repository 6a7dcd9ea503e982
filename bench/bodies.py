"""Every body of the country through `init --all` and `analyze`, its figures against a second reading of the tables.

    python -m bench.bodies [--every N] [--jobs 2] [--out FILE]

Needs the ministries' workbooks beside the checkout (`../shared/official`). Each body is read, checked by every rule and
planned with little effort; its class and figures must be those which `tests.nation` works out of the CSV files without
the product. `--every 45` takes every 45th body only. Targets: no deviation, no error, `init` of all below 60 CPU s.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from readiness.analysis.analyze import analyze
from readiness.app.body import open_body
from readiness.app.init import InitRequest, MadeMany, init
from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Severity
from readiness.model.plan import Effort
from readiness.model.unknown import UNKNOWN, known
from readiness.planning.settings import SolveSettings
from tests.nation import OFFICIAL, Body, nation

SCALES = {"smoke": ["--every", "360"], "normal": ["--every", "45"]}
LITTLE = SolveSettings(effort=Effort.QUICK, side=True, strategies=False, robustness=False, scenarios=0)
_ERRORS = (Severity.FATAL.value, Severity.ERROR.value)
_INIT_SECONDS = 60
_TENTH = 0.051  # of a percentage point: published and own means are rounded to one digit


@dataclass(frozen=True, slots=True)
class Seen:
    """One body as analysed: what is not as published, codes of its findings, processor milliseconds."""

    code: str
    kind: str
    deviations: tuple[str, ...]
    findings: tuple[tuple[str, str], ...]
    milliseconds: float

    @property
    def errors(self) -> bool:
        """Whether the tool finds an error in an inventory that it made itself."""
        return any(severity in _ERRORS for _, severity in self.findings)


def make_all(folder: Path) -> MadeMany:
    """All bodies from the two published workbooks."""
    request = InitRequest(
        folder=folder,
        every=True,
        progress=OFFICIAL / "soumu_progress_202601.xlsx",
        designated=OFFICIAL / "digital_tokutei_202512.xlsx",
    )
    made = init(request, Catalogue().render)
    assert isinstance(made, MadeMany)
    return made


def see(folder: Path, expected: Body) -> Seen:
    """Read and analyse one body of the folder, and compare it with what is published."""
    begin = time.process_time()
    opened = open_body(folder / expected.code)
    if opened.inputs is None:
        return Seen(expected.code, expected.kind, ("cannot be read",), (), 0.0)
    analysis = analyze(opened.inputs, LITTLE)
    spent = (time.process_time() - begin) * 1e3
    status, body = analysis.status, opened.inputs.inventory.body
    figures = (status.areas_complete, status.areas_steps_closed, status.areas_extended)
    found = {
        "findings of reading": (len(opened.checked.findings), 0),
        "code": (body.code, expected.code),
        "class": (body.body_class.ja if known(body.body_class) else "", expected.kind),
        "systems with a vendor": (sum(known(s.vendor) for s in opened.inputs.inventory.systems), 0),
        "live, closed, extended areas": (
            tuple(0 if figure.value is UNKNOWN else figure.value for figure in figures),
            (expected.complete, expected.closed, expected.extended),
        ),
        "areas in the mean": (status.step_rate.known, len(expected.shares)),
    }
    deviations = [f"{what}: {ours}, not {theirs}" for what, (ours, theirs) in found.items() if ours != theirs]
    mean = None if status.step_rate.value is UNKNOWN else float(status.step_rate.value)
    if (mean is None) != (expected.mean is None) or abs((mean or 0) - (expected.mean or 0)) > _TENTH:
        deviations.append(f"mean: {mean}, not {expected.mean}")
    codes = tuple(sorted({(finding.code, finding.severity.value) for finding in analysis.findings}))
    return Seen(expected.code, expected.kind, tuple(deviations), codes, spent)


def see_all(folder: Path, bodies: Sequence[Body], jobs: int) -> Iterator[Seen]:
    """The same for many, in their order, on some processes."""
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(see, [folder] * len(bodies), bodies, chunksize=8)


def summary(seen: Sequence[Seen]) -> dict[str, object]:
    """The figures that are committed."""
    times = sorted(one.milliseconds for one in seen)
    return {
        "bodies": len(seen),
        "by_class": dict(Counter(one.kind for one in seen)),
        "deviations": {one.code: one.deviations for one in seen if one.deviations},
        "bodies_with_errors": sum(one.errors for one in seen),
        "bodies_by_finding": dict(sorted(Counter(code for one in seen for code, _ in one.findings).items())),
        "analyze_cpu_ms": {
            "median": round(statistics.median(times)),
            "p95": round(times[len(times) * 95 // 100]),
            "most": round(times[-1]),
            "sum_s": round(sum(times) / 1e3),
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if not OFFICIAL.is_dir():
        print("the ministries' workbooks are not beside this checkout: nothing measured")
        return 0
    bodies = list(nation().values())[:: options.every]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "all"
        begin = time.process_time()
        made = make_all(folder)
        spent = time.process_time() - begin
        print(f"init --all: {made.bodies} bodies, {spent:.1f} CPU s (target {_INIT_SECONDS})", flush=True)
        seen = []
        for one in see_all(folder, bodies, options.jobs):
            seen.append(one)
            for deviation in one.deviations:
                print(one.code, one.kind, deviation, flush=True)
            if len(seen) % 100 == 0:
                print(f"{len(seen)} of {len(bodies)}", flush=True)
    result = {"command": "python -m bench.bodies", "init_all_cpu_s": round(spent, 1), **summary(seen)}
    print(json.dumps(result, ensure_ascii=False))
    if options.out:
        options.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if not result["deviations"] and not result["bodies_with_errors"] and spent < _INIT_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
