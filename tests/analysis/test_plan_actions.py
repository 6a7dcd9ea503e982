"""What the register and the plan put on the list of things to do."""

from datetime import date

from readiness.analysis.plan_actions import SHOWN_TOPICS, register_actions
from readiness.gaps.derive import derive
from readiness.gaps.register import build_register
from readiness.messages.catalogue import Catalogue
from readiness.model.body import Body
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.inventory import Inventory
from readiness.model.system import System

DAY = date(2026, 12, 1)


def test_where_nobody_is_known_the_list_says_what_to_find_out_inside_the_body_first() -> None:
    systems = tuple(System(id=f"s{n}", name=f"システム{n}", areas=("resident_registry",)) for n in range(17))
    register = build_register(derive(Inventory(body=Body(id="c", name="架空市"), systems=systems), DAY), ())

    (action,) = register_actions(register, DAY)

    said = Catalogue("ja").render(action.what)
    assert (action.kind, action.due, action.who) == ("check", None, (Subject("body", "c"),))
    assert said.startswith("まず庁内(所管課・契約担当)で、日程又は決定に影響する")
    assert "システムの提供事業者(17件)" in said
    shown = dict(action.what.params)["topics"]
    assert isinstance(shown, tuple) and len(shown) <= SHOWN_TOPICS + 1
    rank_a = sum(entry.gap is not None and entry.gap.rank is Rank.A for entry in register.open)
    assert f"日程又は決定に影響する{rank_a}件" in said
