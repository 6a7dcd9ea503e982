"""A canary in every field of every record, for every reader, in every byte: none is where its reader may not see it."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import docx
import pytest

from readiness.analysis.analyze import Analysis, analyze
from readiness.app.body import read_inputs
from readiness.app.reading import read_body, read_standard
from readiness.gaps.derive import derive
from readiness.gaps.register import build_register
from readiness.inventory.sections import DECISIONS, SECTIONS
from readiness.messages.catalogue import Catalogue
from readiness.messages.dates import long_day, short_day
from readiness.model.audience import ALLOWED, Audience, Secrets, figure_secrecy
from readiness.model.decision import Release
from readiness.model.facts import strictest
from readiness.model.fields import FieldFacts, facts, facts_by_key
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.gap import Evaluation, EventKind, GapEvent, GapState, Register, Reply, Ruling
from readiness.model.inventory import Inventory
from readiness.model.measure import Measure
from readiness.model.money import Basis, ContractItem, CostItem
from readiness.model.record import Record, Secrecy
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN, WITHHELD, known
from readiness.report.context import ReportContext
from readiness.report.options import OwnForms, ReportOptions, report_options
from readiness.report.outputs import ALL, INSIDE, for_reader, render_outputs
from readiness.report.papers.template import COMMON, PLACES
from readiness.report.views.export import VIEWS, view_svg
from readiness.report.views.scene import file_svg
from readiness.report.views.view import Sight

ROOT = Path(__file__).resolve().parents[2]
OTHERS = [reader for reader in Audience if reader is not Audience.INTERNAL]
MARK = re.compile(r"CNRY[0-9]{5}X|98[0-9]{7}")
# What has a form of its own that a mark would break: days of a year, codes, keys of areas, numbers of metrics.
FORMED = frozenset({"code", "areas", "units", "target", "scope", "move", "subject", "figure", "metric"})
WINDOW = frozenset({("Window", "from"), ("Window", "to")})
YEN = re.compile("amount|fee|penalty|fy2018|current|planned|population|limit|cap|reduction|low|high|paid|forecast")


EVENTS = frozenset({"Reply", "Evaluation", "Ruling", "GapEvent"})  # of the register, beside the records


class Planter:
    """Puts a mark of its own into every value that can hold one, and remembers how secret and whose it is."""

    def __init__(self) -> None:
        self.secrecy: dict[str, Secrecy] = {}
        self.field: dict[str, str] = {}
        self.owner: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self._next = count(1)

    def identify(self, record: Any, owner: str) -> None:
        """A mark instead of the id of a record."""
        secrecy = facts_by_key(type(record))["id"].secrecy
        self.ids[record.id] = self._mark(f"CNRY{next(self._next):05d}X", secrecy, "id", owner)

    def plant(self, record: Any, owner: str, outer: tuple[Secrecy, ...] = ()) -> Any:
        """The record with a mark in every value, its parts included; what is absent is made where it can be."""
        changes: dict[str, Any] = {}
        for fact in facts(type(record)):
            old, own = getattr(record, fact.name), (*outer, fact.secrecy)
            if fact.kind == "part":
                part = old if old is not None else specimen(fact.target)
                changes[fact.name] = self.plant(part, owner, own)
            elif fact.kind == "parts":
                parts = old or (specimen(fact.target),)
                changes[fact.name] = tuple(self.plant(item, owner, own) for item in parts)
            else:
                changes[fact.name] = self._value(fact, old, strictest(*own), owner)
        return replace(record, **changes)

    def _value(self, fact: FieldFacts, old: Any, secrecy: Secrecy, owner: str) -> Any:  # noqa: PLR0911 - one per kind
        if fact.key == "id" or fact.refers:
            several = tuple(self.ids.get(item, item) for item in old) if isinstance(old, tuple) else None
            return several if several is not None else self.ids.get(old, old) if isinstance(old, str) else old
        name, number = f"{fact.owner}.{fact.key}", next(self._next)
        if fact.key in FORMED or (fact.owner, fact.key) in WINDOW:
            return old
        if fact.kind == "text":
            return self._mark(f"CNRY{number:05d}X", secrecy, name, owner)
        if fact.kind == "texts":
            return (self._mark(f"CNRY{number:05d}X", secrecy, name, owner),)
        if fact.kind == "integer" and YEN.search(fact.key):
            return int(self._mark(str(980_000_000 + number), secrecy, name, owner))
        if fact.kind == "date" and secrecy is Secrecy.SECURITY:
            return self._day(secrecy, name, owner)
        return old

    def events(self, register: Register, at: date) -> tuple[GapEvent, ...]:
        """Every second question asked, answered, evaluated, decided and moved: what only the body itself may see.

        The others stay to be asked, so that letters have something to ask.
        """
        found: list[GapEvent] = []
        for entry in register.entries[::2]:
            if entry.gap is None:
                continue
            owner = entry.gap.asked.id

            def said(name: str, owner: str = owner) -> str:
                return self._mark(f"CNRY{next(self._next):05d}X", Secrecy.NOTE, name, owner)

            def yen(name: str, owner: str = owner) -> int:
                return int(self._mark(str(980_000_000 + next(self._next)), Secrecy.NOTE, name, owner))

            texts = ("fact", "version", "alternative", "transitional_number", "contact", "evidence", "words")
            reply = Reply(
                delivery=self._day(Secrecy.INSIDE, "Reply.delivery", owner), cost_low=yen("Reply.cost_low"),
                cost_high=yen("Reply.cost_high"), **{name: said(f"Reply.{name}") for name in texts},
            )  # fmt: skip
            ruling = Ruling(decision=said("Ruling.decision"), document_number=said("Ruling.document_number"))
            for kind, told in (
                (EventKind.OPENED, {}),
                (EventKind.ASKED, {"document": said("GapEvent.document"), "party": entry.gap.asked}),
                (EventKind.ANSWERED, {"reply": reply, "by": owner}),
                (EventKind.EVALUATED, {"evaluation": Evaluation(confirmed=True, comment=said("Evaluation.comment"))}),
                (EventKind.DECIDED, {"ruling": ruling}),
                (EventKind.MOVED, {"state": GapState.IN_PROGRESS, "note": said("GapEvent.note")}),
            ):
                more: Any = told
                found.append(GapEvent(gap=entry.id, kind=kind, at=at, revision=entry.gap.revision, **more))
        return tuple(found)

    def _day(self, secrecy: Secrecy, name: str, owner: str) -> date:
        day = date(2081, 1, 1) + timedelta(days=next(self._next))
        for form in (day.isoformat(), long_day(day, "ja"), short_day(day, "ja"), long_day(day, "en")):
            self._mark(form, secrecy, name, owner)
        return day

    def _mark(self, said: str, secrecy: Secrecy, field: str, owner: str) -> str:
        self.secrecy[said], self.field[said], self.owner[said] = secrecy, field, owner
        return said


def specimen(record: Any) -> Any:
    """One record or part with what it must have."""
    values: dict[str, Any] = {}
    for fact in (fact for fact in facts(record) if fact.required):
        kinds = {"text": "x", "integer": 1, "number": 1.0, "boolean": True, "date": date(2027, 1, 4)}
        kinds |= {"texts": ("x",), "parts": (), "dates": (date(2027, 1, 4),), "steps": ()}
        if (fact.owner, fact.key) in WINDOW:
            kinds["text"] = "03-15"
        values[fact.name] = next(iter(fact.target)) if fact.kind == "word" else kinds[fact.kind]
    return record(**values)


def owner_of(section: str, record: Any) -> str:
    vendor = getattr(record, "vendor", UNKNOWN)
    return record.id if section == "vendors" else vendor if isinstance(vendor, str) else ""


def planted(inventory: Inventory, planter: Planter) -> Inventory:
    """The inventory with at least one record of every section and a mark in every field of every record."""
    whole: dict[str, Any] = {}
    for section in SECTIONS:
        value = getattr(inventory, section.key)
        extra = specimen(section.record)
        if section.many and isinstance(extra, Record):
            value = (*value, replace(extra, id=f"specimen-{section.key}"))
        elif section.many:
            value = value or (extra,)
        whole[section.key] = value
        for record in value if section.many else (value,):
            if isinstance(record, Record):
                planter.identify(record, owner_of(section.key, record))
    changes: dict[str, Any] = {}
    for section in SECTIONS:
        value = whole[section.key]
        if section.many:
            changes[section.key] = tuple(planter.plant(record, owner_of(section.key, record)) for record in value)
        else:
            changes[section.key] = planter.plant(value, "")
    told = {
        section.key: (planter.plant(specimen(section.record), ""),)
        for section in DECISIONS
        if section.many and section.key != "releases"
    }
    return replace(inventory, **changes, decisions=replace(inventory.decisions, **told))


def own_forms() -> OwnForms:
    """A body's own form of every paper of prose, which asks for all that the paper has."""
    made = {}
    for key, places in PLACES.items():
        document = docx.Document()
        for place in (*COMMON, *places):
            document.add_paragraph(f"{place} {{{{{place}}}}}")
        document.save(buffer := BytesIO())
        made[key] = buffer.getvalue()
    return OwnForms(templates=made)


