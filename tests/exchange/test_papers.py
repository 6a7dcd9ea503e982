"""The 40 steps for re-entry and the 引継書, through the real CLI."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from readiness.cli.root import cli
from readiness.exchange.handover import handover_items
from readiness.gaps.derive import derive
from readiness.gaps.register import build_register
from readiness.model.gap import EventKind, GapEvent, Reply, Ruling
from tests.builders import contract, inventory, system, vendor

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 23)


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(a) for a in arguments], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return int(result.return_value or 0), result.output


def test_only_what_changed_since_last_month_is_marked(tmp_path: Path) -> None:
    town = Path(shutil.copytree(ROOT / "inventories" / "midori-cho", tmp_path / "midori-cho"))
    before, csv = tmp_path / "10月.xlsx", tmp_path / "10月.csv"
    assert run("pmo", town, "--out", before)[0] == 0 and run("pmo", town, "--out", csv)[0] == 0
    whole = load_workbook(before)["全工程"]
    assert whole.max_row == 18 * 40 + 3  # title, empty row, head
    code, output = run("pmo", town)
    assert code == 0 and "●" not in output and "40工程の進捗率" in output
    old = Path(shutil.copytree(town, tmp_path / "old"))
    progress = town / "progress.yaml"
    text = progress.read_text(encoding="utf-8")
    progress.write_text(
        text.replace("12: 作業中, 13: 未, 14: 完了済み", "12: 完了済み, 13: 未, 14: 完了済み", 1), encoding="utf-8"
    )
    for previous in (before, csv, old):
        code, output = run("pmo", town, "--previous", previous, "--changed")
        marked = [line for line in output.splitlines() if "●" in line]
        assert marked and all("● 12" in line and "完了済み  ← 作業中" in line for line in marked), previous
    assert run("pmo", tmp_path / "missing")[0] == 2


def test_handover_names_open_points_promises_deadlines_and_papers() -> None:
    town = inventory(
        vendors=(vendor("a", name="甲社"),),
        systems=(system("s1", vendor="a", owner_division="zei", source="台帳R8"),),
        contracts=(
            contract("c1", vendor="a", systems=("s1",), number="総契1", end=date(2027, 7, 31), notice_months=6),
            contract("c2", vendor="a", systems=("s1",), end=date(2030, 3, 31)),
        ),
    )
    gaps = derive(town, AS_OF)
    gap = next(g for g in gaps if g.requirement == "builtin:migration.delivery")
    events = (
        GapEvent(gap=gap.id, kind=EventKind.OPENED, at=AS_OF, revision=gap.revision, party=gap.asked),
        GapEvent(gap=gap.id, kind=EventKind.ASKED, at=AS_OF, party=gap.asked, due=date(2026, 12, 9), document="総情9"),
        GapEvent(
            gap=gap.id, kind=EventKind.ANSWERED, at=AS_OF, revision=gap.revision,
            reply=Reply(delivery=date(2027, 9, 30), evidence="回答書2頁"),
        ),
        GapEvent(gap=gap.id, kind=EventKind.DECIDED, at=AS_OF, ruling=Ruling(decision="可", document_number="住12")),
    )  # fmt: skip
    items = handover_items(town, build_register(gaps, events), AS_OF)
    assert {item.division for item in items if item.system == "s1"} == {"zei"}
    by_chapter = {c: [i for i in items if i.chapter == c] for c in ("open", "promises", "deadlines", "papers")}
    assert [i.day for i in by_chapter["promises"]] == [AS_OF.replace(year=2027, month=9, day=30), None]
    assert by_chapter["promises"][0].paper == "回答書2頁" and by_chapter["promises"][1].paper == "住12"
    assert [(i.what.key, i.day) for i in by_chapter["deadlines"]] == [
        ("handover.deadline.contract-notice", date(2027, 1, 31)),
        ("handover.deadline.contract-end", date(2027, 7, 31)),
        ("handover.deadline.contract-end", date(2030, 3, 31)),  # every term of a contract, however far
    ]
    assert {"総契1", "台帳R8", "総情9"} <= {i.paper for i in by_chapter["papers"]}


def test_handover_command_prints_and_writes(tmp_path: Path) -> None:
    town = ROOT / "inventories" / "midori-cho"
    code, output = run("handover", town, "--only", "fukushi")
    assert code == 0 and "# 引継書 健康福祉課" in output and "⟦" not in output and "税務課" not in output
    # Two contracts lack the same thing: a successor must be told which.
    contracts = [line for line in run("handover", town)[1].splitlines() if "データ返還の定め: " in line]
    assert len(contracts) == len(set(contracts)) > 1 and all("「" in line for line in contracts)
    assert all(f"## {word}" in output for word in ("未決事項", "相手との約束", "90日以内の期限", "根拠文書"))
    code, output = run("handover", town, "--by", "system", "--only", "kaigo")
    assert "# 引継書 介護保険システム" in output
    target = tmp_path / "引継書.xlsx"
    assert run("handover", town, "--out", target)[0] == 0
    assert load_workbook(target).sheetnames == ["未決事項", "相手との約束", "期限", "根拠文書"]


def test_only_areas_of_the_national_table_and_published_values_are_told_as_such(tmp_path: Path) -> None:
    """共通機能 is none of the twenty; a bare rate says nothing about a step."""
    city = tmp_path / "city.yaml"
    city.write_text(
        """
body: {id: w, name: 架空区, body_class: 特別区, as_of: 2026-11-01, fictional: true}
systems:
- {id: s1, name: 就学, areas: [就学]}
progress:
- {scope: 業務, target: 就学, rate: 0.65, as_of: 2026-01}
- {scope: 業務, target: 健康管理, steps: {1-40: 完了済み}}
""",
        encoding="utf-8",
    )
    code, output = run("pmo", city)
    heads = [line for line in output.splitlines() if line and not line.startswith(" ")]
    assert code == 0 and len(heads) == 18  # 20 without the two taxes of the Metropolis
    assert not any(name in output for name in ("共通機能", "法人住民税", "固定資産税"))
    (school,) = (line for line in heads if line.startswith("就学"))
    assert "65.0%(公表値のみ" in school
    (health,) = (line for line in heads if line.startswith("健康管理"))
    assert "公表値のみ" not in health and "100.0%" in health
    out = tmp_path / "steps.xlsx"
    assert run("pmo", city, "--out", out)[0] == 0
    rows = list(load_workbook(out)["全工程"].iter_rows(values_only=True))
    assert len([row for row in rows if row[0] == "就学" and row[3] == "公表値のみ"]) == 40
