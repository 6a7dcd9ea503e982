"""The sample bodies: readable without a single finding, as large as promised, and fictional beyond doubt."""

import re
from pathlib import Path

import pytest

from readiness.inventory.load import load_inventory
from readiness.model.contract import ContractKind, MultiYearBasis
from readiness.model.inventory import Inventory
from readiness.model.system import Conformance, DueKind
from readiness.model.unknown import UNKNOWN, known

FOLDER = Path(__file__).parents[2] / "inventories"
SAMPLES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def read(name: str) -> Inventory:
    loaded = load_inventory(FOLDER / name, {})
    assert loaded.findings == ()
    assert loaded.inventory is not None
    return loaded.inventory


def corporate_digit(base: str) -> int:
    """Check digit of a 法人番号: 9 − (Σ digit × 1, 2, 1, 2 … from the right) mod 9."""
    return 9 - sum(int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(base))) % 9


def code_digit(base: str) -> int:
    """Check digit of a 団体コード: weights 6 to 2, 11 minus the remainder, its last figure."""
    total = sum(int(digit) * weight for digit, weight in zip(base, (6, 5, 4, 3, 2), strict=True))
    return (11 - total % 11) % 10


def test_check_digits_of_the_test_are_right() -> None:
    assert "23201" + str(code_digit("23201")) == "232017"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_fictional_in_every_file_and_vendor(name: str) -> None:
    inventory = read(name)
    assert inventory.body.fictional
    for path in (FOLDER / name).rglob("*.yaml"):
        assert "架空" in path.read_text(encoding="utf-8"), path
    assert all("架空" in vendor.name for vendor in inventory.vendors)
    assert all("架空" in package.name for package in inventory.packages)


@pytest.mark.parametrize("name", SAMPLES)
def test_codes_are_valid_in_form_and_collide_with_nothing_real(name: str) -> None:
    inventory = read(name)
    code = inventory.body.code
    assert known(code)
    assert re.fullmatch(r"99\d{4}", code)  # prefectures are 01 to 47
    assert int(code[5]) == code_digit(code[:5])
    numbers = [vendor.corporate_number for vendor in inventory.vendors if known(vendor.corporate_number)]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert re.fullmatch(r"\d99999999\d{4}", number)
        assert int(number[0]) == corporate_digit(number[1:])


def test_the_town_is_in_a_mixed_state() -> None:
    town = read("midori-cho")
    assert len(town.systems) >= 25
    assert len(town.interfaces) >= 60
    assert {True, False} <= {system.migrated for system in town.systems}
    assert {system.due for system in town.systems} >= {DueKind.PRINCIPAL, DueKind.EXTENDED, DueKind.NOT_APPLICABLE}
    open_ended = [m for system in town.systems for m in system.transitional_measures if m.until is UNKNOWN]
    assert open_ended
    assert [window.basis for window in town.windows if window.strict] == [
        "健康福祉課長の確認(令和8年10月8日 健福第412号)"
    ]
    mismatch = [link for link in town.interfaces if link.from_says and link.to_says]
    assert [link.id for link in mismatch] == ["if-031"]
    assert not town.body.welfare_office


def test_the_core_city_is_as_large_as_promised() -> None:
    city = read("aozora-shi")
    areas = {area for system in city.systems for area in system.areas}
    assert len(areas) == 21
    assert len(city.systems) >= 45
    assert len(city.interfaces) >= 140
    assert len(city.vendors) >= 12
    assert len(city.vendor_groups) >= 9
    assert len(city.contracts) >= 20
    assert len(city.procurements) >= 6
    assert len({system.csp for system in city.systems if known(system.csp)}) == 2
    assert [vendor.id for vendor in city.vendors if vendor.merged_into] == ["hokuto"]
    assert [vendor.id for vendor in city.vendors if vendor.service_end] == ["hotaru"]
    sellers = {package.vendor for package in city.packages if package.lineage == "l-asahi"}
    assert sellers == {"asahi", "chuo"}  # a reseller shares the lineage
    separate = {area for system in city.systems if system.due is DueKind.EXTENDED for area in system.areas}
    assert separate == {"介護保険", "障害者福祉", "生活保護"}
    assert all(known(system.due_reason) for system in city.systems if system.due is DueKind.EXTENDED)
    assert sum(system.conformance is Conformance.TRANSITIONAL for system in city.systems) >= 5


def test_the_core_city_has_what_an_official_knows_from_home() -> None:
    city = read("aozora-shi")
    kinds = {ContractKind.LEASE, ContractKind.JOINT_USE, ContractKind.DEBT_BURDEN, ContractKind.LONG_TERM}
    assert kinds <= {contract.kind for contract in city.contracts}
    assert any("一式" in contract.name and len(contract.systems) >= 5 for contract in city.contracts)
    assert {bought.multi_year for bought in city.procurements} >= {MultiYearBasis.DEBT_BURDEN, MultiYearBasis.LONG_TERM}
    measures = [measure for system in city.systems for measure in system.transitional_measures]
    assert len(measures) >= 10
    assert 0 < sum(known(measure.number) for measure in measures) < len(measures)
    assert sum(system.charset.gaiji_total for system in city.systems if known(system.charset.gaiji_total)) > 1_000
    assert sum(form.print_vendor == "bpo" for form in city.forms) >= 10
    assert len(city.euc_assets) >= 5
    asked = {asset.on_data_list for asset in city.euc_assets}
    assert {False, UNKNOWN} <= asked  # queries beyond the data list, and ones nobody has looked at


def test_the_core_city_has_adopted_a_plan_for_every_system_that_waits() -> None:
    city = read("aozora-shi")
    assert city.decisions.plan is not None
    planned = {system for move in city.decisions.plan.moves for system in move.systems}
    waiting = {system.id for system in city.systems if system.migrated is False}
    assert planned == waiting
    assert all(move.date in city.planning.dates for move in city.decisions.plan.moves)
    assert [pin.move for pin in city.decisions.pins] == ["m-kaigo"]
    assert [waiver.subject for waiver in city.decisions.waivers] == ["c-22"]