@cache
def scene(town: str = "midori-cho") -> tuple[Analysis, Planter, ReportOptions]:
    path = ROOT / "inventories" / town
    standard = read_standard(path)
    loaded = read_body(path, standard)
    inputs = read_inputs(path, loaded, standard, None)
    assert inputs is not None
    planter = Planter()
    inventory = planted(inputs.inventory, planter)
    asked = build_register(derive(inventory, inputs.as_of))
    analysis = analyze(replace(inputs, inventory=inventory, events=planter.events(asked, inputs.as_of)))
    return analysis, planter, report_options("ja", loaded.positions, "庁内")


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    yield "name", name
    if not content.startswith(b"PK"):
        yield name, content.decode("utf-8", "replace").replace(",", "")
        return
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for member in archive.namelist():
            yield f"{name}!{member}", archive.read(member).decode("utf-8", "replace").replace(",", "")


def seen_by(shown: Analysis, options: ReportOptions) -> ReportContext:
    """What the writers of outputs are given."""
    return ReportContext(analysis=shown, options=options)


def leaks(files: Iterator[tuple[str, bytes]], planter: Planter, reader: Audience) -> set[tuple[str, str]]:
    dates = [said for said in planter.secrecy if not MARK.fullmatch(said)]
    found = set()
    for name, content in files:
        for place, said in texts(name, content):
            marks = {*MARK.findall(said), *(day for day in dates if day in said)}
            known_marks = marks & planter.secrecy.keys()  # a sum may look like a mark
            found |= {
                (place, planter.field[mark]) for mark in known_marks if planter.secrecy[mark] not in ALLOWED[reader]
            }
    return found


