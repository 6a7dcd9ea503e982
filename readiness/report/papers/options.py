"""案の比較: the ways people recorded, else the adopted plan and others; then 現状維持 as the line of comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from readiness.figures.money import way_key
from readiness.model.deciding import DecisionOption, OptionStrategy
from readiness.model.plan import PlanMode, Score, Strategy, StrategyKind
from readiness.model.unknown import Unknown
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Grid, Para
from readiness.tables.table import Cell, Row, Table, heads

MOST = 3
FEWEST = 2  # so many recorded ways are a comparison: nothing calculated is set beside them unasked
_COLUMNS = ("name", "one_off", "yearly", "cost", "last", "links", "risk", "judged")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One row: its name, what was reckoned (`key` names the figures), what a person says; `open`: prices missing."""

    name: str
    key: str = ""
    score: Score | None = None
    said: DecisionOption | None = None
    open: bool = True

    @property
    def undated(self) -> bool:
        """Whether nobody has said by when what is missing will have been quoted."""
        return self.open and (self.said is None or self.said.quote_by is None)


def options_blocks(form: Form, stated: Sequence[DecisionOption]) -> list[Block]:
    """Two or three ways with cost, last date, temporary links, risk; one with a price missing is never 推奨."""
    plan, ways = form.context.analysis.plan, _ways(form, stated)
    if not ways:
        return []
    rows = [_row(form, way) for way in ways]
    rows += [_nothing(form, item) for item in plan.strategies if item.kind is StrategyKind.NOTHING]
    last = plan.years[-1:]
    yearly = form.t("options.yearly", year=form.context.fiscal(last[0].fiscal_year)) if last else form.t("options.year")
    columns = heads(*(yearly if name == "yearly" else form.t(f"options.{name}") for name in _COLUMNS))
    table = Table(id="t-options", caption="", columns=columns, rows=tuple(rows))  # its heading names it
    notes = [form.t("options.quotes", day=form.todo("quote_by"))] if any(way.undated for way in ways) else []
    return [
        Grid(table=table, widths=(11, 10, 10, 11, 11, 11, 21, 15), unit=form.t("unit")),
        *(Para(text=note, style="note") for note in (*notes, form.t("options.whole"))),
    ]


def _ways(form: Form, stated: Sequence[DecisionOption]) -> list[_Way]:
    """The ways as recorded, in their order; where they are no comparison, what was calculated goes before them."""
    reckoned = _reckoned(form, stated)
    own = [
        replace(reckoned.pop(_word(option), _Way(name="")), name=option.name, said=option)
        for option in stated
        if option.strategy is not OptionStrategy.NOTHING
    ]
    return own if len(own) >= FEWEST else [*list(reckoned.values())[: MOST - len(own)], *own]


def _reckoned(form: Form, stated: Sequence[DecisionOption]) -> dict[str, _Way]:
    """What was calculated, by the word of its strategy; nothing where the dates are only assumed."""
    plan = form.context.analysis.plan
    found: dict[str, _Way] = {}
    if plan.score is not None and not plan.assumed:
        name = form.t("options.adopted" if plan.mode is not PlanMode.OPTIMISE else "options.computed")
        found["plan"] = _Way(name=name, key=way_key(None), score=plan.score, open=not plan.priced("plan"))
    named = {_word(option) for option in stated}
    for item in () if plan.assumed else plan.strategies:
        # The plan itself is no way beside it, unless a person speaks of it under that name.
        same = {one.move: one.date for one in item.placements} == plan.date_of and item.kind.value not in named
        if item.score is not None and item.kind is not StrategyKind.NOTHING and not same:
            word, key = item.kind.value, way_key(item.kind)
            found[word] = _Way(name=form.stated(item.kind), key=key, score=item.score, open=not plan.priced(word))
    return found


def _word(option: DecisionOption) -> str:
    return option.strategy.value if option.strategy else ""


def _row(form: Form, way: _Way) -> Row:
    score = way.score
    if score is None:
        costs, last, links = [_unquoted(form, way)] * 3, Cell(text=form.t("void")), Cell(text=form.t("void"))
    else:
        broken = (
            form.t("options.broken_count", count=score.broken, about=way.key)
            if score.broken
            else form.t("options.none_broken")
        )
        costs = [_part(form, way, name) for name in ("one_off", "yearly", "yen")]
        last = Cell(text=form.context.day(score.last_date) if score.last_date else form.t("void"), sub=broken)
        links = _links(form, score, way.key)
    return (Cell(text=way.name), *costs, last, links, Cell(text=_risk(form, way.said)), Cell(text=_judged(form, way)))


def _links(form: Form, score: Score, key: str) -> Cell:
    """The most temporary links at a time, and months they run in all."""
    said = form.t("options.link_months", links=score.most_links, months=score.link_months, about=key)
    return Cell(text=said, figure=f"{key}.most_links {key}.link_months")


def _part(form: Form, way: _Way, name: str) -> Cell:
    """What a way adds once, by the year, or comes to in all; beside it how much of it nobody has quoted."""
    if not form.context.sees("Contract", "annual_amount"):
        return Cell(text=form.t("void"))
    key = f"{way.key}.{name}"
    found = form.context.figures[key]
    if isinstance(found.value, Unknown):
        sub = form.t("count", count=found.missing, about=key) if found.missing else ""
        return _unquoted(form, way)._replace(sub=sub, figure=key)
    return form.figure(key, sub=form.t("options.missing", count=found.missing, about=key) if found.missing else "")


def _unquoted(form: Form, way: _Way) -> Cell:
    """未徴取, with the day by which the price will be there."""
    day = way.said.quote_by if way.said else None
    if day is None:
        return Cell(text=form.t("unquoted"))
    key = "options.quote_by" if day >= form.context.as_of else "options.quote_late"
    return Cell(text=form.t(key, day=form.context.day(day)))


def _risk(form: Form, stated: DecisionOption | None) -> str:
    """The risk a person sees, with its remedy."""
    parts = [part for part in (stated.risk, stated.remedy) if part] if stated is not None else []
    return " → ".join(parts) or form.todo("risk")


def _judged(form: Form, way: _Way) -> str:
    """The person's evaluation (◎○△) with its reason; 推奨 only where every price is known."""
    said = way.said
    if said is None or not (said.recommended or said.reason):
        return form.todo("judged")
    if not said.recommended:
        return said.reason or form.todo("judged")
    key = "options.rests" if way.open else "options.recommended"
    return form.t(key, reason=said.reason or form.todo("why"))


def _nothing(form: Form, item: Strategy) -> Row:
    """現状維持 up to its end; from there it cannot go on, and it is never recommended."""
    said = form.context.render(item.note) if item.note else form.t("options.nothing")
    score, void = item.score, Cell(text=form.t("void"))
    if score is None:
        return (Cell(text=form.stated(item.kind)), *(void for _ in _COLUMNS[3:]), Cell(text=said), void)
    key = way_key(item.kind)
    cost = _part(form, _Way(name="", key=key), "yen")
    return (Cell(text=form.stated(item.kind)), void, void, cost, void, _links(form, score, key), Cell(text=said), void)
