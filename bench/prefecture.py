"""A prefecture of 30 fictional bodies in three forms: folders of YAML, single files, ledger workbooks.

    python -m bench.prefecture FOLDER

Two joint computing centres run what eleven towns use, nine further towns share one hub. `capacity.csv` beside the
bodies tells how many cut-overs the vendors can do. Nothing here describes a real body, vendor, product or price.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from readiness.exchange.labels import Labels
from readiness.exchange.ledger.write import ledger_book
from readiness.inventory.emit import to_yaml
from readiness.messages.catalogue import Catalogue
from readiness.model.money import CostLineItem
from readiness.model.ref import Ref
from readiness.standard.load import load_standard
from readiness.tables.write_xlsx import write_xlsx

SCALES = dict.fromkeys(("smoke", "normal", "full"))  # it writes a sample and measures nothing
COUNT, HUB = 30, range(11, 20)
CENTRES = {"架空北部電算センター": range(6), "架空南部広域事務組合": range(6, 11)}
NUMBERS = {"甲システム(架空)": "8999999990001", "乙情報(架空)": "7999999990002", "丙ソフト(架空)": "6999999990003"}
AREAS = ("住民基本台帳", "印鑑登録", "固定資産税", "個人住民税", "国民健康保険", "介護保険", "障害者福祉", "児童手当")
DATES = ("2028-01-04", "2028-05-08", "2028-09-19", "2029-01-04", "2029-05-07", "2029-09-18", "2030-01-04")
NAMES = (  # two characters each
    "朝霧青嶺赤沢浅葱石舞稲瀬卯月永江桜原霞台風見神楽菊里雲井紅葉"
    "琴浦早瀬汐見白滝瑞穂星野松風水無深雪桃園夕凪弓削柳生若葉綿貫"
)


def body(at: int) -> dict[str, Any]:
    """The plain sections of one body."""
    rng = Random(f"prefecture/{at}")
    centre = next((name for name, towns in CENTRES.items() if at in towns), None)
    vendors = list(NUMBERS)
    first = list(CENTRES).index(centre) if centre else at  # towns of one centre have the same vendors
    own = [vendors[first % 3], vendors[(first + 1) % 3]]
    areas = AREAS[: rng.randrange(4, len(AREAS) + 1)]
    systems, packages = [], {}
    for place, area in enumerate(areas):
        vendor = own[place % 2]
        package = f"pk{vendors.index(vendor)}"
        maker = f"v{vendors.index(vendor)}"
        packages[package] = {"id": package, "name": f"{vendor[0]}標準(架空)", "vendor": maker, "version": "2.0"}
        systems.append(
            {
                "id": f"s{place + 1}", "name": f"{area}システム", "areas": [area], "vendor": maker,
                "package": package, "owner_division": "d1" if place < 4 else "d2", "migrated": "いいえ",
                "due": "省令等の特例期限", "due_date": date(2029 + place % 2, 3, 31).isoformat(),
                "planned_date": rng.choice(DATES[1:5]), "duration_weeks": 12,
                **({"operating_body": "ob", "data_centre": f"{centre}サーバ室"} if centre and place < 3 else {}),
                "csp": "甲クラウド(架空)" if at % 2 else "乙クラウド(架空)",
            }
        )  # fmt: skip
    links = [{"id": "L1", "from": "s1", "to": "s2", "data": "異動情報", "method": "ファイル連携", "frequency": "日次"}]
    bodies = [{"id": "ob", "name": centre, "kind": "電算センター"}] if centre else []
    if at in HUB:
        hub = {"id": "hub", "name": "共通連携基盤(架空)", "kind": "独自施策", "vendor": "v1"}
        own = list(dict.fromkeys((*own, vendors[1])))
        systems.append({**hub, "operating_body": "ob", "owner_division": "d1", "moves": "いいえ"})
        bodies = [{"id": "ob", "name": "架空県共同利用協議会", "kind": "協議会"}]
        links[0]["hub"] = "hub"
    return {
        "body": {
            "id": f"kasumi-{at + 1:02d}", "name": NAMES[2 * at : 2 * at + 2] + ("町" if at % 5 else "市"),
            "prefecture": "架空県",
            "body_class": "市" if at % 5 == 0 else "町", "population": 4_000 + 1_700 * at, "fictional": "はい",
            "as_of": "2026-11-02",
        },
        "operating_bodies": bodies,
        "vendors": [{"id": f"v{vendors.index(name)}", "name": name, "corporate_number": NUMBERS[name]} for name in own],
        "packages": list(packages.values()),
        "divisions": [{"id": "d1", "name": "住民税務課"}, {"id": "d2", "name": "福祉課"}],
        "systems": systems,
        "interfaces": links,
        "cost_lines": [
            {"id": "c1", "item": CostLineItem.DATA_CENTRE.ja, "current": 1_000 * (900 + 37 * at + rng.randrange(200))},
            {"id": "c2", "item": CostLineItem.SOFTWARE_RENT.ja, "current": 1_000 * (5_000 + 410 * at)},
        ],
        "planning": {"dates": list(DATES), "until": "2030-03-31"},
    }  # fmt: skip


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def write_prefecture(folder: Path) -> None:
    """All bodies below a folder, a third in each form, and the file of capacity beside it."""
    labels = Labels(Catalogue("ja"), {area.key: area.name for area in load_standard().areas})
    towns = folder / "団体"
    towns.mkdir(parents=True, exist_ok=True)
    for at in range(COUNT):
        sections = body(at)
        name = sections["body"]["id"]
        note = ("架空の団体・事業者・製品による見本。",)
        if at % 3 == 0:
            (towns / name).mkdir(exist_ok=True)
            first = {key: sections[key] for key in ("body", "operating_bodies", "vendors", "packages", "divisions")}
            rest = {key: value for key, value in sections.items() if key not in first}
            (towns / name / "body.yaml").write_text(to_yaml(first, note), encoding="utf-8")
            (towns / name / "systems.yaml").write_text(to_yaml(rest, note), encoding="utf-8")
        elif at % 3 == 1:
            (towns / name).mkdir(exist_ok=True)
            (towns / name / f"{name}.yaml").write_text(to_yaml(sections, note), encoding="utf-8")
        else:
            rows = {
                key: [(row, Ref("sample", (key, row_at))) for row_at, row in enumerate(_listed(value))]
                for key, value in sections.items()
            }
            book = ledger_book(rows, labels, f"{sections['body']['name']} 台帳(架空)", date(2026, 11, 2))
            (towns / f"{name}.xlsx").write_bytes(write_xlsx(book))
    lines = [f"{name},毎月,4" for name in NUMBERS]
    (folder / "capacity.csv").write_text("事業者,年月,件数\n" + "\n".join(lines) + "\n", encoding="utf-8-sig")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m bench.prefecture FOLDER")
    write_prefecture(Path(sys.argv[1]))
