"""共に使うもの: what several bodies share besides a vendor is one thing, and a name alone proves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from bench.prefecture import write_prefecture
from readiness.analysis.inputs import Inputs
from readiness.app.portfolio import survey
from readiness.model.body import Body, OperatingBody
from readiness.model.contract import Contract, ContractKind
from readiness.model.interface import Interface
from readiness.model.inventory import Inventory
from readiness.model.planning_input import Proposal
from readiness.model.system import System
from readiness.model.vendor import Package, Vendor
from readiness.portfolio.combine import combine
from readiness.portfolio.share import body_share
from readiness.portfolio.shared import SharedThing
from readiness.standard.load import load_standard

STANDARD = load_standard()
JOINT = OperatingBody(id="ob", name="架空広域事務組合")


def town(name: str, *systems: System, **more: object) -> Inventory:
    vendor = Vendor(id=f"v-{name}", name="甲(架空)", corporate_number="8999999990001")
    own = tuple(replace(system, vendor=vendor.id, migrated=False) for system in systems)
    return Inventory(body=Body(id=name, name=name), vendors=(vendor,), systems=own, **more)  # type: ignore[arg-type]


def things(*towns: Inventory) -> dict[tuple[str, str], SharedThing]:
    shares = [body_share(Inputs(inventory=one, standard=STANDARD, as_of=date(2026, 11, 2))) for one in towns]
    assert combine(shares) == combine(list(shares))
    return {(thing.kind, thing.name): thing for thing in combine(shares).shared}


def juki(**more: object) -> System:
    return System(id="juki", name="住基", areas=("juki",), **more)  # type: ignore[arg-type]


def test_a_joint_body_and_its_room_are_one_thing_of_both_towns() -> None:
    on = juki(operating_body="ob", data_centre="組合サーバ室")
    found = things(*(town(name, on, operating_bodies=(JOINT,)) for name in ("北町", "南町")))
    assert found.keys() == {("operating_body", "架空広域事務組合"), ("data_centre", "組合サーバ室")}
    assert all(one.bodies == ("北町", "南町") and one.areas == ("juki",) and one.sure for one in found.values())
    assert found["data_centre", "組合サーバ室"].talk_to == ("架空広域事務組合",)


def test_a_room_of_one_name_and_no_common_runner_is_asked_about() -> None:
    mine, other = town("北町", juki(data_centre="庁舎サーバ室")), town("南町", juki(data_centre="庁舎サーバ室"))
    other = replace(other, vendors=(replace(other.vendors[0], corporate_number="7999999990002", name="乙"),))
    assert [one.sure for one in things(mine, other).values()] == [False]
    assert not things(town("北町", juki(platform="共通基盤")), town("南町", juki(platform="共通基盤")))


def test_hub_contract_and_package_are_seen_with_one_date_or_several() -> None:
    hub = System(id="hub", name="共通連携基盤")
    link = Interface(id="L", from_="juki", to="juki2", hub="hub")
    joint = Contract(id="c", name="共同利用契約", kind=ContractKind.JOINT_USE, systems=("juki",))
    package = Package(id="p", name="かいごナビ", version="3.1")

    def one(name: str, day: date) -> Inventory:
        return town(
            name, juki(package="p"), replace(juki(), id="juki2"), hub, interfaces=(link,), contracts=(joint,),
            packages=(package,), proposals=(Proposal(system="juki", date=day),),
        )  # fmt: skip

    same = things(one("北町", date(2028, 1, 4)), one("南町", date(2028, 1, 4)))
    assert same.keys() == {("hub", "共通連携基盤"), ("contract", "共同利用契約"), ("package", "かいごナビ 3.1")}
    assert same["contract", "共同利用契約"].one_day is True
    other = things(one("北町", date(2028, 1, 4)), one("南町", date(2028, 5, 8)))
    assert other["contract", "共同利用契約"].one_day is False
    assert same["hub", "共通連携基盤"].moving == 6 and same["hub", "共通連携基盤"].one_day is None


def test_one_town_shares_nothing_with_itself() -> None:
    on = juki(operating_body="ob", data_centre="組合サーバ室")
    assert not things(town("北町", on, replace(on, id="b"), operating_bodies=(JOINT,)))


def test_the_sample_prefecture_shows_its_centres_and_its_hub(tmp_path: Path) -> None:
    write_prefecture(tmp_path)
    surveyed = survey([tmp_path / "団体"])
    assert not surveyed.unreadable and len(surveyed.portfolio.bodies) == 30
    assert all(row.fictional and row.prefecture == "架空県" for row in surveyed.portfolio.bodies)
    found = {(one.kind, one.name): len(one.bodies) for one in surveyed.portfolio.shared if one.sure}
    assert found["operating_body", "架空北部電算センター"] == 6
    assert found["data_centre", "架空南部広域事務組合サーバ室"] == 5
    assert found["hub", "共通連携基盤(架空)"] == 9
    packages = [one for one in surveyed.portfolio.shared if one.kind == "package"]
    assert len(packages) == 3 and all(
        one.talk_to == (one.talk_to[0],) for one in packages
    )  # the maker's, whoever runs it
    assert len({peers.body for peers in surveyed.portfolio.running}) > 20
