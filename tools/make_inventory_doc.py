"""Write docs/inventory.md, the list of everything an inventory may say; a test keeps it current."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readiness.inventory.sections import DECISIONS, SECTIONS, Section
from readiness.messages.catalogue import Catalogue
from readiness.model.fields import FieldFacts, facts
from readiness.model.record import Record

TARGET = Path(__file__).resolve().parent.parent / "docs" / "inventory.md"
JA = Catalogue("ja")
HEAD = """# 台帳の項目

<!-- このページは tools/make_inventory_doc.py が作ります。直接直さないでください。 -->

台帳は、フォルダの中の YAML ファイル(いくつに分けてもよい)か、台帳ブック(Excel)1冊です。
ファイルの一番上には、下の見出しの英字のキーを書きます。

```yaml
body: {id: midori-cho, name: みどり町, as_of: 2026-11-02}
systems:
- id: juki
  name: 住民記録システム
  areas: [住民基本台帳]
  vendor: 未確認
```

* 分からない値は **未確認** と書くか、行ごと省きます(どちらも未確認として数えます)。○の付いた項目は必須です。
* 日付は `2026-03-31`。月までしか分からないときは `2026-03`(その月の末日とみなします。開始日は初日)。
* コード・版・番号は引用符で囲みます(`"011002"`、`"1.10"`)。囲み忘れは文字のまま読み、知らせます。
* ほかの記録を指す項目には、ID か、重複のない名称を書けます。
* `decisions/` は台帳のフォルダの中に置きます。台帳が1冊のファイル(Excel・YAML)のときは、同じフォルダの
  `decisions/団体ID/` です(照会の記録も同じく `register/団体ID/`)。何団体もの台帳を一つのフォルダに置いても、
  決定と照会の記録が混ざることはありません。
"""
COMMON = tuple(shape.key for shape in facts(Record))


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for section in (*SECTIONS, *DECISIONS) for line in _section(section))]) + "\n"


def _section(section: Section) -> Iterator[str]:
    place = "(`decisions/` の中)" if section in DECISIONS else ""
    many = "一覧" if section.many else "一つだけ"
    yield f"## {JA.get(f'section.{section.key}')} `{section.key}`{place}"
    yield f"\n{many}。\n"
    yield from _table(section.record)


def _table(record: type, prefix: str = "") -> Iterator[str]:
    if not prefix:
        yield "| キー | 項目 | 書き方 |"
        yield "|---|---|---|"
    for shape in facts(record):
        if not prefix and shape.key in COMMON and shape.key not in ("id", "name"):
            continue
        label = _label(record, shape.key)
        mark = "○ " if shape.required else ""
        yield f"| `{prefix}{shape.key}` | {mark}{label} | {_how(shape)} |"
        if shape.kind in ("part", "parts"):
            yield from _table(shape.target, f"{prefix}{shape.key}.")
    if not prefix and issubclass(record, Record):
        rest = "、".join(f"`{key}`({_label(record, key)})" for key in COMMON if key not in ("id", "name"))
        yield f"\nほかに {rest} を書けます。\n"
    elif not prefix:
        yield ""


def _label(record: type, key: str) -> str:
    return JA.get(f"field.{record.__name__}.{key}")


def _how(shape: FieldFacts) -> str:
    words = {
        "text": "文字",
        "integer": "整数",
        "number": "数",
        "boolean": "はい・いいえ",
        "date": "日付",
        "texts": "文字の一覧",
        "dates": "日付の一覧",
        "part": "項目のまとまり",
        "parts": "項目のまとまりの一覧",
        "steps": "工程番号(又は 4-7 のような範囲)と状況の組",
    }
    if shape.kind == "word":
        return "・".join(member.ja for member in shape.target) + ("・未確認" if shape.unknown else "")
    return words[shape.kind] + ("(未確認も可)" if shape.unknown else "")


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
