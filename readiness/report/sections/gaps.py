"""ギャップ: what is open against the standard, whom it is asked of, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapEntry, GapState
from readiness.report.context import ReportContext
from readiness.tables.table import Cell, Row, Table, heads


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
    left = len(entries) - len(shown)
    return GapsView(
        lead=context.t(
            "report.gaps.lead", count=len(entries), parties=len({entry.gap.asked for entry in entries if entry.gap})
        ),
        parties=_parties(context, entries),
        table=Table(
            id="t-gaps",
            caption=context.t("report.gaps.caption"),
            columns=heads(
                *(
                    context.t(f"report.gaps.{name}")
                    for name in ("rank", "asked", "title", "count", "systems", "request", "due")
                )
            ),
            rows=tuple(_grouped(context, shown)),
            empty=context.t("report.gaps.empty"),
        ),
        rest=context.t("report.gaps.rest", count=left) if left else "",
    )


_RANK_MARKS = {Rank.A: "bad", Rank.B: "warn", Rank.C: "note"}


def _grouped(context: ReportContext, entries: list[GapEntry]) -> list[Row]:
    """One row per party and point, the systems together; the single rows with their IDs are in the workbook."""
    groups: dict[tuple[str, Subject, str, str], list[GapEntry]] = {}
    for entry in entries:
        if entry.gap is not None:
            key = (entry.gap.rank.value, entry.gap.asked, entry.gap.title.key, entry.gap.request.key)
            groups.setdefault(key, []).append(entry)
    rows: list[Row] = []
    for (rank, asked, *_), found in sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]), item[0])):
        gaps = [entry.gap for entry in found if entry.gap is not None]
        dues = [due for entry in found if (due := entry.due or (entry.gap.due if entry.gap else None))]
        rows.append(
            (
                Cell(text=rank, mark=_RANK_MARKS[Rank.of(rank)]),
                Cell(text=context.subject(asked)),
                Cell(text=context.merged([gap.title for gap in gaps])),
                Cell(text=f"{len(found)}", raw=len(found), number=True),
                Cell(text=context.join(dict.fromkeys(_about(context, gap) for gap in gaps))),
                Cell(text=context.merged([gap.request for gap in gaps])),
                context.cell(min(dues)) if dues else Cell(text="―"),
            )
        )
    return rows


def _about(context: ReportContext, gap: Gap) -> str:
    """The system it is about; the contract or whatever else it is where it is about no single system."""
    whole = gap.system == context.inventory.body.id
    return context.subject(gap.subject) if whole else context.name("system", gap.system)


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
        columns=heads(*(context.t(f"report.parties.{name}") for name in names)),
        rows=tuple(
            (
                Cell(text=context.subject(party), href="#t-gaps" if row["A"] + row["B"] else ""),
                Cell(text=context.t(f"report.party.{party.kind}")),
                *(context.cell(row[name]) for name in names[2:]),
            )
            for party, row in ordered
        ),
        empty=context.t("report.gaps.empty"),
    )
