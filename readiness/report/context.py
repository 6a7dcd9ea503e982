"""One report being written: the analysis, its language, and how values become words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar

from readiness.figures.analysed import AnalysedFor
from readiness.figures.counts import measures
from readiness.figures.derive import figures
from readiness.figures.figure import Figure
from readiness.inventory.sections import SECTIONS
from readiness.model.audience import Audience, visible
from readiness.model.audience import audience as audience_named
from readiness.model.finding import Subject
from readiness.model.measure import Measure
from readiness.model.record import Maybe, Record, SystemId, Word
from readiness.model.ref import Ref
from readiness.model.text import Param, Text
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.report.official import word
from readiness.report.values import Headline, anchor, distinct_labels
from readiness.report.worded import Worded
from readiness.tables.table import Cell

N = TypeVar("N")
# Figures whose completeness counts something else than they do.
_COUNTED = {
    "lockin.exit_areas": "report.known.systems",
    "lockin.exit_other_areas": "report.known.systems",
    "lockin.exit_reached_areas": "report.known.systems",
    "lockin.systems_with_matters": "report.known.answered",
}


@dataclass(frozen=True, kw_only=True)
class ReportContext(Worded):
    """What every section builder is given."""

    def owner(self, system: SystemId) -> Maybe[str]:
        """The division that owns a system, as told or by its area."""
        found = self.analysis.decided.get(system)
        return UNKNOWN if found is None or found.owner is None else found.owner

    @cached_property
    def analysed(self) -> AnalysedFor:
        """What figures for this reader are derived from."""
        return AnalysedFor(analysis=self.analysis, reader=self.audience)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Every number this report may print, by key."""
        return figures(self.analysed)

    @cached_property
    def measure_keys(self) -> Mapping[Measure, str]:
        """The key of every measure that is a figure."""
        return {measure: key for key, measure in measures(self.analysed)}

    @cached_property
    def audience(self) -> Audience:
        """For whom the report is written."""
        return audience_named(self.options.audience)

    @property
    def internal(self) -> bool:
        """Whether the reader may see everything."""
        return self.audience is Audience.INTERNAL

    @property
    def confidentiality(self) -> str:
        """The mark of confidentiality. What is published says so, whatever mark the body set for its own papers; else
        that mark, or «not meant for publication» (機密性2).
        """
        if self.audience is Audience.PUBLIC:
            return self.t("report.confidentiality.public")
        return self.inventory.body.confidentiality or self.t("report.confidentiality.internal")

    @property
    def names_vendors(self) -> bool:
        """Whether vendors are named; papers for finance and assembly say 事業者."""
        return self.audience in (Audience.INTERNAL, Audience.DIVISION)

    def sees(self, record: str, field: str) -> bool:
        """Whether the reader may see a field of a record class."""
        return visible(self.audience, record, field)

    def say(self, value: Any) -> str:
        """Any value of a record in words: unknown is 未確認, dates are short."""
        if isinstance(value, Word):
            return word(value, self.words)
        if isinstance(value, Unknown):
            return self.t(f"common.{value.value}")
        if isinstance(value, bool):
            return self.t("common.yes" if value else "common.no")
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, tuple):
            return self.join(self.say(item) for item in value)
        return "" if value is None else str(value)

    # ---- names -------------------------------------------------------------------------------------------------

    def area(self, key: str) -> str:
        """Name of an area."""
        area = self.analysis.inputs.standard.area_by_key.get(key)
        if area is None:
            return key
        return area.name if self.words.language == "ja" else area.name_en

    @cached_property
    def _records(self) -> dict[str, dict[str, Record]]:
        found: dict[str, dict[str, Record]] = {}
        for section in SECTIONS:
            value: Any = getattr(self.inventory, section.key)
            rows = value if section.many else (value,)
            found[section.kind] = {row.id: row for row in reversed(rows) if isinstance(row, Record)}
        return found

    def name(self, kind: str, id_: Any) -> str:
        """Label of a record; 未確認 for unknown, the id itself where there is no such record, nothing for None."""
        if isinstance(id_, Unknown):
            return self.say(id_)
        if id_ is None:
            return ""
        if kind == "area":
            return self.area(id_)
        if kind == "interface":
            return self.link(id_)
        found = self._records.get(kind, {}).get(id_)
        return self.apart.get(id_) or found.label if found else str(id_)

    @cached_property
    def apart(self) -> Mapping[SystemId, str]:
        """What systems that share their name are called, by id."""
        return distinct_labels(self.inventory, self.area)

    def end(self, id_: str) -> str:
        """Label of a system or external system."""
        return self.name("system" if id_ in self._records["system"] else "external", id_)

    def link(self, id_: str) -> str:
        """An interface told by its two ends."""
        found = self._records["interface"].get(id_)
        return f"{self.end(found.from_)} → {self.end(found.to)}" if found else id_  # type: ignore[attr-defined]

    def subject(self, subject: Subject) -> str:
        """Label of what a finding, gap or measure is about."""
        return self.name(subject.kind, subject.id)

    def party(self, subject: Subject) -> str:
        """Who does something; outside the body vendors are not named."""
        if subject.kind == "vendor" and not self.names_vendors:
            return self.t("paper.vendor")
        return self.subject(subject)

    def data(self, data: str) -> str:
        """What a link carries; a flow the standard knows has an English name."""
        return data if self.words.language == "ja" else self._flows.get(data, data)

    @cached_property
    def _flows(self) -> dict[str, str]:
        return {link.data: link.data_en for link in self.analysis.inputs.standard.links}

    def areas(self, keys: Any) -> str:
        """Names of areas in running text."""
        return self.join(self.area(key) for key in keys)

    # ---- cells -------------------------------------------------------------------------------------------------

    def cell(self, value: Any, **more: Any) -> Cell:
        """A cell for any value of a record; 未確認 carries its mark."""
        if isinstance(value, Unknown):
            return Cell(text=self.say(value), mark="unknown", **more)
        if isinstance(value, Enum | bool):
            return Cell(text=self.say(value), **more)
        if isinstance(value, date):
            return Cell(text=self.day(value), raw=value, **more)
        if isinstance(value, int | float):
            return Cell(text=f"{value:,}", raw=value, number=True, **more)
        return Cell(text=self.say(value), **more)

    def count(self, key: str, **more: Any) -> Cell:
        """A figure by its key; 「―」 where nothing falls due or applies."""
        value = self.figures[key].value
        return Cell(text="―", figure=key, **more) if value is None else self.cell(value, figure=key, **more)

    def named(self, kind: str, id_: Any, **more: Any) -> Cell:
        """A cell with the label of a record."""
        return Cell(text=self.name(kind, id_), mark="unknown" if isinstance(id_, Unknown) else "", **more)

    def place(self, ref: Ref) -> str:
        """`file:line` of a value; nothing where it has no place."""
        return self.located(*self.spot(ref))

    def spot(self, ref: Ref) -> tuple[str, int | None]:
        """File of a value and its line where that is known."""
        position = self.options.positions.at(ref)
        return ref.file, position.line if position is not None else None

    def located(self, file: str, line: int | None) -> str:
        """`file:line`, the file as it is called in the folder of the inventory."""
        return file if line is None or not file else f"{file}:{line}"

    def merged(self, messages: Sequence[Text], about: str, most: int = 3) -> str:
        """One sentence for messages of one key: where they differ, up to `most` values and how many more there are."""
        params: dict[str, Param] = {"about": about}
        stated = [dict(message.params) for message in messages]
        for name in stated[0]:
            values = list(dict.fromkeys(one.get(name) for one in stated))
            params[name] = values[0] if len(values) == 1 else self.some(values, most)
        return self.t(messages[0].key, **params)

    def measure(self, measure: Measure, key: str = "") -> Cell:
        """A measure as a cell: the value, with what is known of it where that is not all."""
        if isinstance(measure.value, Unknown):
            return self.cell(measure.value)
        known = "" if measure.complete else self.known_of(measure, key)
        key = key or self.measure_keys.get(measure, "")
        return Cell(text=self.unmarked.quantity(measure, key), raw=measure.value, number=True, sub=known, figure=key)

    @property
    def unmarked(self) -> ReportContext:
        """The same without keys in the words, for cells, which have keys of their own, and for what is drawn."""
        return self

    def carried(self, value: N, key: str) -> N:
        """A number of a sentence; a page that shows keys shows it with the key of its figure."""
        return value

    def quantity(self, measure: Measure, about: str = "") -> str:
        """Value and unit."""
        if isinstance(measure.value, Unknown):
            return self.t("common.unknown")
        key = self.measure_keys.get(measure, "")
        value = self.carried(measure.value, key)
        return self.t(
            "report.quantity", value=f"{value:,}", unit=self.t(measure.unit), about=about or key or measure.name
        )

    def measure_line(self, measure: Measure) -> str:
        """Value, unit and completeness in running text."""
        return self.t("report.measure_line", quantity=self.quantity(measure), known=self.known_of(measure))

    def known_of(self, measure: Measure, about: str = "") -> str:
        """How much is known behind a figure; what was counted is named where it is not what the figure counts."""
        counted = _COUNTED.get(measure.name, "report.known")
        return self.t(counted, **self.counted(measure), about=about or self.measure_keys.get(measure, measure.name))

    def counted(self, measure: Measure) -> dict[str, int]:
        """How many rows a figure rests on, of how many."""
        key = self.measure_keys.get(measure, "")
        parts = {"known": measure.known, "total": measure.total}
        return {name: self.carried(count, key and f"{key}.{name}") for name, count in parts.items()}

    def headline(self, measure: Measure) -> Headline:
        """A measure as a headline figure."""
        key = self.measure_keys.get(measure, "")
        low, high = (self.carried(getattr(measure, name), key and f"{key}.{name}") for name in ("low", "high"))
        wide = measure.low is not None and measure.high is not None and measure.low != measure.high
        value = self.say(measure.value) if isinstance(measure.value, Unknown) else f"{measure.value:,}"
        if not key:
            value = self.t("report.number", value=value, about=measure.name)
        return Headline(
            name=self.t(f"measure.{measure.name}"),
            value=value,
            unit="" if isinstance(measure.value, Unknown) else self.t(measure.unit),
            completeness=self.known_of(measure),
            href=f"#{anchor(measure.name)}",
            key=key,
            range=self.t("report.range", low=low, high=high, about=measure.name) if wide else "",
        )