def test_there_is_a_canary_in_every_field_that_can_hold_one() -> None:
    _, planter, _ = scene()
    for section in (*SECTIONS, *DECISIONS):
        if section.many and section.key != "releases":
            own = [fact for fact in facts(section.record) if fact.kind == "text" and not fact.refers]
            wanted = {f"{fact.owner}.{fact.key}" for fact in own if fact.key not in (*FORMED, "id", "from", "to")}
            assert wanted <= set(planter.field.values()), section.key
    assert set(planter.secrecy.values()) == set(Secrecy)
    assert len(planter.secrecy) > 1500


@pytest.mark.parametrize("reader", OTHERS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_byte_written_for_a_reader_holds_what_the_reader_may_not_see(reader: Audience, language: str) -> None:
    analysis, planter, options = scene()
    own = replace(options, audience=reader.ja, words=Catalogue(language))  # type: ignore[arg-type]
    files = [(name, content) for name, content in render_outputs(analysis, own) if "shoukai" not in name]
    requests = [file for file in files if "rfi-" in file[0]]
    assert leaks((file for file in files if file not in requests), planter, reader) == set()
    # What is asked of every vendor names who to ring.
    assert {field for _, field in leaks(iter(requests), planter, reader)} <= {"person", "phone"}


@pytest.mark.parametrize("reader", OTHERS)
def test_nor_would_any_other_output(reader: Audience) -> None:
    """Page, embedded data, workbook, pictures and JSON are for 庁内; made for another reader they hold nothing."""
    analysis, planter, options = scene()
    shown, own = for_reader(analysis, replace(options, audience=reader.ja, forms=own_forms()))
    files = (file for writer in (*INSIDE, *ALL) for file in writer(seen_by(shown, own)))
    assert leaks(files, planter, reader) == set()


@pytest.mark.long
@pytest.mark.parametrize("reader", OTHERS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_nor_would_anything_of_a_city(reader: Audience, language: str) -> None:
    """Records that the town has none of: rehearsals, decisions to go, burdens of debt, matters for the meeting."""
    analysis, planter, options = scene("aozora-shi")
    shown, own = for_reader(
        analysis,
        replace(options, audience=reader.ja, words=Catalogue(language), forms=own_forms()),  # type: ignore[arg-type]
    )
    assert leaks((file for writer in (*INSIDE, *ALL) for file in writer(seen_by(shown, own))), planter, reader) == set()


def test_a_sum_without_contract_prices_says_what_it_leaves_out() -> None:
    """所管課 sees quotes and no contract prices: title and sentence of the picture say so; 財政 sees both."""
    analysis, _, options = scene()
    for reader, left_out in ((Audience.DIVISION, True), (Audience.FINANCE, False)):
        shown, own = for_reader(analysis, replace(options, audience=reader.ja))
        view = VIEWS["numbers"](Sight(context=ReportContext(analysis=shown, options=own)))
        assert view is not None
        inside = json.dumps(view.states[0].scene.marks, ensure_ascii=False)
        assert ("契約に定める支払を除く" in inside) is left_out, reader
        assert bool(re.search(r"契約に定める支払\d+件は含まない。", view.states[0].sentence)) is left_out, reader
        assert bool(re.search(r"契約に定める支払\d+件は含まない。", inside)) is left_out, reader


@pytest.mark.parametrize("reader", OTHERS)
def test_nor_would_a_view_alone_in_any_state(reader: Audience) -> None:
    """Words, titles and what stands behind a cell, of the picture alone and of what the page's script would place."""
    analysis, planter, options = scene()
    own = replace(options, audience=reader.ja)
    hidden, told_to = for_reader(analysis, own)
    sight = Sight(context=ReportContext(analysis=hidden, options=told_to))
    shown = 0
    for name, build in VIEWS.items():
        view = build(sight)
        if view is None:
            continue
        pictures = [(f"{name}.svg", file_svg(state.scene, view.question, [state.sentence])) for state in view.states]
        pictures.append((f"{name}.json", json.dumps(view.data, ensure_ascii=False)))
        if hidden.stands.moving:  # else the picture alone is refused to this reader
            pictures.append((f"{name}.svg", view_svg(analysis, own, name, None)))
        assert leaks(((file, drawn.encode()) for file, drawn in pictures), planter, reader) == set()
        shown += len(view.states)
    assert shown >= 5


def test_a_letter_holds_nothing_of_another_vendor_and_no_price_version_or_note() -> None:
    analysis, planter, options = scene()
    own = 0
    for reader in (Audience.INTERNAL, Audience.VENDOR):
        files = dict(render_outputs(analysis, replace(options, audience=reader.ja)))
        letters = {name: content for name, content in files.items() if "shoukai" in name}
        assert len(letters) > 3
        for name, content in letters.items():
            said = " ".join(text for _, text in texts(name, content))
            marks = {mark for mark in MARK.findall(said) if mark in planter.secrecy}
            owners = {planter.owner[mark] for mark in marks} - {""}
            assert len(owners) <= 1, (name, owners)
            # A letter names who asks and whom it is for; the owners above keep other persons out of it.
            assert {planter.secrecy[mark] for mark in marks} <= {Secrecy.OPEN, Secrecy.INSIDE, Secrecy.PERSON}, name
            own += len(owners)
    assert own > 3


@pytest.mark.parametrize("reader", [Audience.DIVISION, Audience.FINANCE])
def test_readers_inside_see_names_and_what_they_are_allowed(reader: Audience) -> None:
    analysis, planter, options = scene()
    shown, own = for_reader(analysis, replace(options, audience=reader.ja))
    page = b"".join(
        content for writer in INSIDE for name, content in writer(seen_by(shown, own)) if name == "index.html"
    )
    seen = {planter.secrecy[mark] for mark in MARK.findall(page.decode().replace(",", "")) if mark in planter.secrecy}
    assert Secrecy.INSIDE in seen
    amounts = {contract.annual_amount for contract in shown.inputs.inventory.contracts}
    quotes = {quote.amount for quote in shown.inputs.inventory.quotes}
    assert (amounts == {WITHHELD}) is (reader is Audience.DIVISION)
    assert WITHHELD not in quotes
    assert {system.platform_eol for system in shown.inputs.inventory.systems} == {WITHHELD}
    assert {item.purchase_amount for item in shown.inputs.inventory.procurements} <= {WITHHELD, None}


def test_a_figure_is_released_for_one_reader_by_a_dated_decision_only() -> None:
    analysis, _, options = scene()
    name = "completeness.overall"
    on = analysis.inputs.as_of

    def seen(reader: Audience, *releases: Release) -> bool:
        inventory = analysis.inputs.inventory
        decisions = replace(inventory.decisions, releases=releases)
        inputs = replace(analysis.inputs, inventory=replace(inventory, decisions=decisions))
        shown, _ = for_reader(replace(analysis, inputs=inputs), replace(options, audience=reader.ja))
        return known(shown.completeness.overall.value)

    public = Release(figure=name, reader=Audience.PUBLIC, document_number="議第1号", on=on)
    assert not seen(Audience.PUBLIC)
    assert seen(Audience.PUBLIC, public)
    assert not seen(Audience.VENDOR, public)
    assert not seen(Audience.PUBLIC, replace(public, figure="status.step_rate"))
    assert not seen(Audience.PUBLIC, replace(public, on=on + timedelta(days=1)))


def test_figures_and_findings_take_the_strictest_field_they_rest_on() -> None:
    analysis, _, options = scene()
    secrets = Secrets(analysis.inputs.inventory)
    by_name = {measure.name: figure_secrecy(measure, secrets) for _, measure in analysis.lockin.measures()}
    assert by_name["lockin.slack_days"] is Secrecy.SECURITY  # platforms' end of support
    assert by_name["lockin.exit_cost"] is Secrecy.PRICE
    assert figure_secrecy(analysis.status.systems_migrated, secrets) is Secrecy.OPEN
    system = analysis.inputs.inventory.systems[0]
    places = (system.ref.child("hosting"), system.ref.child("platform_eol"))
    assert secrets.secrecy_of(places[:1]) is Secrecy.OPEN and secrets.secrecy_of(places) is Secrecy.SECURITY
    assert secrets.secrecy_of(()) is secrets.secrecy_of((system.ref,)) is Secrecy.INSIDE
    told = Finding(
        code="DT101",
        severity=Severity.WARNING,
        subject=Subject("system", system.id),
        message=text("rule.DT101.message"),
        ref=places[0],
        related=places[1:],
    )
    open_ = replace(told, related=())
    shown, _ = for_reader(replace(analysis, findings=(told, open_)), replace(options, audience="財政"))
    assert [found.related for found in shown.findings] == [()]


def test_a_sum_of_yen_is_a_price_however_open_what_it_counts() -> None:
    analysis, _, _ = scene()
    secrets = Secrets(analysis.inputs.inventory)
    system = analysis.inputs.inventory.systems[0]
    told = Measure("some.figure", 1, "unit.systems", 1, 1, evidence=(system.ref.child("hosting"),))
    assert figure_secrecy(told, secrets) is Secrecy.OPEN
    assert figure_secrecy(replace(told, unit="unit.yen"), secrets) is Secrecy.PRICE


@pytest.mark.parametrize(
    ("reader", "contract", "quote"),
    [(Audience.FINANCE, 7_654_321, 1_234_567), (Audience.DIVISION, WITHHELD, 1_234_567)],
)
def test_rows_of_costs_tell_amounts_to_those_who_see_what_they_rest_on(
    reader: Audience, contract: Any, quote: Any
) -> None:
    """Sums that stand in no field of the inventory, so that only the row itself says what it rests on."""
    analysis, _, options = scene()
    row = analysis.plan.cost_rows[0]
    stated = (ContractItem.CURRENT, ContractItem.SIGNED, CostItem.PENALTY)
    rows = (
        *(replace(row, item=item, basis=Basis.CONTRACT, amount=7_654_321) for item in stated),
        replace(row, item=CostItem.MIGRATION, basis=Basis.QUOTE, amount=1_234_567, carried=7_654_321),
    )
    plan = replace(analysis.plan, cost_rows=rows)
    shown, _ = for_reader(replace(analysis, plan=plan), replace(options, audience=reader.ja))
    assert [told.amount for told in shown.plan.cost_rows] == [contract, contract, contract, quote]
    assert shown.plan.cost_rows[-1].carried == (None if contract is WITHHELD else contract)


def test_what_is_withheld_is_no_value() -> None:
    with pytest.raises(TypeError, match="known"):
        bool(WITHHELD)
    assert not known(WITHHELD)
    assert Catalogue("ja").get("common.detail", name="基盤", detail=WITHHELD) == "基盤(非公開)"


def test_the_sets_of_readers_are_ends_of_one_chain() -> None:
    """Else «the strictest» of two fields could be one that a reader may see while the other may not be seen."""
    for allowed in ALLOWED.values():
        for secrecy in allowed:
            assert all(milder in allowed for milder in Secrecy if strictest(milder, secrecy) is secrecy)


def test_inside_the_body_everything_is_seen() -> None:
    analysis, planter, options = scene()
    content = b"".join(content for name, content in render_outputs(analysis, options) if name == "index.html").decode()
    seen = {planter.secrecy[mark] for mark in MARK.findall(content.replace(",", "")) if mark in planter.secrecy}
    assert {Secrecy.INSIDE, Secrecy.PRICE, Secrecy.QUOTE, Secrecy.SECURITY} <= seen
