"""What stands at a field, and that it equals the tables it takes the place of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import get_args

import pytest

from readiness.inventory.sections import DECISIONS, SECTION_BY_KEY, SECTIONS
from readiness.model.asset import EucAsset
from readiness.model.facts import Secrecy, strictest
from readiness.model.fields import FieldFacts, facts, walk
from readiness.model.finding import Finding, Severity, Subject, SubjectKind, kind_of
from readiness.model.record import Record
from readiness.model.ref import Ref
from readiness.model.system import Charset, System, Tie, TieKind
from readiness.model.text import text
from tests import builders

EUC = EucAsset(id="e", name="e", system="a")


def classes() -> Iterator[type]:
    """Every record class of the inventory and of the decisions, and the parts in them."""
    pending, seen = [section.record for section in (*SECTIONS, *DECISIONS)], set()
    while pending:
        record = pending.pop(0)
        if record not in seen:
            seen.add(record)
            yield record
            pending += [fact.target for fact in facts(record) if fact.kind in ("part", "parts")]


def test_every_reference_leads_to_a_section() -> None:
    named = {(fact.owner, fact.name): fact.refers for record in classes() for fact in facts(record) if fact.refers}
    assert all(set(sections) <= set(SECTION_BY_KEY) for sections in named.values())
    assert named["Interface", "from_"] == ("systems", "external_systems")
    assert named["Quote", "interface"] == ("interfaces",) and named["AdoptedMove", "systems"] == ("systems",)
    assert len(named) >= 44  # a reference that is dropped is a field nobody resolves


def test_sections_are_those_of_the_inventory() -> None:
    kinds = {section.key: (section.record, section.many, section.kind) for section in (*SECTIONS, *DECISIONS)}
    assert kinds["systems"] == (System, True, "system") and kinds["body"][1:] == (False, "body")
    assert kinds["external_systems"][2] == "external" and kinds["operating_bodies"][2] == "operating_body"
    counted = {section.key for section in SECTIONS if section.counted}
    assert counted >= {"body", "divisions", "vendors", "packages", "contracts", "procurements", "systems", "quotes"}
    assert not counted & {"forms", "windows", "vendor_groups", "progress"}


def test_nothing_said_is_inside() -> None:
    assert {fact.secrecy for fact in facts(Record) if fact.key in ("id", "name", "as_of")} == {Secrecy.INSIDE}
    assert {fact.secrecy for fact in facts(System) if fact.key in ("note", "source", "confirmed_by")} == {Secrecy.NOTE}
    assert strictest() is Secrecy.INSIDE
    assert (
        FieldFacts("Own", "key", "name", "text", required=False, unknown=False, optional=False).secrecy
        is Secrecy.INSIDE
    )


@pytest.mark.parametrize("other", list(Secrecy))
def test_the_strictest_wins(other: Secrecy) -> None:
    assert strictest(Secrecy.OPEN, other) is other
    assert strictest(other, Secrecy.TENDER) is Secrecy.TENDER


def test_a_walk_tells_way_place_and_facts() -> None:
    ref = Ref("systems.yaml", ("systems", 0))
    tie = Tie(kind=TieKind.PRINTER, item="連帳", ref=ref.child("ties", 0))
    steps = list(walk(System(id="jumin", charset=Charset(code="Shift_JIS"), ties=(tie,), ref=ref)))
    by_way = {".".join(map(str, step.path)): step for step in steps}
    code = by_way["charset.code"]
    assert (code.value, code.ref, code.single) == ("Shift_JIS", ref.child("charset", "code"), True)
    item = by_way["ties.0.item"]
    assert (item.value, item.ref, item.single, item.dotted) == (
        "連帳",
        ref.child("ties", 0, "item"),
        False,
        "ties.item",
    )
    assert item.secrecy is Secrecy.INSIDE and by_way["before"].value is None
    assert [fact.key for fact in facts(System)][:3] == ["id", "name", "source"]


def test_every_kind_of_record_is_a_kind_of_subject() -> None:
    """What a finding is about is one of a closed list; the type checker holds every other place to it."""
    records = {section.record for section in (*SECTIONS, *DECISIONS)}
    assert {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", record.__name__).lower() for record in records} <= set(
        get_args(SubjectKind)
    )
    assert kind_of(builders.system("a")) == "system"


def test_a_fingerprint_does_not_follow_the_spelling_of_a_kind() -> None:
    """What is in a waiver stays: the loader's findings were made of `eucasset`."""
    found = Finding(code="IN201", severity=Severity.FATAL, subject=Subject(kind_of(EUC), "e"), message=text("x"))
    assert (found.subject.kind, found.fingerprint) == (
        "euc_asset",
        sha256(b"IN201\x1feucasset\x1fe\x1f").hexdigest()[:16],
    )
    assert replace(found, code="MN101").fingerprint == sha256(b"MN101\x1feuc_asset\x1fe\x1f").hexdigest()[:16]
