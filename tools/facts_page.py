"""Write `docs/facts.md`: what the built-in data does not know for sure, and which official file would settle it.

Run with the development environment: `.venv/bin/python tools/facts_page.py`. A test keeps the page current.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from readiness.model.standard.area import EditionOf, Fact, FactKind
from readiness.model.standard.confidence import Confidence
from readiness.model.standard.standard import Standard
from readiness.standard.load import load_standard

TARGET = Path(__file__).resolve().parent.parent / "docs" / "facts.md"

# Which official file settles a kind of fact.
SETTLED_BY = {
    FactKind.FUNCTION_GROUP: "機能・帳票要件(各業務の標準仕様書の別紙)",
    FactKind.FUNCTION: "機能・帳票要件(各業務の標準仕様書の別紙)",
    FactKind.TOPIC: "機能・帳票要件(各業務の標準仕様書の別紙)",
    FactKind.FORM: "機能・帳票要件(各業務の標準仕様書の別紙)",
    FactKind.DROPPED_FORM: "機能・帳票要件(各業務の標準仕様書の別紙)",
    FactKind.DATA_GROUP: "基本データリスト(データ要件・連携要件標準仕様書)",
    FactKind.EXTERNAL_SYSTEM: "機能別連携仕様(データ要件・連携要件標準仕様書)",
    FactKind.TIE: "団体の調査(②-1、②-2 の成果物)",
    FactKind.RETAINED: "団体の調査(②-1、②-2 の成果物)",
}
_EDITIONS = {
    EditionOf.SPECIFICATION: "標準仕様書の版",
    EditionOf.DATA_LIST: "データ要件・連携要件の版",
    EditionOf.UNCLEAR: "どちらの版か確かめられない番号",
}
HEAD = """\
<!-- tools/facts_page.py で作成。手で直さない -->
# 確認できていない事実

`specs/` に入っている事実には、それぞれ出典と確度が付いている。
このページは、そのうち確認できていないものと、どの公式資料で確認できるかの一覧である。
確度が「公的資料の一部で確認」より低いものは、団体への質問に使い、事業者や議会への資料では断定しない。確認できた資料は
`readiness spec import` で自分の資料フォルダに取り込める。

*Facts not confirmed yet, generated from `specs/`: what is unsure, and which official file would settle it.*
"""


def page(standard: Standard) -> str:
    """The page's text."""
    return "\n".join(_lines(standard)) + "\n"


def _lines(standard: Standard) -> Iterator[str]:
    yield HEAD
    yield from _summary(standard)
    yield from _versions(standard)
    yield from _areas(standard)
    yield from _links(standard)
    yield from _calendar(standard)
    yield from _others(standard)
    yield from _sources(standard)


def _owners(standard: Standard) -> dict[str, str]:
    return dict(standard.node_names)


def _all_facts(standard: Standard) -> list[Fact]:
    return [fact for owner in _owners(standard) for fact in standard.facts(owner)]


def _summary(standard: Standard) -> Iterator[str]:
    counted: dict[str, Counter[Confidence]] = {
        "業務についての事実": Counter(fact.confidence for fact in _all_facts(standard)),
        "業務間の流れ": Counter(link.confidence for link in standard.links),
        "業務ID": Counter(unit.confidence for unit in standard.units),
        "暦(避けたい期間)": Counter(rule.confidence for rule in standard.calendar.rules),
        "共通機能の規則": Counter(rule.confidence for rule in standard.common_functions.rules),
        "非機能の指標": Counter(metric.confidence for metric in standard.non_functional.metrics),
    }
    yield "## 数\n"
    yield _row("", *(confidence.ja for confidence in Confidence), "計")
    yield _row("---", *("--:" for _ in Confidence), "--:")
    for name, counts in counted.items():
        yield _row(name, *(str(counts[confidence] or "") for confidence in Confidence), str(counts.total()))
    yield ""


def _versions(standard: Standard) -> Iterator[str]:
    yield "## 標準仕様書の版\n"
    yield "確認できる資料: 各省庁の標準仕様書のページ、デジタル庁「データ要件・連携要件標準仕様書」の版数管理表\n"
    yield "標準仕様書の版とデータ要件・連携要件の版は別々に改まる。どちらとも確かめられない番号は別の欄に置く。\n"
    yield _row("業務", "標準仕様書", *(_EDITIONS[of] for of in EditionOf), "日付", "確度", "出典", "注")
    yield _row(*["---"] * 9)
    for area in standard.areas:
        for version in (area.spec, *area.spec_seen):
            if version.confidence is Confidence.OFFICIAL:
                continue
            title = version.title or "(別の資料で見た版)"
            shown = (version.version or "未確認" if version.of is of else "" for of in EditionOf)
            where = "、".join(f"`{key}`" for key in version.source)
            sure = version.confidence.ja
            yield _row(area.name, title, *shown, version.date or "", sure, where, version.note or "")
    yield ""


