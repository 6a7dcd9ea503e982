"""What several bodies use together, as questions are asked about it: only what the ledgers say is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from readiness.exchange.joint.back import placed
from readiness.exchange.joint.things import Thing, Things
from readiness.exchange.replies.row import AnswerRow
from readiness.messages.catalogue import Catalogue
from readiness.model.body import Body, OperatingBody, OperatingBodyKind
from readiness.model.contract import Contract, ContractKind
from readiness.model.finding import Subject
from readiness.model.gap import EventKind, GapEntry, GapEvent, GapState, Reply
from readiness.model.interface import Interface
from readiness.model.inventory import Inventory
from readiness.model.system import System
from readiness.model.vendor import Package, Vendor
from readiness.portfolio.work import key_ring, vendor_aliases

UNION = OperatingBody(id="ob", name="架空広域組合")


def town(name: str, *systems: System, number: str = "8999999990001", **more: object) -> Inventory:
    vendor = Vendor(id=f"v-{name}", name=f"甲{number[0]}(架空)", corporate_number=number)
    own = tuple(replace(system, vendor=vendor.id) for system in systems)
    stated = {"vendors": (vendor,), "operating_bodies": (UNION,), **more}
    return Inventory(body=Body(id=name, name=name), systems=own, **stated)  # type: ignore[arg-type]


def system(id_: str, name: str, *areas: str, **more: object) -> System:
    return System(id=id_, name=name, areas=areas, operating_body="ob", **more)  # type: ignore[arg-type]


def things(*towns: Inventory) -> Things:
    return Things(towns, key_ring(vendor_aliases(one) for one in towns))


def of(found: Things, at: int, kind: str, id_: str) -> Thing | None:
    return found.of(at, Subject(kind, id_), id_)


def test_one_area_on_one_joint_body_is_one_thing_whatever_a_town_calls_it() -> None:
    found = things(town("北町", system("a", "住基", "juki")), town("南町", system("b", "住民記録", "juki")))
    thing = of(found, 0, "system", "a")
    assert thing is not None and thing == of(found, 1, "system", "b")
    assert (thing.name, thing.areas, thing.what, thing.bodies) == ("架空広域組合", ("juki",), "", (0, 1))
    assert not found.notes


def test_two_systems_for_one_area_are_told_apart_by_name_and_what_is_left_is_a_town_s_own() -> None:
    north = town("北町", system("a", "住基", "juki"), system("c", "証明発行", "juki"))
    found = things(north, town("南町", system("b", "住基", "juki")))
    assert of(found, 0, "system", "a") is of(found, 1, "system", "b") is not None
    assert of(found, 0, "system", "c") is None


def test_a_joint_contract_is_one_by_its_number_and_vendor() -> None:
    def one(name: str, number: str, maker: str = "8999999990001") -> Inventory:
        contract = Contract(id="c", name="利用契約", number=number, kind=ContractKind.JOINT_USE, vendor=f"v-{name}")
        return town(name, contracts=(contract,), number=maker)

    found = things(
        one("北町", "第1号"), one("南町", "第1号"), one("西町", "第2号"), one("東町", "第1号", "7999999990002")
    )
    assert of(found, 0, "contract", "c") is of(found, 1, "contract", "c") is not None
    assert of(found, 2, "contract", "c") is None and of(found, 3, "contract", "c") is None


def test_a_centre_asked_as_a_party_is_one() -> None:
    centre = OperatingBody(id="ob", name="架空電算センター", kind=OperatingBodyKind.COMPUTING_CENTRE)
    both = [
        Inventory(
            body=Body(id=name, name=name),
            vendors=(Vendor(id="v", name="架空電算センター"),),
            operating_bodies=(centre,),
        )
        for name in ("北町", "南町")
    ]
    thing = of(things(*both), 1, "vendor", "v")
    assert thing is not None and thing.plain == "架空電算センター" and thing.bodies == (0, 1)


def test_what_the_bodies_say_otherwise_is_remarked() -> None:
    packages = (Package(id="p", name="標準", version="1"), Package(id="q", name="標準", version="2"))
    north = town("北町", system("a", "住基", "juki", package="p"), packages=packages)
    south = town("南町", system("a", "住基", "juki", package="q"), packages=packages, number="7999999990002")
    said = [Catalogue("ja").render(one) for one in things(north, south).notes]
    assert len(said) == 2 and "甲8(架空): 北町" in said[0] and "標準 1: 北町、標準 2: 南町" in said[1]
    hubs = [town(name, system("h", hub)) for name, hub in (("北町", "基盤"), ("南町", "基盤"), ("西町", "連携サーバ"))]
    (said_,) = [Catalogue("ja").render(one) for one in things(*hubs).notes]
    assert "基盤: 北町、南町" in said_ and "連携サーバ: 西町" in said_
    alone = replace(System(id="h", name="連携基盤"))
    link = Interface(id="L", from_="a", to="b", hub="h")
    (note,) = things(*(town(name, alone, interfaces=(link,)) for name in ("北町", "南町"))).notes
    assert "「連携基盤」の名称は北町、南町で同じ" in Catalogue("ja").render(note)


def test_an_amount_for_all_is_no_cost_of_one_body_and_a_closed_point_stays_closed() -> None:
    entry = GapEntry(id="G-1", gap=None, state=GapState.ASKED)
    question = SimpleNamespace(id="G-J", ids=frozenset({"G-J"}))
    row = AnswerRow(place="x!A1", id="G-J", reply=Reply(fact="別途", cost_low=1_200_000), joint="")
    (own,), (remark,) = placed(row, entry, question)  # type: ignore[arg-type]
    assert own.reply == Reply(fact="別途", words="1,200,000円") and own.joint == "G-J" and remark.grave
    assert placed(row, replace(entry, state=GapState.CLOSED), question) == ((), ())  # type: ignore[arg-type]
    given = GapEvent(gap="G-1", kind=EventKind.ANSWERED, at=date(2026, 11, 2), reply=Reply(fact="含む"))
    answered = replace(entry, reply=given.reply, events=(given,))
    assert placed(row, answered, question)[0] == ()  # type: ignore[arg-type]
    from_book = replace(answered, events=(replace(given, document="G-J"),))
    assert placed(row, from_book, question)[0][0].reply == own.reply  # type: ignore[arg-type]
