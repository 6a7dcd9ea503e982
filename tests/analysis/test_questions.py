"""質問リスト: what to ask whom first."""

from datetime import date

from readiness.analysis.completeness import assess_completeness
from readiness.analysis.questions import Question, ask
from readiness.gaps.derive import derive
from readiness.gaps.register import build_register
from readiness.gaps.survey import Survey
from readiness.messages.catalogue import Catalogue
from readiness.model.body import Body, Division
from readiness.model.contract import Contract
from readiness.model.facts import BlockKind, Result
from readiness.model.fields import way
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.interface import ExternalSystem, Interface
from readiness.model.inventory import Inventory
from readiness.model.ref import Ref
from readiness.model.system import System
from readiness.model.text import text
from readiness.model.vendor import Vendor

DAY = date(2026, 12, 1)


def questions(inventory: Inventory, *findings: Finding) -> tuple[Question, ...]:
    register = build_register(derive(inventory, DAY), ())
    unknown = assess_completeness(inventory).unknown
    return ask(Survey(inventory=inventory, as_of=DAY), unknown, register, None, findings).items


def find(items: tuple[Question, ...], kind: str, name: str) -> Question:
    (found,) = (item for item in items if (item.kind, item.name) == (kind, name))
    return found


def published_city() -> Inventory:
    """As `readiness init` leaves it: systems with areas, and nobody known."""
    systems = tuple(System(id=f"s{n}", name=f"システム{n}", areas=("resident_registry",)) for n in range(17))
    return Inventory(body=Body(id="c", name="架空市"), systems=systems)


def test_where_no_vendor_is_known_the_vendors_are_asked_for_first_and_all_at_once():
    items = questions(published_city())
    first = items[0]
    assert (first.kind, first.name, len(first.records)) == ("systems", "vendor", 17)
    assert first.holds_up > 100
    assert first.weight >= first.holds_up
    assert first.asked == Subject("body", "c")


def test_what_only_the_unknown_vendor_knows_waits_at_the_end():
    items = questions(published_city())
    waiting = [item.waiting for item in items]
    assert waiting == sorted(waiting)
    assert find(items, "systems", "platform_eol").waiting
    assert not find(items, "systems", "migrated").waiting


def test_a_known_vendor_and_division_are_asked_themselves():
    inventory = Inventory(
        body=Body(id="c"),
        divisions=(Division(id="d", name="福祉課", areas=("child_allowance",)),),
        vendors=(Vendor(id="v", name="架空情報"),),
        systems=(System(id="s", areas=("child_allowance",), vendor="v"),),
    )
    items = questions(inventory)
    eol = find(items, "systems", "platform_eol")
    assert (eol.asked, eol.waiting) == (Subject("vendor", "v"), False)
    assert find(items, "systems", "due").asked == Subject("division", "d")
    assert eol.gaps, "it is asked through the vendor's question book"


def test_more_results_and_more_records_weigh_more():
    contracts = tuple(Contract(id=f"c{n}", notice_months=6) for n in range(3))
    items = questions(Inventory(body=Body(id="c"), contracts=contracts))
    end, rights = find(items, "contracts", "end"), find(items, "contracts", "rights")
    assert items.index(end) < items.index(rights)
    assert end.weight == 3 * len(way(Contract, "end")[-1].holds)
    assert {block.kind for block in end.blocks} == {BlockKind.HEADLINE, BlockKind.GATE, BlockKind.PAPER}


def test_a_finding_that_asks_something_else_is_a_question_of_its_own():
    inventory = Inventory(
        body=Body(id="c"), divisions=(Division(id="d", areas=("child_allowance",)),), systems=(System(id="s"),)
    )
    flow = Finding(
        code="IF103",
        severity=Severity.QUESTION,
        subject=Subject("area", "child_allowance"),
        message=text("rule.IF103.none", systems=1),
        ref=Ref("inventory.yaml", ("systems", 0, "areas")),
    )
    (found,) = (item for item in questions(inventory, flow) if item.name == "IF103")
    assert found.asked == Subject("division", "d")


def test_every_question_and_block_can_be_said_in_both_languages():
    everything = Inventory(
        body=Body(id="c"),
        divisions=(Division(id="d"),),
        vendors=(Vendor(id="v"),),
        contracts=(Contract(id="k"),),
        systems=(System(id="s"),),
    )
    items = questions(everything)
    for words in (Catalogue("ja"), Catalogue("en")):
        for item in items:
            assert "⟦" not in words.render(item.what), item.what
        for result in Result:
            assert words.has(result.key), result


def test_an_interface_without_a_name_is_called_by_its_ends():
    systems = (System(id="a", name="住民記録"), System(id="b", name="介護保険"))
    outside = (ExternalSystem(id="x", name="国保連"),)
    links = (
        Interface(id="if-1", from_="a", to="b"),
        Interface(id="if-2", from_="b", to="x"),
        Interface(id="if-3", name="宛名の受渡し", from_="a", to="b"),
    )
    items = questions(Inventory(body=Body(id="c"), systems=systems, external_systems=outside, interfaces=links))
    named = {names for item in items if item.kind == "interfaces" for names in [dict(item.what.params)["names"]]}
    assert {name for names in named for name in names} == {"住民記録→介護保険", "介護保険→国保連", "宛名の受渡し"}
