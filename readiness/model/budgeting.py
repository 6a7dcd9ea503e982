"""What a budget paper is made of (予算要求・債務負担行為・補助金). Amounts in whole yen, tax included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from readiness.model.facts import BODY, INSIDE, OPEN, PRICE, asks, refers
from readiness.model.money import Account
from readiness.model.record import ContractId, Maybe, Part, Record, Word
from readiness.model.unknown import UNKNOWN


class Recurrence(Word):
    """Whether an expense comes once or every year (臨時・経常)."""

    ONCE = "once", "臨時"
    RUNNING = "running", "経常"


class Revenue(Word):
    """The revenue account of a grant (歳入の科目)."""

    NATIONAL = "national", "国庫支出金"
    PREFECTURAL = "prefectural", "県支出金"
    SUNDRY = "sundry", "諸収入"


class GrantState(Word):
    """How far a grant is (補助金の状態)."""

    EXPECTED = "expected", "見込"
    APPLIED = "applied", "申請"
    NOTIFIED = "notified", "内示"
    DECIDED = "decided", "決定"
    REFUSED = "refused", "不交付"
    LAPSED = "lapsed", "失効"


class BurdenKind(Word):
    """Whether a debt burden is voted anew (債務負担行為の区分)."""

    NEW = "new", "新規"
    CHANGED = "changed", "変更"
    STANDING = "standing", "既設定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Part):
    """Where the money comes from (財源内訳). What none of them covers is 一般財源."""

    national: Annotated[Maybe[int] | None, INSIDE] = None
    prefectural: Annotated[Maybe[int] | None, INSIDE] = None
    bond: Annotated[Maybe[int] | None, INSIDE] = None
    other: Annotated[Maybe[int] | None, INSIDE] = None

    @property
    def granted(self) -> int:
        """Known yen from the State and the prefecture (国県支出金)."""
        return sum(part for part in (self.national, self.prefectural) if isinstance(part, int))

    @property
    def earmarked(self) -> int:
        """Known yen of all sources (特定財源)."""
        return self.granted + sum(part for part in (self.bond, self.other) if isinstance(part, int))


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetItem(Record):
    """A line of the budget that pays for something of the inventory (予算科目). `year` is the fiscal year (2027 = R9).

    `kan`, `ko`, `moku`, `setsu` are the body's own words or numbers (款・項・目・節), `project` the 事業名.
    `previous_*` are last year's figures; `current` to `forecast` tell the execution (予算現額・契約額・支出済額・
    年度末見込額).
    """

    year: Annotated[int | None, INSIDE] = None
    account: Annotated[Maybe[Account], INSIDE, asks(BODY)] = UNKNOWN
    kan: Annotated[str | None, INSIDE] = None
    ko: Annotated[str | None, INSIDE] = None
    moku: Annotated[str | None, INSIDE] = None
    project: Annotated[str | None, INSIDE] = None
    setsu: Annotated[str | None, INSIDE] = None
    kind: Annotated[Maybe[Recurrence], INSIDE, asks(BODY)] = UNKNOWN
    previous_budget: Annotated[Maybe[int], INSIDE, asks(BODY)] = UNKNOWN
    previous_settled: Annotated[Maybe[int] | None, INSIDE] = None
    funding: Annotated[Funding | None, INSIDE] = None
    grant: Annotated[str | None, INSIDE, refers("grants")] = None
    current: Annotated[Maybe[int] | None, INSIDE] = None
    contracted: Annotated[Maybe[int] | None, PRICE] = None
    paid: Annotated[Maybe[int] | None, PRICE] = None
    forecast: Annotated[Maybe[int] | None, INSIDE] = None

    def of_year(self, year: int) -> bool:
        """Whether what it tells is of a fiscal year; an item without a year is of any."""
        return self.year in (None, year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(Record):
    """A subsidy (補助金). `rate` in per cent of what is eligible, `cap` the most that is paid; the body's entries."""

    giver: Annotated[Maybe[str], INSIDE, asks(BODY)] = UNKNOWN
    revenue: Annotated[Maybe[Revenue], INSIDE, asks(BODY)] = UNKNOWN
    rate: Annotated[Maybe[float], INSIDE, asks(BODY)] = UNKNOWN
    cap: Annotated[Maybe[int], INSIDE, asks(BODY)] = UNKNOWN
    apply_by: Annotated[date | None, INSIDE] = None
    decided_on: Annotated[date | None, INSIDE] = None
    decided_amount: Annotated[Maybe[int] | None, INSIDE] = None
    state: Annotated[Maybe[GrantState], INSIDE, asks(BODY)] = UNKNOWN

    @property
    def gone(self) -> bool:
        """Whether it is refused or has lapsed."""
        return self.state in (GrantState.REFUSED, GrantState.LAPSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAmount(Part):
    """An amount of one fiscal year (年割額)."""

    year: Annotated[int, INSIDE]
    amount: Annotated[Maybe[int], INSIDE] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtBurden(Record):
    """An obligation beyond the fiscal year (債務負担行為): matter, years of spending, limit, vote."""

    matter: Annotated[str | None, INSIDE] = None
    from_fy: Annotated[int | None, INSIDE] = None
    to_fy: Annotated[int | None, INSIDE] = None
    limit: Annotated[Maybe[int], PRICE, asks(BODY)] = UNKNOWN
    yearly: Annotated[tuple[YearAmount, ...], PRICE] = ()
    funding: Annotated[Funding | None, INSIDE] = None
    voted_on: Annotated[Maybe[date] | None, OPEN] = None
    kind: Annotated[Maybe[BurdenKind], INSIDE, asks(BODY)] = UNKNOWN
    zero_first_year: Annotated[bool, INSIDE] = False
    contract: Annotated[ContractId | None, INSIDE, refers("contracts")] = None
    procurement: Annotated[str | None, INSIDE, refers("procurements")] = None
