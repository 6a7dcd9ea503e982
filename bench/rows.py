"""Reading a body's own lists, and importing one twice: milliseconds per row, which must not grow with the rows.

    python -m bench.rows [--out FILE] [--sizes N …]

*list*: one sheet whose rows tell a system, its vendor, package, division, contract and partners. *three*: a list each
of systems, contracts and links that name each other. *again*: the first list into the inventory it has made already.
Best processor time of two runs. `before` in the results: the same, when every row still walked through all the others.
`validate` in the results: the whole command in a process of its own, on the first list and on an own ledger that was
exported from that many systems; both targets are below 5 CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from bench.growth import of_command, write_files, yardstick
from bench.load import best
from readiness.app.ledger import map_ledger
from readiness.app.lists import import_mapped
from readiness.standard.load import load_standard

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SIZES = (500, 1_000, 5_000)
SCALES = {"smoke": ["--sizes", "50", "100", "--validate", "100", "40"]}
_AREAS = ("住基", "印鑑", "介護", "", "国保")


def write_list(path: Path, rows: int) -> None:
    """A fictional list of systems: every tenth partner lies outside."""
    heads = "システム名称 業務 担当課 委託先 パッケージ名 契約満了日 年間経費(円) 設置場所 移行状況 連携先"
    with Workbook(path) as book:
        sheet = book.add_worksheet("台帳")
        sheet.write_row(0, 0, heads.split())
        for n in range(rows):
            parties = [f"第{n % 40}課", f"架空電算{n % 60}", f"カクウ{n % 60}", "令和13年3月31日", 1_000_000 + n]
            partner = f"第{n * 7 % rows}業務システム" if n % 10 else f"外部{n}"
            row = [f"第{n}業務システム", _AREAS[n % 5], *parties, "サーバ室", "未移行", partner]
            sheet.write_row(n + 1, 0, row)


def write_three(path: Path, rows: int) -> None:
    """A fictional book of three lists; the links name systems in short."""
    with Workbook(path) as book:

        def add(title: str, heads: str, row: Callable[[int], list[Any]]) -> Worksheet:
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, heads.split())
            for n in range(rows):
                sheet.write_row(n + 1, 0, row(n))
            return sheet

        add(
            "システム一覧",
            "システム名称 業務 担当課 委託先 パッケージ名 移行状況",
            lambda n: [f"第{n}業務システム", _AREAS[n % 5], f"第{n % 40}課", f"架空電算{n}", f"カクウ{n}", "未移行"],
        )
        add(
            "契約一覧",
            "契約名称 契約番号 対象システム 契約先 契約終了日",
            lambda n: [f"第{n}業務保守", f"K{n}" if n % 2 else "", f"第{n}業務システム", f"架空電算{n}", "2031/3/31"],
        )
        add(
            "連携一覧",
            "連携元システム 連携先システム 連携データ 連携方式",
            lambda n: [f"第{n}業務システム", f"第{(n * 7 + 1) % rows}業務", "宛名", "ファイル連携"],
        )


def rows_of(rows: int, runs: int = 2) -> list[dict[str, Any]]:
    """The three measurements with `rows` rows to a list."""
    standard = load_standard()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, three, town = folder / "list.xlsx", folder / "three.xlsx", folder / "town"
        write_list(one, rows)
        write_three(three, rows)
        found = map_ledger((three,), standard).loaded.inventory
        assert found is not None
        assert (len(found.systems), len(found.contracts), len(found.interfaces)) == (rows, rows, rows)
        assert import_mapped(town, (one,), standard).written
        jobs: dict[str, Callable[[], object]] = {
            "list": partial(map_ledger, (one,), standard),
            "three": partial(map_ledger, (three,), standard),
            "again": partial(import_mapped, town, (one,), standard),
        }
        took = {kind: best(job, runs) for kind, job in jobs.items()}
    return [
        {"kind": kind, "rows": rows, "cpu_s": round(cpu, 2), "ms_per_row": round(cpu * 1e3 / rows, 3)}
        for kind, cpu in took.items()
    ]


def validated(rows: int, systems: int, turns: int = 3) -> list[dict[str, Any]]:
    """`validate` of a foreign list and of an own ledger."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lists, own = folder / "list.xlsx", folder / "own.xlsx"
        write_list(lists, rows)
        of_command("ledger", "export", str(write_files(folder / "in", systems)), str(own), "-q")
        found = []
        for kind, path, count in (("foreign list, rows", lists, rows), ("own ledger, systems", own, systems)):
            runs = [of_command("validate", str(path), "--fail-on", "never") for _ in range(turns)]  # the first compiles
            cpu, mib = (min(side) for side in zip(*runs, strict=True))
            found.append({"kind": kind, "count": count, "cpu_s": round(cpu, 2), "mib": round(mib)})
            print(
                f"validate {kind} {count}: {cpu:.2f} CPU s, {mib:.0f} MiB, yardstick {yardstick():.0f} ms", flush=True
            )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--validate", type=int, nargs=2, metavar=("ROWS", "SYSTEMS"), default=[5_000, 4_000])
    options = parser.parse_args()
    commands = validated(*options.validate)
    result = []
    for size in options.sizes:
        for row in rows_of(size):
            print("{kind:<6} {rows:>6} rows  {cpu_s:>7} CPU s  {ms_per_row:>7} ms a row".format(**row), flush=True)
            result.append(row)
    if options.out:
        kept = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {}
        options.out.write_text(
            json.dumps({**kept, "now": result, "validate": commands}, indent=2) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