def _areas(standard: Standard) -> Iterator[str]:
    yield "## 業務ごと\n"
    for owner, name in _owners(standard).items():
        unsure = [fact for fact in standard.facts(owner) if not fact.confidence.firm]
        if not unsure:
            continue
        yield f"### {name}\n"
        for kind in FactKind:
            of_kind = [fact for fact in unsure if fact.kind is kind]
            if of_kind:
                yield f"- **{kind.ja}** — 確認できる資料: {SETTLED_BY[kind]}"
                yield from _by_confidence(of_kind)
        yield ""


def _by_confidence(facts: Iterable[Fact]) -> Iterator[str]:
    groups: dict[Confidence, list[str]] = {}
    for fact in facts:
        words = " ".join(filter(None, (fact.id, fact.name)))
        groups.setdefault(fact.confidence, []).append(words)
    for confidence, names in groups.items():
        yield f"    - {confidence.ja}: {'、'.join(names)}"


def _links(standard: Standard) -> Iterator[str]:
    names = standard.node_names
    unsure = [link for link in standard.links if not link.confidence.firm]
    yield "## 業務間の流れ\n"
    yield f"確認できる資料: 機能別連携仕様(データ要件・連携要件標準仕様書)。136件中{len(unsure)}件。\n"
    yield _row("提供", "利用", "データ", "確度")
    yield _row(*["---"] * 4)
    for link in unsure:
        yield _row(names[link.from_], names[link.to], link.data, link.confidence.ja)
    yield ""


def _calendar(standard: Standard) -> Iterator[str]:
    yield "## 暦\n"
    yield "確認できる資料: 所管課の年間予定、国・関係機関の案内。期間の幅はすべて当方の置き方である。\n"
    yield _row("対象", "期間", "理由", "確度")
    yield _row(*["---"] * 4)
    for rule in standard.calendar.rules:
        if not rule.confidence.firm:
            areas = "、".join(standard.node_names[area] for area in rule.areas)
            yield _row(areas, _period(rule.from_md, rule.to_md) or rule.kind.ja, rule.why, rule.confidence.ja)
    for vote in standard.calendar.elections:
        if vote.predicted:
            yield _row("選挙", f"{vote.first}から{vote.last}", vote.name, vote.confidence.ja)
    yield ""


def _period(first: tuple[int, int] | None, last: tuple[int, int] | None) -> str:
    if first is None or last is None:
        return ""
    return f"{first[0]}月{first[1]}日から{last[0]}月{last[1]}日"


def _others(standard: Standard) -> Iterator[str]:
    yield "## 業務ID・団体区分・非機能・文字・予算\n"
    weak = [unit for unit in standard.units if not unit.confidence.firm]
    yield f"- 業務ID {len(weak)} 件 — 確認できる資料: 各種IDの管理方針(デジタル庁)"
    for unit in weak:
        if unit.note:
            yield f"    - {unit.id} {unit.name}: {unit.note}"
    yield "- 手順の段階の境目と、工程の範囲 — 確認できる資料: 自治体情報システムの標準化・共通化に係る手順書(総務省)"
    yield "- 団体区分の規則のうち公的資料の一部で確認したもの: " + "、".join(
        rule.reason for rule in standard.applicability if rule.confidence is not Confidence.OFFICIAL
    )
    metrics = "、".join(metric.id for metric in standard.non_functional.metrics)
    yield f"- 非機能の指標 {metrics} は二次資料による。全部の指標ではない — 確認できる資料: 非機能要件の標準 利用シート"
    sets = "、".join(f"{item.name} {item.count:,}字" for item in standard.characters.editions)
    yield f"- 文字数({sets})と、業務ごとの経過措置の終期 — 確認できる資料: 行政事務標準文字の公表資料、各業務の命令"
    yield "- 予算・議会・準備の暦はすべて仮置き — 確認できる資料: 財政担当の予算編成方針、議会の年間日程、団体の条例"
    yield "- 期間・体制などの仮置きは `specs/assumptions.yaml` に理由とともに並べてある"
    yield ""


def _sources(standard: Standard) -> Iterator[str]:
    yield "## 出典\n"
    for source in standard.sources.values():
        yield f"- `{source.key}` {source.title}" + (f"({source.date})" if source.date else "")


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "／").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    TARGET.write_text(page(load_standard()), encoding="utf-8")
