"""A body whose names are odd, but such as people do write them: for every format that we print."""

from __future__ import annotations

from pathlib import Path

import yaml

MOVING = (  # those that a calendar shows
    "\"引用\"と'単引用'`逆`", "<b>強調</b> & &amp; ]]> --> <!--", "👨‍👩‍👧‍👦家族🏳️‍🌈🇯🇵", "עברית و العربية 右から左",
    "長" * 300, "a,b;c\"d,\"e\"", "BEGIN:VEVENT;X=1,Y", "\\n 改行でない \\t",
)  # fmt: skip
NAMES = (
    *MOVING, "全角　空白　　入り",
    "=1+1", "＝SUM(A1)", "+81-3", "＋追加", "-減", "－減", "@宛先", "＠宛先", "a/b\\c:d*e?f|g",
    "{{題}} ${x} %s {0} #{y}", "# 見出し * 強調 _下線_ [x](y) | 表", "が\u3099 ｶﾞ ㌔ ①Ⅷ㍿",
    "𠮷野家 髙橋 﨑山 葛\U000e0100城", "NULL true 007 1e5 2026-11-02", "'=1+1", "digraph { a -> b; } \"\\N\"",
)  # fmt: skip
AREAS = ("住民基本台帳", "印鑑登録", "軽自動車税", "介護保険", "国民健康保険", "児童手当", "国民年金", "生活保護")


def make(folder: Path) -> Path:
    """The body: a system, its vendor, package, division, contract and interface for each name."""
    records: dict[str, list[dict[str, object]]] = {
        key: [] for key in ("vendors", "packages", "divisions", "systems", "contracts", "interfaces")
    }
    for at, name in enumerate(NAMES):
        areas = [AREAS[at]] if at < len(MOVING) else []
        records["vendors"].append({"id": f"v{at}", "name": f"{name}社"})
        records["packages"].append({"id": f"p{at}", "name": name, "vendor": f"v{at}", "version": name[:40]})
        records["divisions"].append({"id": f"d{at}", "name": f"{name}課", "areas": areas})
        system = {"id": f"s{at}", "name": name, "vendor": f"v{at}", "package": f"p{at}", "owner_division": f"d{at}"}
        records["systems"].append({**system, **({"areas": areas} if areas else {"kind": "周辺"}), "migrated": "いいえ"})
        contract = {"id": f"c{at}", "name": name, "vendor": f"v{at}", "systems": [f"s{at}"], "end": "2028-03-31"}
        records["contracts"].append({**contract, "annual_amount": 1_000_000})
        other = f"s{(at + 1) % len(NAMES)}"
        records["interfaces"].append({"id": f"i{at}", "from": f"s{at}", "to": other, "data": name})
    body = {"id": "odd", "name": NAMES[0] + NAMES[1], "as_of": "2026-11-02", "body_class": "町", "fictional": True}
    folder.mkdir(parents=True)
    text = yaml.safe_dump({"body": body, **records}, allow_unicode=True, sort_keys=False)
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return folder
