"""Run with a copy of the package whose `System` has one more line; prints where the field arrives, one word a line.

A child process of `test_throw_away_field.py`: the record classes are read once per process.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from readiness.analysis.completeness import assess_completeness
from readiness.analysis.diff import compare
from readiness.analysis.questions import ask
from readiness.analysis.snapshot import inventory_snapshot
from readiness.app.reading import read_body, read_standard
from readiness.exchange.labels import Labels
from readiness.exchange.ledger.sheets import ledger_sheets
from readiness.gaps.derive import derive
from readiness.gaps.register import build_register
from readiness.gaps.survey import Survey
from readiness.inventory.emit import plain_record
from readiness.inventory.schema import inventory_schema
from readiness.messages.catalogue import Catalogue
from readiness.model.audience import Audience, visible
from readiness.model.codec import to_plain
from readiness.model.unknown import UNKNOWN
from tools.make_inventory_doc import page
from tools.make_schemas import rendered

AS_OF = date(2026, 11, 2)
FATES = """
body: {id: c, name: 例示町}
divisions: [{id: jumin, name: 住民課}]
systems:
  - {id: a, name: 甲, owner_division: jumin, trial: 住民課}
  - {id: b, name: 乙, owner_division: jumin}
"""


def main(folder: Path) -> None:
    """Every place is asked; a place that does not know the field raises or stays away from the list."""
    file = folder / "town.yaml"
    file.write_text(FATES, encoding="utf-8")
    standard = read_standard(file)
    inventory = read_body(file, standard).inventory
    assert inventory is not None
    told, unstated = inventory.systems
    seen = {
        "loader": unstated.trial is UNKNOWN,  # type: ignore[attr-defined]
        "references": told.trial == "jumin",  # type: ignore[attr-defined]
        "schema": "trial" in inventory_schema()["$defs"]["System"]["properties"],
        "published schema": '"trial"' in rendered()["inventory.schema.json"],
        "docs/inventory.md": "`trial`" in page(),
        "snapshot": to_plain(told)["trial"] == "jumin",
        "emit": plain_record(told)["trial"] == "jumin",
        "audience": visible(Audience.INTERNAL, "System", "trial") and not visible(Audience.FINANCE, "System", "trial"),
    }
    file.write_text(FATES.replace("trial: 住民課", "trial: 住民か"), encoding="utf-8")
    seen["references that lead nowhere"] = "IN202" in {found.code for found in read_body(file, standard).findings}
    unknown = assess_completeness(inventory).unknown
    seen["completeness"] = [(item.record, item.field) for item in unknown if item.field == "trial"] == [("b", "trial")]
    gaps = derive(inventory, AS_OF)
    points = [(gap.system, gap.asked.id, gap.rank.value) for gap in gaps if gap.requirement == "builtin:state.trial"]
    seen["books"] = points == [("b", "jumin", "A")]
    questions = ask(Survey(inventory=inventory, as_of=AS_OF), unknown, build_register(gaps, ()), None).items
    asked = [(q.asked.id, q.records, len(q.blocks), len(q.gaps)) for q in questions if q.name == "trial"]
    seen["questions"] = asked == [("jumin", ("b",), 1, 1)]
    sheets = ledger_sheets(Labels(Catalogue("ja"), {}))
    ways = {leaf.path for sheet in sheets for column in sheet.columns for leaf in column.leaf_of.values()}
    seen["ledger"] = ("trial",) in ways
    later = replace(inventory, systems=(replace(told, trial=UNKNOWN), unstated))
    changes = compare(inventory_snapshot(inventory), inventory_snapshot(later)).changes
    seen["diff"] = [(c.id, c.fields[0].field, c.fields[0].new) for c in changes] == [("a", "trial", "unknown")]
    print("\n".join(name for name, arrived in seen.items() if arrived))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
