"""What the ministries' published tables say of each body, worked out from the CSV files alone.

Shares no code with the product: another reading of the same definitions, to compare with.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

OFFICIAL = Path(__file__).parents[2] / "shared" / "official"
SPELLINGS = {"住民記録": "住民基本台帳", "選挙人名簿管理": "選挙人名簿管理", "戸籍附票": "戸籍の附票"}
IN_DOUBT = ("生活保護", "児童扶養手当")  # a town without a welfare office does not run them
OTHERS_TAXES = ("法人住民税", "固定資産税")  # levied by the Metropolis in the special wards
UNLISTED_CORE_CITIES = (
    "北海道旭川市",
    "山形県山形市",
    "群馬県高崎市",
    "千葉県柏市",
)  # on no list of 2025-12
PREFECTURES_OWN = ("生活保護", "児童扶養手当", "共通機能")


@dataclass
class Body:
    """One body by its published figures; `rates` and `marks` by the name of the area in the list of designations."""

    code: str
    name: str
    kind: str
    rates: dict[str, float] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    steps: dict[str, list[str]] = field(default_factory=dict)

    @property
    def runs(self) -> set[str]:
        """Areas the body runs or may run."""
        if self.kind == "都道府県":
            return set(PREFECTURES_OWN)
        return {*self.rates, "共通機能"} - (set(OTHERS_TAXES) if self.kind == "特別区" else set())

    def doubtful(self, area: str) -> bool:
        """A town's 100 % may mean 対象外: nothing is concluded from it."""
        return (
            self.kind in ("町", "村")
            and area in IN_DOUBT
            and area not in self.marks
            and self.rates.get(area) in (None, 1.0)
        )

    @property
    def shares(self) -> dict[str, float]:
        """Rates that count, by area; of a prefecture (完了済み + 対象外) / 40, without areas wholly 対象外."""
        if self.kind == "都道府県":
            return {
                area: sum(word in ("完了済み", "対象外") for word in words) / 40
                for area, words in self.steps.items()
                if set(words) != {"対象外"} or area in self.marks
            }
        return {area: rate for area, rate in self.rates.items() if area in self.runs and not self.doubtful(area)}

    @property
    def complete(self) -> int:
        """Areas that have gone live: step 40 完了済み, which only prefectures publish."""
        return sum(words[-1] == "完了済み" for words in self.steps.values())

    @property
    def closed(self) -> int:
        """Areas all of whose 40 steps are done or 対象外."""
        return sum(rate == 1.0 for rate in self.shares.values())

    @property
    def extended(self) -> int:
        """Areas with a system under a separate date, of those the body runs."""
        return len(self.marks & self.runs)

    @property
    def mean(self) -> float | None:
        """Mean of the rates that count, in percent."""
        found = list(self.shares.values())
        return 100 * sum(found) / len(found) if found else None


def nation() -> dict[str, Body]:
    """All 1,788 bodies by code."""
    codes = {(row["prefecture"], row["name"]): row["code"] for row in _rows("municipality_codes.csv")}
    codes["高知県", "梼原町"] = codes.pop(("高知県", "檮原町"))  # the progress table writes it so
    flags = {row["団体コード"]: row for row in _rows("tokutei_flags_202512.csv")}
    bodies = [_municipality(codes, row) for row in _rows("muni_progress_202601.csv")]
    bodies += [Body(code=code, name=pref, kind="都道府県") for (pref, name), code in codes.items() if pref == name]
    found = {body.code: body for body in bodies}
    for code, row in flags.items():
        found[code].marks = {area for area, mark in list(row.items())[5:] if mark == "1"}
        if row["区分"] in ("指定都市", "中核市"):
            found[code].kind = row["区分"]
    by_name = {body.name: body for body in bodies if body.kind == "都道府県"}
    for row in _rows("soumu_pref_steps_202601.csv"):
        by_name[row["都道府県"]].steps[row["業務"]] = list(row.values())[2:]
    return found


def _municipality(codes: dict[tuple[str, str], str], row: dict[str, str]) -> Body:
    prefecture, name = row.pop("都道府県"), row.pop("市区町村")
    row.pop("全体")
    kind = {"市": "市", "町": "町", "村": "村", "区": "特別区"}[name[-1]]
    return Body(
        code=codes[prefecture, name],
        name=prefecture + name,
        kind="中核市" if prefecture + name in UNLISTED_CORE_CITIES else kind,
        rates={SPELLINGS.get(area, area): float(rate) for area, rate in row.items()},
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (OFFICIAL / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
