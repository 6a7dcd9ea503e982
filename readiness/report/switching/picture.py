"""The picture of dependence: what must be confirmed, what is documented, who holds how much; one bar per question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readiness.model.lockin.shares import Concentration, Stage, Weight
from readiness.model.measure import Measure
from readiness.model.unknown import Unknown
from readiness.report.context import ReportContext
from readiness.report.values import anchor
from readiness.report.views.scene import Mark, Scene, page_svg, rect, width_of, words
from readiness.report.views.scene import anchor as link
from readiness.report.views.styles import FILLS
from readiness.report.views.view import Sight

_BAR, _WIDE, _STATED, _FULL, _ROW = 330.0, 530.0, 876.0, 1260.0, 46.0

Segment = tuple[str, int, str]
"""Look, how many, and what is said inside."""


def dependence_picture(context: ReportContext) -> str:
    """The rows from top to bottom as SVG; hatched is 未確認, and every figure leads to the rows it was counted from."""
    rows = list(_rows(context))
    marks = [
        mark for at, (segments, given) in enumerate(rows) for mark in _row(context, segments, given, 4 + _ROW * at)
    ]
    return page_svg(Scene(_FULL, _ROW * len(rows) + 6, tuple(marks)), context.t("report.section.switching"))


def _rows(context: ReportContext) -> Iterator[tuple[list[Segment], tuple[Measure, ...]]]:
    lockin = context.analysis.lockin
    named = {measure.name: measure for measure in lockin.totals}
    applies, unknown = named["lockin.matters"], named["lockin.matters_unknown"]
    yield _parts(context, applies.name, _count(applies), _count(unknown), applies.total), (applies, unknown)
    for name in ("lockin.systems_with_matters", "lockin.documented_links"):
        if (found := named.get(name)) is not None:
            open_ = min(found.total - found.known, found.total - _count(found))
            yield _parts(context, name, _count(found), open_, found.total), (found,)
    if (links := lockin.openness) is not None:
        total = len(links.open) + len(links.closed) + len(links.unknown)
        yield _parts(context, links.ratio.name, len(links.open), len(links.unknown), total), (links.ratio,)
    for item in lockin.concentrations:
        if item.weight is lockin.weight and item.stage is Stage.NOW:
            # The bar counts systems whatever the weight of the figures beside it.
            counted = next(
                other
                for other in lockin.concentrations
                if (other.by, other.stage, other.weight) == (item.by, item.stage, Weight.SYSTEMS)
            )
            yield _shares(context, counted), (item.largest, item.effective)


def _count(measure: Measure) -> int:
    return 0 if isinstance(measure.value, Unknown) else int(measure.value)


def _parts(context: ReportContext, about: str, yes: int, unknown: int, total: int) -> list[Segment]:
    said = (("yes", "solid", yes), ("no", "white", total - yes - unknown), ("unknown", "unknown", unknown))
    return [
        (style, count, context.t(f"report.dependence.{name}", count=count, about=about)) for name, style, count in said
    ]


def _shares(context: ReportContext, item: Concentration) -> list[Segment]:
    """One part per holder, parties by their letter; what nobody has told last."""
    sight = Sight(context=context)
    found: list[Segment] = []
    unknown = 0
    for share in item.shares:
        if isinstance(share.party, Unknown):
            unknown += len(share.systems)
            continue
        letter = sight.letters.get(share.party, "")
        at = list(sight.letters).index(share.party) if letter else len(found)
        found.append(
            (
                FILLS[at % len(FILLS)],
                len(share.systems),
                context.t("report.dependence.share", name=letter or share.label, count=len(share.systems)),
            )
        )
    return [*found, ("unknown", unknown, context.t("report.dependence.unknown", count=unknown, about=str(item.by)))]


def _row(context: ReportContext, segments: Sequence[Segment], given: Sequence[Measure], y: float) -> Iterator[Mark]:
    """The name of the first figure, the bar, and each figure with what is known of it."""
    total = sum(count for _, count, _ in segments)
    yield words("t12 b ink", 4, y + 20, context.t(f"measure.{given[0].name}"), _BAR - 12)
    yield words("t11 soft", 4, y + 36, context.t("report.dependence.of", total=total, about=given[0].name))
    if not total:
        yield rect("none", _BAR, y + 4, _WIDE, 26)
    left = _BAR
    for at, (style, count, full) in enumerate(segments):
        size = _WIDE * count / max(1, total)
        if size:
            yield rect(style, left, y + 4, size, 26)
        short = context.t("report.number", value=count, about=(given[0].name, f"part {at}"))
        said = full if width_of(full, "t11") + 8 < size else short
        room = width_of(said, "t11") + 6
        if size > room + 2:
            yield rect("paper", left + size / 2 - room / 2, y + 9, room, 16)
            yield words("t11 b ink m", left + size / 2, y + 21, said)
        left += size
    for at, measure in enumerate(given):
        figure = context.headline(measure)
        name = context.t(f"measure.{measure.name}") + " " if at else ""
        known = "" if at and (measure.known, measure.total) == (given[0].known, given[0].total) else figure.completeness
        said = " ".join(part for part in (f"{name}{context.quantity(measure)}", known, figure.range) if part)
        marks = [words("t12 b act" if at == 0 else "t11 act", _STATED, y + 20 + 17 * at, said, _FULL - _STATED)]
        yield link(f"#{anchor(measure.name)}", said, marks)
