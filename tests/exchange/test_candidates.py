"""情報提供依頼 to candidates: the same text to each, and nothing about who serves the areas today."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from readiness.exchange.candidates import QUESTIONS, candidate_book
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx
from tests.exchange.test_north_star import run
from tests.exchange.towns import AS_OF, LABELS, town

ROOT = Path(__file__).resolve().parents[2]
AREAS = ("resident_registry", "individual_inhabitant_tax")


def test_every_candidate_gets_the_same_rows_and_nothing_of_today() -> None:
    planted = replace(
        town(), systems=tuple(replace(s, name="CANARY-system", platform="CANARY-os") for s in town().systems)
    )
    books = [candidate_book(v, AREAS, planted, LABELS, AS_OF, date(2026, 12, 24)) for v in ("a", "b", "新しい社")]
    assert len({write_csv(book.tables[0]) for book in books}) == 1
    assert len(books[0].tables[0].rows) == len(QUESTIONS) * len(AREAS)
    different = [set(book.cover) for book in books]
    assert len(different[0] - different[1]) == 1  # the addressee alone
    for book, own in zip(books, ("甲社", "乙社", "新しい社"), strict=True):
        with zipfile.ZipFile(BytesIO(write_xlsx(book))) as archive:
            parts = b"".join(archive.read(name) for name in archive.namelist())
        assert b"CANARY" not in parts and own.encode() in parts
        assert not [o for o in ("甲社", "乙社", "新しい社") if o != own and o.encode() in parts]


def test_candidates_through_the_command(tmp_path: Path) -> None:
    town_ = ROOT / "inventories" / "midori-cho"
    args = ("gaps", "export", town_, "--out", tmp_path, "--candidate", "hinode", "--candidate", "新会社")
    assert run(*args, "--area", "介護保険")[0] == 0
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["hinode_RFI.xlsx", "新会社_RFI.xlsx"]
    assert run(*args)[0] == 2 and run(*args, "--area", "ない業務")[0] == 2
