"""数字: cost by year, dependence before, now and after, what is not known, and the ways to go; hatched is 未確認."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from readiness.figures.listed import by_stage, held_key
from readiness.graph.plane.place import WIDTH
from readiness.model.dates import month_end
from readiness.model.lockin.shares import Stage
from readiness.model.unknown import Unknown
from readiness.report.views.keys import Key, box
from readiness.report.views.money_panels import PANEL, Panel, cost, ways
from readiness.report.views.scene import Mark, Scene, keyed, rect, width_of, words
from readiness.report.views.styles import FILLS, on
from readiness.report.views.tradeoff import tradeoff
from readiness.report.views.view import Sight, State, View
from readiness.report.years import tradeoff_table
from readiness.tables.table import Cell, Table, heads

_H, _GAP = 304.0, 14.0
_NAMED = 3


def numbers(sight: Sight) -> View:
    """Four pictures in one, each with its own sentence; yen against link-months where there are ways to compare."""
    panels = cost(sight), _dependence(sight), _gaps(sight), ways(sight)
    marks: list[Mark] = []
    shown = [panel for panel in panels if panel[2]] or panels  # the sentence above says what is not there
    for at, (name, sentence, inside) in enumerate(shown):
        x, y = (at % 2) * (PANEL + _GAP + 2), (at // 2) * (_H + _GAP)
        marks += _panel(sight, name, sentence, inside, x, y)
    sentence = sight.prose((*(panel[1] for panel in panels), sight.assumed))
    lines = -(-len(shown) // 2)
    scene = Scene(WIDTH, lines * (_H + _GAP) - _GAP + 2, tuple(marks))
    first = State(key="all", label=sight.t("numbers.all"), sentence=sentence, scene=scene)
    view = View(
        name="numbers",
        question=sight.t("numbers.question"),
        states=(first,),
        default="all",
        key=(
            box("unknown", sight.t("numbers.key.unknown")),
            Key(sight.t("numbers.key.height")),
            *sight.parties[: len(FILLS) - 1],
            *([box("grey", sight.t("numbers.key.others"))] if len(sight.parties) >= len(FILLS) else []),
        ),
        tables=(_table(sight),),
    )
    second = tradeoff(sight)
    if second is None:
        return view
    return replace(
        view,
        states=(first, second),
        key=(*view.key, Key(sight.t("numbers.key.trade"))),
        tables=(*view.tables, tradeoff_table(sight.context)),
        note=sight.context.t("report.tradeoffs.note"),
        controls="buttons",
    )


def _panel(sight: Sight, name: str, sentence: str, inside: list[Mark], x: float, y: float) -> Iterator[Mark]:
    yield rect("box", x + 1, y + 1, PANEL - 2, _H - 2, 4)
    yield words("t13 b ink", x + 12, y + 24, sight.t(f"numbers.{name}.title"), PANEL - 24)
    yield words("t11 soft", x + 12, y + 43, sentence, PANEL - 24)
    yield from (_shifted(mark, x, y) for mark in inside)


def _shifted(mark: Mark, x: float, y: float) -> Mark:
    """A mark of a panel in its place; panels use rectangles and words only."""
    return [*mark[:2], round(mark[2] + x, 1), round(mark[3] + y, 1), *mark[4:]]


def _dependence(sight: Sight) -> Panel:
    """Three bars over all own systems, so that their lengths can be compared."""
    context, found = sight.context, by_stage(sight.context.analysed)
    total = len(context.inventory.systems)
    if not total or not found:  # with systems and no shares it is withheld, of which the picture says nothing
        return "dependence", "" if total else sight.t("numbers.dependence.none"), []
    marks: list[Mark] = []
    stated: list[str] = []
    left, width = 92.0, 500.0
    for at, stage in enumerate(Stage):
        y = 74.0 + 76 * at
        marks.append(words("t12 b ink", 12, y + 22, context.say(stage)))
        x = left
        shares = sorted(
            (share for share in found[stage].shares if not isinstance(share.party, Unknown)),
            key=lambda share: (-len(share.systems), sight.rank(str(share.party))),
        )
        for share in shares:
            size = width * len(share.systems) / total
            fill = sight.fill(str(share.party))
            marks.append(rect(fill, x, y, size, 34))
            said = f"{sight.letters.get(str(share.party), '')}{len(share.systems)}"
            if size > width_of(said, "t11") + 4:
                shown = words(f"t11 b m {on(fill)}", x + size / 2, y + 21, said)
                marks.append(keyed(shown, f"{held_key(found[stage], share.party)}.weight"))
            x += size
        rest = total - sum(len(share.systems) for share in shares)
        if rest:
            size = left + width - x
            marks.append(rect("unknown", x, y, size, 34))
            said = sight.t("numbers.dependence.rest", count=rest, about=str(stage))
            if size > width_of(said, "t11") + 8:
                marks.append(
                    rect("paper", x + size / 2 - width_of(said, "t11") / 2 - 3, y + 9, width_of(said, "t11") + 6, 15)
                )
                shown = words("t11 ink m", x + size / 2, y + 21, said)
                marks.append(keyed(shown, f"share.{found[stage].address}.rest"))
        if shares:
            count = len(shares[0].systems)
            tied = [sight.party(str(share.party)) for share in shares if len(share.systems) == count]
            names, alone = context.some(tied, _NAMED), len(tied) == 1
            letters = context.join(sight.letters.get(str(s.party), "?") for s in shares if len(s.systems) == count)
            below = ("top", names) if alone else ("tied", letters)
            said = sight.t(f"numbers.dependence.{below[0]}", names=below[1], count=count, total=total, about=str(stage))
            marks.append(words("t11 soft", left, y + 50, said, width))
            said = sight.t(
                f"numbers.dependence.{'one' if alone else 'each'}", stage=context.say(stage), names=names, count=count
            )
            stated.append(said)
    said = "sentence" if stated else "nobody"
    return "dependence", sight.t(f"numbers.dependence.{said}", total=total, stated=context.join(stated)), marks


def _gaps(sight: Sight) -> Panel:
    """Known and not known by kind of record, and how the open questions are to be answered."""
    context = sight.context
    complete = context.analysis.completeness
    overall = complete.overall
    kinds = sorted(complete.by_kind, key=lambda item: (item[1].known - item[1].total, item[0]))[:8]
    most = max((measure.total for _, measure in kinds), default=1) or 1
    marks: list[Mark] = []
    for at, (kind, measure) in enumerate(kinds):
        y = 60.0 + 22 * at
        width = 190 * measure.total / most
        full = width * measure.known / measure.total if measure.total else 0
        marks.append(words("t11 ink", 12, y + 12, context.t(f"section.{kind}"), 84))
        marks += [rect("blue", 100, y, full, 15), rect("unknown", 100 + full, y, width - full, 15)]
        said = sight.t("numbers.gaps.row", count=measure.total - measure.known, about=kind)
        marks.append(keyed(words("t11 ink", 106 + width, y + 12, said), f"completeness.{kind}.missing"))
    marks += _burn_down(sight, 400.0, 84.0, 196.0, 150.0)
    said = "nothing" if isinstance(overall.value, Unknown) else "sentence"
    sentence = sight.t(f"numbers.gaps.{said}", rate=overall.value, known=overall.known, total=overall.total)
    return "gaps", sentence, marks


def _burn_down(sight: Sight, x: float, y: float, width: float, height: float) -> Iterator[Mark]:
    """Open questions at the end of each month: as past months left them, now, and as the answer days say."""
    context = sight.context
    open_ = context.analysis.register.open
    past = [item for item in context.options.history if item[0] < context.as_of]
    months = sorted({month_end(entry.due) for entry in open_ if entry.due})
    planned = [(context.as_of, len(open_))]
    planned += [(day, sum(entry.due is None or entry.due > day for entry in open_)) for day in months[:6]]
    stated = [(day, count, "grey", sight.t("numbers.gaps.month", month=day.month)) for day, count in past[-6:]]
    stated.append((*planned[0], "blue", sight.t("today")))
    stated += [(day, count, "blue3", sight.t("numbers.gaps.month", month=day.month)) for day, count in planned[1:]]
    yield keyed(words("t11 b ink", x, y - 20, sight.t("numbers.gaps.burn", count=len(open_))), "points.open")
    most = max((count for _, count, _, _ in stated), default=0) or 1
    pitch = width / max(4, len(stated))
    for at, (day, count, fill, month) in enumerate(stated):
        size = height * count / most
        left_over = sight.t("numbers.gaps.left", count=count, about=str(day))
        left = x + pitch * at
        yield rect(fill, left, y + height - size, pitch - 6, size)
        yield words("t11 b ink m", left + pitch / 2 - 3, y + height - size - 4, left_over)
        yield words("t11 soft m", left + pitch / 2 - 3, y + height + 14, month)
    yield words(
        "t11 soft",
        x,
        y + height + 34,
        sight.t("numbers.gaps.planned" if not past else "numbers.gaps.actual"),
        width + 10,
    )


def _table(sight: Sight) -> Table:
    """Systems by party before, now and after, over all own systems."""
    context, found = sight.context, by_stage(sight.context.analysed)
    held = {share.party: len(share.systems) for share in found[Stage.NOW].shares} if Stage.NOW in found else {}
    parties = {share.party for item in found.values() for share in item.shares if isinstance(share.party, str)}
    stages = [found[stage] for stage in Stage if found]
    rows = [
        (Cell(text=sight.party(party)), *(context.count(f"{held_key(item, party)}.weight") for item in stages))
        for party in sorted(parties, key=lambda party: (-held.get(party, 0), party))
    ]
    rest = (context.count(f"share.{item.address}.rest") for item in stages)
    if found:
        rows.append((Cell(text=sight.t("numbers.dependence.unknown"), mark="unknown"), *rest))
    return Table(
        id="t-dependence",
        caption=sight.t("numbers.dependence.title"),
        columns=heads(context.t("field.vendor"), *(context.say(stage) for stage in Stage)),
        rows=tuple(rows),
        empty=sight.t("numbers.dependence.none"),
    )
