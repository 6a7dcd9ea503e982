"""Write the JSON Schemas (draft 2020-12) of the files in `specs/` and of a user's pack; a test keeps them current.

One table below says, per file format, each key with its type and its names in both languages.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from readiness.model.body import BodyClass
from readiness.model.finding import Severity
from readiness.model.standard.applicability import Outcome
from readiness.model.standard.area import AreaKind, FactKind, Placement
from readiness.model.standard.budget import Anchor, BudgetCycle
from readiness.model.standard.builtin import CommonCheck, May
from readiness.model.standard.calendar import RuleKind
from readiness.model.standard.confidence import Confidence
from readiness.model.standard.procedure import Phase, StepScope
from readiness.model.standard.requirement import RequirementType

TARGET = Path(__file__).resolve().parent.parent / "specs" / "schemas"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
MONTH_DAY = "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
LOOSE_DAY = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
UNIT = "^[0-9]{3}$"

Node = dict[str, Any]
TEXT: Node = {"type": "string", "minLength": 1}
WHOLE: Node = {"type": "integer"}
NUMBER: Node = {"type": "number"}
FLAG: Node = {"type": "boolean"}
TEXTS: Node = {"type": "array", "items": TEXT}
UNITS: Node = {"type": "array", "items": {"type": "string", "pattern": UNIT}}


def pattern(expression: str) -> Node:
    """Text of a shape."""
    return {"type": "string", "pattern": expression}


def words(kind: Any) -> Node:
    """One of a closed list."""
    return {"enum": [member.value for member in kind]}


def many(node: Node) -> Node:
    """A list."""
    return {"type": "array", "items": node}


def record(*fields: tuple[str, Node, str, str], also: Node | None = None) -> Node:
    """A mapping; a key that ends in `?` may be left out."""
    properties = {key.rstrip("?"): {"title": ja, "x-en": en, **node} for key, node, ja, en in fields}
    required = [key for key, *_ in fields if not key.endswith("?")]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        **(also or {}),
    }


CONFIDENCE = ("confidence", words(Confidence), "確度", "Confidence")
SOURCE = ("source", TEXTS, "出典", "Sources")
SOURCE_OR_SHARED = ("source?", TEXTS, "出典", "Sources")
REASON = ("reason", TEXT, "理由", "Reason")
NOTE = ("note?", TEXT, "注", "Note")
KEY = ("key", TEXT, "識別名", "Key")
NAME = ("name", TEXT, "名称", "Name")
NAME_EN = ("name_en", TEXT, "英語の名称", "English name")
AREAS = ("areas?", TEXTS, "業務", "Areas")

FACT_ITEM: Node = {
    "anyOf": [
        TEXT,
        record(
            ("id?", TEXT, "ID", "ID"),
            ("section?", TEXT, "章番号", "Section"),
            NAME,
            ("data?", TEXT, "受け渡すデータ", "Data"),
            ("types?", many(words(RequirementType)), "実装類型", "Types"),
            (
                "types_by_class?",
                {"type": "object", "additionalProperties": words(RequirementType)},
                "団体区分別の実装類型",
                "Types by class",
            ),
            NOTE,
        ),
    ]
}
FACTS = record(
    *(
        (
            f"{kind.value}?",
            many(record(CONFIDENCE, SOURCE, ("items", many(FACT_ITEM), "内容", "Items"))),
            kind.ja,
            kind.value.replace("_", " "),
        )
        for kind in FactKind
    )
)
SPEC = (
    ("title?", TEXT, "標準仕様書", "Title"),
    ("version?", TEXT, "版", "Version"),
    ("date?", pattern(LOOSE_DAY), "日付", "Date"),
    CONFIDENCE,
    SOURCE_OR_SHARED,
    NOTE,
)
RULE = record(
    KEY,
    AREAS,
    ("kind", words(RuleKind), "種類", "Kind"),
    ("from?", {"anyOf": [pattern(MONTH_DAY), pattern(DAY)]}, "開始", "From"),
    ("to?", {"anyOf": [pattern(MONTH_DAY), pattern(DAY)]}, "終了", "To"),
    ("at?", pattern(DAY), "期日", "At"),
    ("first_days?", WHOLE, "月初の開庁日数", "Open days at the start of a month"),
    ("from_day?", WHOLE, "開始の日", "From day"),
    ("to_day?", WHOLE, "終了の日", "To day"),
    ("before_days?", WHOLE, "前の日数", "Days before"),
    ("after_days?", WHOLE, "後の日数", "Days after"),
    ("every?", WHOLE, "何年ごと", "Every n years"),
    ("anchor?", WHOLE, "基準の年", "Anchor year"),
    ("unit?", pattern(UNIT), "業務ID", "Unit"),
    ("strict?", FLAG, "切替不可", "Strict"),
    ("basis?", TEXT, "根拠", "Basis"),
    ("why", TEXT, "理由", "Why"),
    ("claimed?", {"enum": ["avoid", "adjust", "unstated"]}, "資料での言い方", "As claimed"),
    CONFIDENCE,
    SOURCE_OR_SHARED,
)

FORMATS: dict[str, tuple[str, str, Node]] = {
    "area": (
        "業務",
        "Area",
        record(
            KEY,
            ("number", {"type": "integer", "minimum": 1}, "番号", "Number"),
            ("kind", words(AreaKind), "種別", "Kind"),
            NAME,
            NAME_EN,
            ("aliases?", TEXTS, "別名", "Other names"),
            ("ministry", TEXT, "所管", "Ministry"),
            ("law", record(NAME, CONFIDENCE, SOURCE), "根拠", "Legal basis"),
            ("units", UNITS, "業務ID", "Units"),
            ("shared_units?", UNITS, "共有する業務ID", "Shared units"),
            ("spec", record(*SPEC), "標準仕様書", "Specification"),
            ("spec_seen?", many(record(*SPEC)), "ほかに見た版", "Other versions seen"),
            NOTE,
            ("facts", FACTS, "分かっていること", "Facts"),
        ),
    ),
    "node": (
        "業務の外のまとまり",
        "Node outside the areas",
        record(KEY, NAME, NAME_EN, ("units", UNITS, "業務ID", "Units"), ("facts", FACTS, "分かっていること", "Facts")),
    ),
    "units": (
        "業務ID",
        "Units",
        record(
            SOURCE,
            CONFIDENCE,
            (
                "units",
                many(
                    record(
                        ("id", pattern(UNIT), "業務ID", "ID"),
                        NAME,
                        NAME_EN,
                        ("area?", TEXT, "業務", "Area"),
                        ("placement", words(Placement), "位置付け", "Placement"),
                        ("node?", TEXT, "まとまり", "Node"),
                        ("shared_by?", TEXTS, "共有する業務", "Shared by"),
                        ("branches?", TEXTS, "枝番", "Branches"),
                        ("confidence?", words(Confidence), "確度", "Confidence"),
                        SOURCE_OR_SHARED,
                        NOTE,
                    )
                ),
                "業務ID",
                "Units",
            ),
        ),
    ),
    "links": (
        "業務間の流れ",
        "Flows",
        record(
            ("sources_by_confidence?", {"type": "object", "additionalProperties": TEXTS}, "確度別の出典", "Sources"),
            (
                "links",
                many(
                    record(
                        ("from", TEXT, "提供", "From"),
                        ("to", TEXT, "利用", "To"),
                        ("data", TEXT, "データ", "Data"),
                        CONFIDENCE,
                        ("via?", TEXT, "経由", "Via"),
                        SOURCE_OR_SHARED,
                    )
                ),
                "流れ",
                "Flows",
            ),
        ),
    ),
    "procedure": (
        "移行手順",
        "Procedure",
        record(
            ("phase_confidence", words(Confidence), "段階の確度", "Confidence of phases"),
            ("scope_confidence", words(Confidence), "範囲の確度", "Confidence of scopes"),
            ("label_source", TEXTS, "名称の出典", "Source of labels"),
            (
                "phases",
                many(record(("key", words(Phase), "識別名", "Key"), NAME, NAME_EN, ("items", TEXT, "項目", "Items"))),
                "段階",
                "Phases",
            ),
            (
                "steps",
                many(
                    record(
                        ("number", {"type": "integer", "minimum": 1, "maximum": 40}, "番号", "Number"),
                        ("code", TEXT, "項番", "Code"),
                        ("label", TEXT, "名称", "Label"),
                        ("phase", words(Phase), "段階", "Phase"),
                        ("scope", words(StepScope), "範囲", "Scope"),
                        ("artefact", TEXT, "成果物", "Artefact"),
                        ("usually_after?", many(WHOLE), "先に閉じることが多い工程", "Usually after"),
                    )
                ),
                "工程",
                "Steps",
            ),
        ),
    ),
    "assumptions": (
        "仮置き",
        "Assumptions",
        record(
            (
                "assumptions",
                many(
                    record(
                        KEY,
                        AREAS,
                        ("value", {"anyOf": [NUMBER, pattern(DAY), {"const": "未確認"}]}, "値", "Value"),
                        ("low?", NUMBER, "低位", "Low"),
                        ("high?", NUMBER, "高位", "High"),
                        ("unit", TEXT, "単位", "Unit"),
                        REASON,
                        CONFIDENCE,
                        SOURCE_OR_SHARED,
                    )
                ),
                "仮置き",
                "Assumptions",
            )
        ),
    ),
    "applicability": (
        "団体区分ごとの対象業務",
        "Applicability",
        record(
            (
                "rules",
                many(
                    record(
                        ("id", TEXT, "識別名", "ID"),
                        ("classes", many(words(BodyClass)), "団体区分", "Classes"),
                        ("welfare_office?", FLAG, "福祉事務所", "Welfare office"),
                        ("only?", TEXTS, "これだけを持つ", "Only"),
                        AREAS,
                        ("outcome", words(Outcome), "扱い", "Outcome"),
                        ("operator?", TEXT, "実施する団体", "Operator"),
                        REASON,
                        ("reason_en", TEXT, "理由(英語)", "Reason in English"),
                        CONFIDENCE,
                        SOURCE_OR_SHARED,
                    )
                ),
                "規則",
                "Rules",
            )
        ),
    ),
    "sources": (
        "出典",
        "Sources",
        record(
            (
                "sources",
                {
                    "type": "object",
                    "additionalProperties": record(
                        ("title", TEXT, "名称", "Title"),
                        (
                            "kind",
                            {"enum": ["law", "ministry", "list", "municipal", "public", "third_party", "inference"]},
                            "種別",
                            "Kind",
                        ),
                        ("date?", pattern(LOOSE_DAY), "日付", "Date"),
                    ),
                },
                "出典",
                "Sources",
            )
        ),
    ),
    "calendar": (
        "暦",
        "Calendar",
        record(
            ("rules?", many(RULE), "避けたい期間", "Windows"),
            (
                "elections?",
                many(
                    record(
                        KEY,
                        NAME,
                        ("from", pattern(DAY), "早ければ", "First"),
                        ("to", pattern(DAY), "遅くとも", "Last"),
                        ("predicted", FLAG, "見込み", "Predicted"),
                        CONFIDENCE,
                        SOURCE_OR_SHARED,
                    )
                ),
                "選挙",
                "Elections",
            ),
        ),
    ),
    "holidays": (
        "休日",
        "Holidays",
        record(
            (
                "closed",
                record(
                    ("from", pattern(MONTH_DAY), "開始", "From"),
                    ("to", pattern(MONTH_DAY), "終了", "To"),
                    REASON,
                    CONFIDENCE,
                ),
                "年末年始",
                "Closed around New Year",
            ),
            ("first_year", WHOLE, "最初の年", "First year"),
            ("last_year", WHOLE, "最後の年", "Last year"),
            (
                "holidays",
                {"type": "object", "propertyNames": pattern(DAY), "additionalProperties": TEXT},
                "祝日",
                "Holidays",
            ),
        ),
    ),
    "go_lives": (
        "実際の切替日",
        "Observed go-lives",
        record(
            (
                "go_lives",
                many(
                    record(
                        ("body", TEXT, "団体", "Body"),
                        ("date", pattern(LOOSE_DAY), "切替日", "Date"),
                        ("areas", TEXTS, "業務", "Areas"),
                        CONFIDENCE,
                        NOTE,
                    )
                ),
                "切替日",
                "Go-lives",
            )
        ),
    ),
    "budget": (
        "予算・議会・準備の暦",
        "Budget calendar",
        record(
            (
                "events?",
                many(
                    record(
                        KEY,
                        NAME,
                        ("cycle", words(BudgetCycle), "予算", "Budget"),
                        ("year_offset", WHOLE, "年度の差", "Fiscal years from the budget's own"),
                        ("from", pattern(MONTH_DAY), "早ければ", "From"),
                        ("to", pattern(MONTH_DAY), "遅くとも", "To"),
                        ("usual", pattern(MONTH_DAY), "通常", "Usual"),
                        REASON,
                        CONFIDENCE,
                    )
                ),
                "予算・議会",
                "Events",
            ),
            (
                "instruments?",
                many(
                    record(
                        KEY,
                        NAME,
                        ("needs_assembly", FLAG, "議決が要る", "Needs the assembly"),
                        ("before_contract", FLAG, "契約の前", "Before the contract"),
                        REASON,
                        CONFIDENCE,
                    )
                ),
                "複数年度の根拠",
                "Instruments",
            ),
            (
                "property_thresholds?",
                many(
                    record(
                        ("classes", many(words(BodyClass)), "団体区分", "Classes"),
                        ("value", WHOLE, "予定価格", "Value"),
                        ("unit", {"const": "yen"}, "単位", "Unit"),
                        REASON,
                        CONFIDENCE,
                    )
                ),
                "財産取得の基準",
                "Thresholds",
            ),
            (
                "lead_times?",
                many(
                    record(
                        KEY,
                        NAME,
                        ("anchor", words(Anchor), "起点", "Anchor"),
                        ("weeks", WHOLE, "週", "Weeks"),
                        ("low", WHOLE, "低位", "Low"),
                        ("high", WHOLE, "高位", "High"),
                        AREAS,
                        REASON,
                        CONFIDENCE,
                    )
                ),
                "準備",
                "Lead times",
            ),
            (
                "pia_levels?",
                many(
                    record(
                        KEY,
                        NAME,
                        ("from", WHOLE, "人数(から)", "From"),
                        ("to?", WHOLE, "人数(まで)", "To"),
                        ("public_comment", FLAG, "意見公募", "Public comment"),
                        REASON,
                        CONFIDENCE,
                    )
                ),
                "特定個人情報保護評価",
                "PIA levels",
            ),
        ),
    ),
    "common_functions": (
        "共通機能",
        "Common functions",
        record(
            SOURCE,
            (
                "rules",
                many(
                    record(
                        KEY,
                        ("units", UNITS, "業務ID", "Units"),
                        ("statement", TEXT, "内容", "Statement"),
                        ("statement_en", TEXT, "内容(英語)", "Statement in English"),
                        ("check", words(CommonCheck), "確かめる項目", "Check"),
                        ("severity", words(Severity), "重さ", "Severity"),
                        ("classes?", many(words(BodyClass)), "団体区分", "Classes"),
                        AREAS,
                        ("one_levy?", TEXTS, "一つと数える業務", "Areas that are one levy"),
                        ("minimum?", WHOLE, "最少", "Minimum"),
                        CONFIDENCE,
                        SOURCE_OR_SHARED,
                    )
                ),
                "規則",
                "Rules",
            ),
            (
                "id_shapes",
                many(
                    record(
                        KEY,
                        NAME,
                        ("pattern", TEXT, "形", "Pattern"),
                        ("example_unit_digits", WHOLE, "業務IDの桁数", "Digits of the unit"),
                        CONFIDENCE,
                        SOURCE_OR_SHARED,
                    )
                ),
                "IDの形",
                "Shapes of IDs",
            ),
        ),
    ),
    "nfr": (
        "非機能要件",
        "Non-functional requirements",
        record(
            ("edition", TEXT, "版", "Edition"),
            ("date", pattern(DAY), "日付", "Date"),
            SOURCE,
            (
                "metrics",
                many(
                    record(
                        ("id", pattern("^[A-F](\\.[0-9]+){3}$"), "指標", "Metric"),
                        NAME,
                        NAME_EN,
                        ("category", TEXT, "分類", "Category"),
                        ("options", TEXTS, "選択肢", "Options"),
                        ("level?", TEXT, "選択レベル", "Level"),
                        ("may", words(May), "変え方", "May be left"),
                        NOTE,
                        CONFIDENCE,
                    )
                ),
                "指標",
                "Metrics",
            ),
            (
                "deviation",
                record(
                    ("statement", TEXT, "内容", "Statement"),
                    ("statement_en", TEXT, "内容(英語)", "Statement in English"),
                    CONFIDENCE,
                ),
                "国の標準より変えるとき",
                "Leaving the level",
            ),
        ),
    ),
    "characters": (
        "文字",
        "Characters",
        record(
            (
                "editions",
                many(
                    record(
                        KEY,
                        NAME,
                        ("count", WHOLE, "字数", "Characters"),
                        ("date?", {"anyOf": [pattern(LOOSE_DAY), {"type": "null"}]}, "日付", "Date"),
                        CONFIDENCE,
                        SOURCE,
                    )
                ),
                "文字集合",
                "Sets",
            ),
            (
                "scope",
                record(
                    ("statement", TEXT, "内容", "Statement"),
                    ("statement_en", TEXT, "内容(英語)", "Statement in English"),
                    CONFIDENCE,
                    SOURCE,
                ),
                "かかる範囲",
                "Scope",
            ),
            (
                "transitions",
                many(
                    record(
                        ("areas", TEXTS, "業務", "Areas"),
                        ("until", {"enum": ["open", "by_area"]}, "終期", "Until"),
                        ("statement", TEXT, "内容", "Statement"),
                        CONFIDENCE,
                        SOURCE,
                    )
                ),
                "経過措置",
                "Transitions",
            ),
            ("metrics", many(record(KEY, NAME, NAME_EN, ("unit", TEXT, "単位", "Unit"))), "指標", "Metrics"),
        ),
    ),
}


def rendered() -> dict[str, str]:
    """File name → text of every schema."""
    files = {}
    for name, (ja, en, node) in FORMATS.items():
        schema = {"$schema": DRAFT, "title": ja, "x-en": en, **node}
        files[f"{name}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return files


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in rendered().items():
        (TARGET / name).write_text(text, encoding="utf-8")
