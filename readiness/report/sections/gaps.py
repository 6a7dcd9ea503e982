"""ギャップ: what is open against the standard, whom it is asked of, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.finding import Subject
from readiness.model.gap import GapEntry, GapState, Rank
from readiness.report.context import ReportContext
from readiness.report.values import Cell, Row, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsView:
    """`parties`: per vendor and division how many are open and where; `table`: every open point of rank A and B."""

    lead: str
    parties: Table
    table: Table
    rest: str


def view(context: ReportContext) -> GapsView:
    """Open points."""
    entries = [entry for entry in context.analysis.register.open if entry.gap is not None]
    shown = [entry for entry in entries if entry.gap is not None and entry.gap.rank in (Rank.A, Rank.B)]
    shown.sort(key=lambda entry: entry.gap.rank.value if entry.gap else "")
    left = len(entries) - len(shown)
    return GapsView(
        lead=context.t(
            "report.gaps.lead", count=len(entries), parties=len({entry.gap.asked for entry in entries if entry.gap})
        ),
        parties=_parties(context, entries),
        table=Table(
            id="t-gaps",
            caption=context.t("report.gaps.caption"),
            columns=tuple(
                context.t(f"report.gaps.{name}")
                for name in ("rank", "system", "title", "current", "request", "asked", "state", "due")
            ),
            rows=tuple(_row(context, entry) for entry in shown),
            empty=context.t("report.gaps.empty"),
        ),
        rest=context.t("report.gaps.rest", count=left) if left else "",
    )


_RANK_MARKS = {Rank.A: "bad", Rank.B: "warn", Rank.C: "note"}


def _row(context: ReportContext, entry: GapEntry) -> Row:
    gap = entry.gap
    assert gap is not None  # noqa: S101 - filtered by the caller
    return (
        Cell(text=gap.rank.value, mark=_RANK_MARKS[gap.rank], anchor=f"g-{entry.id}"),
        Cell(text=context.name("system", gap.system), sub=entry.id),
        Cell(text=context.render(gap.title)),
        Cell(text=context.render(gap.current)),
        Cell(text=context.render(gap.request)),
        Cell(text=context.subject(gap.asked)),
        Cell(text=context.say(entry.state)),
        context.cell(entry.due or gap.due) if (entry.due or gap.due) else Cell(text="―"),
    )


def _parties(context: ReportContext, entries: list[GapEntry]) -> Table:
    counts: dict[Subject, dict[str, int]] = {}
    for entry in entries:
        if entry.gap is None:
            continue
        row = counts.setdefault(
            entry.gap.asked, dict.fromkeys(("A", "B", "C", "drafted", "asked", "answered", "overdue"), 0)
        )
        row[entry.gap.rank.value] += 1
        stage = "drafted" if entry.state in (GapState.DRAFTED, GapState.DIVISION_CONFIRMED) else "asked"
        stage = "answered" if entry.answered_on is not None and not entry.stale_reply else stage
        row[stage] += 1
        row["overdue"] += stage == "asked" and entry.due is not None and entry.due < context.as_of
    ordered = sorted(counts.items(), key=lambda item: (-item[1]["A"], -item[1]["B"], item[0]))
    names = ("party", "kind", "A", "B", "C", "drafted", "asked", "answered", "overdue")
    return Table(
        id="t-parties",
        caption=context.t("report.parties.caption"),
        columns=tuple(context.t(f"report.parties.{name}") for name in names),
        rows=tuple(
            (
                Cell(text=context.subject(party)),
                Cell(text=context.t(f"report.party.{party.kind}")),
                *(context.cell(row[name]) for name in names[2:]),
            )
            for party, row in ordered
        ),
        empty=context.t("report.gaps.empty"),
    )
