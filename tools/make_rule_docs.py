"""Writes docs/rules/: one page a code and an index, from the message catalogue. `--check` only compares."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from readiness.messages.catalogue import Catalogue
from readiness.report.explain import codes, markdown
from readiness.rules.engine import all_rules

FOLDER = Path(__file__).parents[1] / "docs" / "rules"


def pages() -> dict[str, str]:
    """File name → text of every page."""
    words = Catalogue("ja")
    severities = {rule.code: words.get(f"severity.{rule.severity.value}") for rule in all_rules()}
    rows = [
        f"| [{code}]({code}.md) | {severities.get(code, '―')} | {words.get(f'rule.{code}.name')} |" for code in codes()
    ]
    index = [
        "# 所見の一覧",
        "",
        "<!-- tools/make_rule_docs.py が作る。手で直さない。 -->",
        "",
        "報告書と `readiness validate` に出る所見のコードです。意味、根拠、次にすること、例は各ページにあります。",
        "画面では `readiness explain コード` で見られます。",
        "",
        "| コード | 区分 | 名前 |",
        "|---|---|---|",
        *rows,
        "",
    ]
    return {"README.md": "\n".join(index)} | {f"{code}.md": markdown(code, words) for code in codes()}


def main() -> int:
    """Write the pages, or with `--check` tell whether they are current (1 = not)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    wanted = pages()
    have = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")} if FOLDER.is_dir() else {}
    if parser.parse_args().check:
        return int(wanted != have)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in have.keys() - wanted.keys():
        (FOLDER / name).unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
