"""A portfolio with what is needed to put it into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from readiness.messages.catalogue import Catalogue
from readiness.messages.dates import short_day, short_month
from readiness.model.standard.area import Area
from readiness.model.text import Text
from readiness.portfolio.calls import Call, calls
from readiness.portfolio.changes import BodyChange
from readiness.portfolio.combine import Portfolio
from readiness.portfolio.joint import Joint
from readiness.portfolio.joint_proof import Otherwise, Takeover
from readiness.portfolio.nation import Nation
from readiness.report.official import OfficialWords
from readiness.tables.table import Cell, Kind

Level = Literal["bodies", "advisers"]


@dataclass(frozen=True, kw_only=True)
class PortfolioView:
    """`areas` are names by key; `unreadable` are (inventory, reasons); `changes` is None without an earlier one.

    `nation` are the figures of the published workbooks, where they were given. `level` is who will read it:
    prices and weaknesses of single vendors are for advisers alone. `otherwise`: other capacities of single vendors.
    `only`: the body of `portfolio` whose rows alone the tables are to show.
    """

    portfolio: Portfolio
    words: Catalogue
    areas: Mapping[str, str]
    unreadable: tuple[tuple[str, tuple[Text, ...]], ...] = ()
    changes: tuple[BodyChange, ...] | None = None
    nation: Nation | None = None
    joint: Joint | None = None
    level: Level = "bodies"
    otherwise: tuple[tuple[str, Otherwise, tuple[Takeover, ...]], ...] = ()
    only: int | None = None

    def of_body(self, body: int) -> PortfolioView:
        """The same, showing one body's rows; what was worked out over all bodies is taken along."""
        found = replace(self, only=body)
        found.__dict__.update(calls=self.calls, _names=self._names)
        return found

    def shows(self, body: int) -> bool:
        """Whether a body (its place in the portfolio) is among those to be shown."""
        return self.only is None or body == self.only

    def shows_any(self, ids: Iterable[str]) -> bool:
        """Whether one of some bodies, by id, is."""
        return self.only is None or self.portfolio.bodies[self.only].id in ids

    @property
    def whole(self) -> bool:
        """Whether prices and weaknesses of vendors may be shown."""
        return self.level == "advisers"

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Whom to ring."""
        return calls(self.portfolio, self.joint)

    def area_names(self, keys: Iterable[str]) -> str:
        """Areas in running text."""
        return self.words.join([self.areas.get(key, key) for key in keys])

    @cached_property
    def _names(self) -> dict[str, str]:
        return {row.id: row.name for row in self.portfolio.bodies}

    def bodies(self, ids: Iterable[str]) -> str:
        """Names of bodies in running text."""
        return self.words.join([self._names.get(id_, id_) for id_ in ids])

    def day(self, day: date | None) -> Cell:
        """A date, empty for None."""
        return Cell(text=short_day(day, self.words.language), raw=day) if day else Cell(text="")

    def day_month(self, day: date) -> Cell:
        """Year and month as a cell that sorts by time."""
        return Cell(text=self.month(day), raw=day)

    def months(self, *words: str) -> dict[str, Kind]:
        """The kind of columns, by their heads, whose days stand for months."""
        return dict.fromkeys(words, "month" if self.words.language == "en" else "era_month")

    def month(self, day: date) -> str:
        """Year and month."""
        return short_month(day, self.words.language)


def portfolio_view(
    portfolio: Portfolio,
    language: str,
    areas: Iterable[Area],
    *,
    unreadable: tuple[tuple[str, tuple[Text, ...]], ...] = (),
    changes: tuple[BodyChange, ...] | None = None,
    nation: Nation | None = None,
    joint: Joint | None = None,
    level: Level = "bodies",
    otherwise: tuple[tuple[str, Otherwise, tuple[Takeover, ...]], ...] = (),
) -> PortfolioView:
    """The portfolio in `language` (ja or en)."""
    words = OfficialWords("en" if language == "en" else "ja")
    ja = words.language == "ja"
    return PortfolioView(
        portfolio=portfolio,
        words=words,
        areas={area.key: area.name if ja else area.name_en for area in areas},
        unreadable=unreadable,
        changes=changes,
        nation=nation,
        joint=joint,
        level=level,
        otherwise=otherwise,
    )
