"""案の比較: the adopted plan first, then the other ways, then 現状維持 as the line of comparison."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.figures.money import way_key
from readiness.model.deciding import DecisionOption
from readiness.model.plan import PlanMode, Score, Strategy, StrategyKind
from readiness.model.unknown import Unknown
from readiness.report.papers.form import Form
from readiness.tables.table import Cell, Row, Table, heads

MOST = 3
_COLUMNS = ("name", "one_off", "yearly", "cost", "last", "links", "risk", "judged")


def options_table(form: Form, stated: Sequence[DecisionOption]) -> Table:
    """Two or three ways with cost, last date, temporary links, risk; an option without a price is never 推奨."""
    plan = form.context.analysis.plan
    rows: list[Row] = []
    if plan.score is not None and not plan.assumed:
        mode = "options.adopted" if plan.mode is not PlanMode.OPTIMISE else "options.computed"
        rows.append(_row(form, form.t(mode), plan.score, _stated(stated, "plan"), way_key(None)))
    others = [
        item
        for item in plan.strategies
        if item.score is not None
        and item.kind is not StrategyKind.NOTHING
        # The plan itself is no way beside it, unless a person speaks of it under that name.
        and ({one.move: one.date for one in item.placements} != plan.date_of or _stated(stated, item.kind.value))
    ]
    for item in [] if plan.assumed else others[: MOST - len(rows)]:
        rows.append(
            _row(form, form.stated(item.kind), item.score, _stated(stated, item.kind.value), way_key(item.kind))
        )
    rows += [_person(form, option) for option in stated if option.strategy is None]
    nothing = next((item for item in plan.strategies if item.kind is StrategyKind.NOTHING), None)
    if rows and nothing is not None:
        rows.append(_nothing(form, nothing))
    last = form.context.analysis.plan.years[-1:]
    yearly = form.t("options.yearly", year=form.context.fiscal(last[0].fiscal_year)) if last else form.t("options.year")
    heads_ = {name: form.t(f"options.{name}") for name in _COLUMNS if name != "yearly"} | {"yearly": yearly}
    return Table(
        id="t-options",
        caption="",  # its heading names it
        columns=heads(*(heads_[name] for name in _COLUMNS)),
        rows=tuple(rows),
    )


def _stated(stated: Sequence[DecisionOption], strategy: str) -> DecisionOption | None:
    return next((option for option in stated if option.strategy == strategy), None)


def _row(form: Form, name: str, score: Score | None, stated: DecisionOption | None, key: str) -> Row:
    if score is None:
        return (Cell(text=name), *(Cell(text=form.t("void")) for _ in _COLUMNS[1:]))
    broken = form.t("options.broken_count", count=score.broken) if score.broken else form.t("options.none_broken")
    return (
        Cell(text=stated.name if stated else name),
        _part(form, f"{key}.one_off"),
        _part(form, f"{key}.yearly"),
        _cost(form, score, key),
        Cell(text=form.context.day(score.last_date) if score.last_date else form.t("void"), sub=broken),
        _links(form, score, key),
        Cell(text=_risk(form, stated)),
        Cell(text=_judged(form, stated, priced=not isinstance(score.yen.value, Unknown))),
    )


def _links(form: Form, score: Score, key: str) -> Cell:
    """The most temporary links at a time, and months they run in all."""
    said = form.t("options.link_months", links=score.most_links, months=score.link_months)
    return Cell(text=said, figure=f"{key}.most_links {key}.link_months")


def _part(form: Form, key: str) -> Cell:
    """What a way adds once, or by the year; beside it how much of it nobody has quoted."""
    if not form.context.sees("Contract", "annual_amount"):
        return Cell(text=form.t("void"))
    found = form.context.figures[key]
    unquoted = isinstance(found.value, Unknown)
    sub = form.t("count" if unquoted else "options.missing", count=found.missing) if found.missing else ""
    return form.figure(key, unknown="unquoted", sub=sub)


def _cost(form: Form, score: Score, key: str) -> Cell:
    if not form.context.sees("Contract", "annual_amount"):
        return Cell(text=form.t("void"))
    key = f"{key}.yen"
    missing = form.context.figures[key].missing
    unquoted = isinstance(score.yen.value, Unknown)
    sub = form.t("options.missing", count=missing) if missing and not unquoted else ""
    return form.figure(key, unknown="unquoted", sub=sub)


def _risk(form: Form, stated: DecisionOption | None) -> str:
    """The risk a person sees, with its remedy."""
    parts = [part for part in (stated.risk, stated.remedy) if part] if stated is not None else []
    return " → ".join(parts) or form.todo("risk")


def _judged(form: Form, stated: DecisionOption | None, *, priced: bool) -> str:
    """The person's evaluation (◎○△) with its reason; 推奨 only where the cost is known."""
    if stated is None or not (stated.recommended or stated.reason):
        return form.todo("judged")
    if stated.recommended and priced:
        return form.t("options.recommended", reason=stated.reason or form.todo("why"))
    return stated.reason or form.todo("judged")


def _person(form: Form, option: DecisionOption) -> Row:
    """An option that only people know: what it costs has to be asked for."""
    open_ = Cell(text=form.t("unquoted"))
    void = Cell(text=form.t("void"))
    cells = (open_, open_, open_, void, void)
    return (
        Cell(text=option.name),
        *cells,
        Cell(text=_risk(form, option)),
        Cell(text=_judged(form, option, priced=False)),
    )


def _nothing(form: Form, item: Strategy) -> Row:
    """現状維持 up to its end; from there it cannot go on, and it is never recommended."""
    said = form.context.render(item.note) if item.note else form.t("options.nothing")
    score, void = item.score, Cell(text=form.t("void"))
    if score is None:
        return (Cell(text=form.stated(item.kind)), *(void for _ in _COLUMNS[3:]), Cell(text=said), void)
    links = _links(form, score, way_key(item.kind))
    cost = _cost(form, score, way_key(item.kind))
    return (Cell(text=form.stated(item.kind)), void, void, cost, void, links, Cell(text=said), void)
