"""How ledgers of all shapes are read: right, asked, silently wrong, refused; per shape and per field.

    python -m bench.reading [--layouts N] [--seed N] [--strict] [--out FILE] [--verbose] [--keep FOLDER]
                            [--cases FOLDER]

Layouts come from `bench.ledgers`, which shares nothing with the reader. Each is read by `readiness ledger import`, in
this process. `--cases` adds ledgers that others wrote, each a folder with `expected.yaml`. `--strict` ends with status
1 where a value is silently wrong. Targets: silently wrong 0; right at least 90 % on tidy shapes, 80 % on the others;
asked at most 12 %.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

from bench.ledgers import further, mixed, several, shapes
from bench.ledgers.judge import Judge, Verdicts
from bench.ledgers.outcome import load
from bench.ledgers.shapes import Layout, Maker
from bench.ledgers.town import Town
from tests.command import run

AS_OF = "2026-11-02"
SCALES = {"smoke": ["--layouts", "40", "--strict"], "normal": ["--layouts", "300"], "full": ["--layouts", "600"]}
LEAST_RIGHT, MOST_ASKED = 0.8, 0.12
MAKERS: tuple[Maker, ...] = (*shapes.MAKERS, *mixed.MAKERS, *several.MAKERS, *further.MAKERS)


@dataclass(frozen=True)
class Scored:
    """One layout as read."""

    name: str
    layout: Layout
    verdicts: Verdicts
    refused: bool
    talk: str


def layouts(number: int, seed: int) -> Iterator[tuple[str, Layout]]:
    """`number` ledgers, the shapes in turn; same seed, same bytes."""
    for index in range(number):
        maker = MAKERS[index % len(MAKERS)]
        yield f"{seed}-{index:04}-{maker.__name__}", maker(Random(f"{seed}/{index}"))


def score(name: str, layout: Layout, keep: Path | None = None) -> Scored:
    """Read one ledger in a folder of its own and judge what came out. A refusal asks for every value."""
    with tempfile.TemporaryDirectory(prefix="ledger-") as temporary:
        folder = keep / name if keep else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in layout.files.items():
            (folder / file).write_bytes(content)
        out = folder / "out"
        files = [str(folder / file) for file in layout.files]
        done = run("ledger", "import", str(out), *files, "--as-of", AS_OF)
        talk = (done.stdout + done.stderr).replace(str(folder), "")
        if keep:
            (folder / "talk.txt").write_text(talk, encoding="utf-8")
        refused = done.returncode == 2 and not out.exists()
        expected = layout.expected
        messages = [line.strip() for line in talk.splitlines() if line.strip()]
        if refused:
            messages += [f"「{row['name']}」を読めません" for row in expected["systems"]]
        if done.returncode not in (0, 1, 2):
            messages = []
        return Scored(name, layout, Judge(expected, load(out), messages).run(), refused, talk)


def table(scored: Sequence[Scored]) -> dict[str, dict[str, dict[str, int]]]:
    """Counts of verdicts: by shape, by field, and of all tidy and other shapes."""
    by: dict[str, dict[str, Counter[str]]] = {"shape": {}, "field": {}, "kind": {}}
    for one in scored:
        groups = {"shape": one.layout.shape, "kind": "tidy" if one.layout.tidy else "other"}
        for (field, verdict), number in one.verdicts.count.items():
            for group, key in (*groups.items(), ("field", field)):
                by[group].setdefault(key, Counter())[verdict] += number
        for group, key in groups.items():
            by[group].setdefault(key, Counter())["refused ledgers"] += one.refused
    return {
        group: {key: dict(sorted(count.items())) for key, count in sorted(rows.items())} for group, rows in by.items()
    }


def scenarios(folder: Path, keep: Path | None = None) -> Iterator[Scored]:
    """Ledgers with the values expected of them, each in a folder; one that ought to be refused counts as one value."""
    for scenario in sorted(file.parent for file in folder.glob("*/expected.yaml")):
        expected = yaml.safe_load((scenario / "expected.yaml").read_text(encoding="utf-8"))
        files = {name: (scenario / name).read_bytes() for name in expected["files"]}
        layout = Layout(scenario.name, Town("", ()), files, {"systems": [], "heads": {}, "must_not": [], **expected})
        one = score(scenario.name, layout, keep)
        if "refuse" in expected["outcome"] and one.refused:
            one.verdicts.count.clear()
            one.verdicts.why.clear()
            one.verdicts.add("refusal", "right", scenario.name, "", "")
        yield one


def not_reached(result: Mapping[str, dict[str, dict[str, int]]], others: Sequence[Scored]) -> list[str]:
    """What stays below the targets, by shape, and every value of the cases that is not right."""
    found = []
    for shape, count in result["shape"].items():
        right, asked, wrong = count.get("right", 0), count.get("told", 0) + count.get("blank", 0), count.get("wrong", 0)
        total = max(1, right + asked + wrong)
        if wrong or right < total * LEAST_RIGHT or asked > total * MOST_ASKED:
            found.append(f"{shape}: right {right / total:.1%}, asked {asked / total:.1%}, silently wrong {wrong}")
    return found + [f"{one.name}: {line}" for one in others for line in one.verdicts.why]


def shown(rows: dict[str, dict[str, int]]) -> Iterator[str]:
    for key, count in rows.items():
        right, asked, wrong = count.get("right", 0), count.get("told", 0) + count.get("blank", 0), count.get("wrong", 0)
        total = max(1, right + asked + wrong)
        yield (
            f"{key:24} right {right:5} ({right / total:6.1%})  asked {asked:4} ({asked / total:6.1%}, "
            f"blank {count.get('blank', 0)})  wrong {wrong:4}  refused {count.get('refused ledgers', 0)}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.reading", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--layouts", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the table as JSON")
    parser.add_argument("--verbose", action="store_true", help="every value that is not right")
    parser.add_argument("--keep", type=Path, help="keep ledgers, readings and messages in this folder")
    parser.add_argument("--strict", action="store_true", help="fail where a value is silently wrong")
    parser.add_argument("--cases", dest="scenarios", type=Path, help="folder of ledgers with expected.yaml")
    parser.add_argument("--only", default="", help="shapes whose name holds this text")
    options = parser.parse_args()
    scored = []
    for name, layout in layouts(options.layouts, options.seed):
        if options.only not in name:
            continue
        scored.append(one := score(name, layout, options.keep))
        lines = one.verdicts.why if options.verbose else [line for line in one.verdicts.why if line.startswith("wrong")]
        for line in lines:
            print(f"{name}: {line}")
    result = table(scored)
    for group in ("shape", "field", "kind"):
        print(f"-- by {group}", *shown(result[group]), sep="\n")
    others = list(scenarios(options.scenarios, options.keep)) if options.scenarios else []
    if others:
        result["cases"] = {"all": dict(sorted(_counts(others).items()))}
        print("-- cases", *shown(result["cases"]), sep="\n")
    left = not_reached(result, others)
    print("-- not reached", *left, sep="\n")
    if options.out:
        command = f"python -m bench.reading --layouts {options.layouts} --seed {options.seed}"
        command += " --cases ledgers" if options.scenarios else ""
        stated = {"command": command, **result, "not reached": left}
        options.out.write_text(json.dumps(stated, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if options.strict and any(one.verdicts.wrong for one in (*scored, *others)) else 0


def _counts(scored: Sequence[Scored]) -> Counter[str]:
    found: Counter[str] = Counter(ledgers=len(scored))
    for one in scored:
        for (_, verdict), number in one.verdicts.count.items():
            found[verdict] += number
    return found


if __name__ == "__main__":
    raise SystemExit(main())
