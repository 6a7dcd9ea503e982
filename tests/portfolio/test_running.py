"""Running cost beside others: never fewer than five of them, never a name, never the price of one body."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import yaml

from readiness.analysis.inputs import Inputs
from readiness.inventory.load import load_inventory
from readiness.model.body import Body, BodyClass
from readiness.model.inventory import Inventory
from readiness.model.money import CostLine, CostLineItem
from readiness.model.system import System
from readiness.model.vendor import Package
from readiness.portfolio.combine import combine
from readiness.portfolio.running import CostFigure, CostShare, compare, spread
from readiness.portfolio.share import body_share
from readiness.report.portfolio.folder import render_folder
from readiness.report.portfolio.view import portfolio_view
from readiness.standard.load import load_standard

STANDARD = load_standard()


def share(at: int, yen: int, people: int = 10_000, csp: str = "甲クラウド", package: str = "p") -> CostShare:
    figure = CostFigure(
        kind="item", name="データセンター利用料", yen=yen, packages=frozenset({package}), csps=frozenset({csp})
    )
    return CostShare(body=f"t{at}", label=f"町{at}", body_class="town", population=people, year=2026, figures=(figure,))


def test_a_group_of_four_others_tells_nothing_and_five_do() -> None:
    assert compare(share(at, 1_000_000 + at) for at in range(5)) == ()
    found = compare(share(at, 1_000_000 * (at + 1)) for at in range(6))
    assert [one.n for one in found] == [5] * 6
    assert (found[0].place, found[2].place, found[5].place) == ("below", "within", "above")


def test_what_was_let_go_is_said() -> None:
    rows = [share(at, 1_000_000 + at, csp="乙クラウド" if at > 3 else "甲クラウド") for at in range(7)]
    first = compare(rows)[0]
    assert (first.kept, first.relaxed) == (("size", "class", "package"), ("csp",))
    rows = [share(at, 1_000_000 + at, people=10_000 * 3**at) for at in range(7)]
    first = compare(rows)[0]
    assert (first.kept, first.n, first.people) == ((), 6, None)


def test_no_figure_is_the_value_of_one_body() -> None:
    rng = Random(1)
    for _ in range(200):
        values = sorted(rng.uniform(100, 9000) for _ in range(rng.randrange(5, 12)))
        low, middle, high = spread(values)
        assert low <= middle <= high
        assert not {low, middle, high} & {
            round(value) for value in values if len(str(round(value))) > 2 and round(value) % 10
        }


def test_neither_names_nor_prices_of_others_leave_the_comparison(tmp_path: Path) -> None:
    shares, prices = [], []
    for at in range(7):
        yen = 98_765_432 + 1_234_567 * at
        prices += [yen, yen // 1000]
        inventory = Inventory(
            body=Body(
                id=f"town{at}", name=f"秘密{at}町", body_class=BodyClass.TOWN, population=9_000 + at, fictional=True
            ),
            packages=(Package(id="p", name="かいごナビ"),),
            systems=(System(id="s", areas=("long_term_care",), package="p", csp="甲クラウド"),),
            cost_lines=(CostLine(id="c", item=CostLineItem.DATA_CENTRE, current=yen),),
        )
        shares.append(body_share(Inputs(inventory=inventory, standard=STANDARD, as_of=date(2026, 11, 2))))
    view = portfolio_view(combine(shares), "ja", STANDARD.areas, level="advisers")
    files = dict(render_folder(view))
    assert not any("running" in name or "peers" in name for name in dict(render_folder(replace(view, level="bodies"))))
    (name,) = [name for name in files if name == "peers/town3.yaml"]
    told = yaml.safe_load(files[name])["peers"]
    assert [(row["item"], row["n"]) for row in told] == [(CostLineItem.DATA_CENTRE.ja, 6)]
    for name, content in files.items():
        if name.startswith("peers/") or name.endswith("running.csv"):
            text = content.decode("utf-8-sig").replace(",", "")
            assert not any(str(price) in text for price in prices)
            assert name.endswith(".csv") or not re.search("秘密[0-9]町", text)
    (tmp_path / "town.yaml").write_text(
        "body: {id: town3, name: 町}\n" + files["peers/town3.yaml"].decode("utf-8"), encoding="utf-8"
    )
    loaded = load_inventory(tmp_path / "town.yaml", STANDARD.area_spellings)
    assert not loaded.fatal and loaded.inventory is not None
    assert loaded.inventory.peers[0].median == told[0]["median"]
