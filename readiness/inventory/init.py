"""A first inventory of a body from what is published about it; what nobody publishes is written as 未確認 to be asked.

Nothing is made up: an area counts as migrated only where its step 40 is published as done, a separate date only where
the list says so, and only flows the standard is sure of become interfaces, undocumented until someone confirms them.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readiness.inventory.emit import plain_sections, to_files
from readiness.inventory.identify import Identity
from readiness.inventory.init_guide import Say, guiding_comments, to_fill_in
from readiness.model.body import Body, BodyClass
from readiness.model.interface import Interface
from readiness.model.inventory import Inventory
from readiness.model.progress import Progress, ProgressScope, StepStatus
from readiness.model.published import Steps
from readiness.model.record import InterfaceId, Maybe, SystemId
from readiness.model.standard.applicability import AreaScope, Outcome
from readiness.model.standard.area import Area, AreaKind
from readiness.model.standard.flow import Flow
from readiness.model.system import DueKind, System, SystemKind
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN, known

COMPLETE = 1.0
_GO_LIVE = 40
_SMALL = (BodyClass.TOWN, BodyClass.VILLAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class InitFacts:
    """What is known before anybody is asked.

    `body_id` names the inventory; `scopes` say which areas the body has; `progress_month` and `designated_month`
    (YYYY-MM) date the tables; `listed` is false where no list of designations was given, so that nothing is concluded
    from a body's absence. `class_source` is the title of what tells the class, where that is less than confirmed.
    `as_of` overrides the tables' dates.
    """

    body_id: str
    identity: Identity | None
    template: BodyClass | None = None
    areas: tuple[Area, ...]
    scopes: tuple[AreaScope, ...]
    links: tuple[Flow, ...]
    progress_month: str | None = None
    designated_month: str | None = None
    listed: bool = False
    class_source: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInventory:
    """The inventory, its files, and the areas to tell the user of.

    `complete` at a published 100 %, `separate` under a separate date, `elsewhere` run by another body, `outside` no
    affair of this class of body, `undecided` to be asked, `closed` with all 40 steps published as 対象外 (neither done
    nor taken for an area the body runs), `blank` without a value in the table of progress.
    """

    inventory: Inventory
    files: Mapping[str, str]
    complete: tuple[str, ...]
    separate: tuple[str, ...]
    elsewhere: tuple[str, ...]
    outside: tuple[str, ...]
    undecided: tuple[str, ...]
    closed: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """One area before it becomes a system."""

    area: Area
    rate: float | None
    live: bool
    designated: bool
    undecided: bool

    @property
    def unsure(self) -> bool:
        """Whether the body may not run it at all: a town's 100 % for 生活保護 may mean 対象外.

        A lower rate or a designation shows that it does.
        """
        outcome = Outcome.UNDECIDED if self.undecided else Outcome.APPLIES
        return not concluded(outcome, self.rate, designated=self.designated)


def concluded(outcome: Outcome, rate: float | None, *, designated: bool) -> bool:
    """Whether a published rate tells of an area the body runs: a town's 100 % may mean 対象外."""
    if outcome is Outcome.UNDECIDED:
        return designated or rate not in (None, COMPLETE)
    return outcome is Outcome.APPLIES


def init_inventory(facts: InitFacts, say: Say) -> NewInventory:
    """Build it. `say` puts the guiding comments and the names of records into the user's language."""
    names = {area.key: area.name for area in facts.areas}
    drafts = _drafts(facts)
    inventory = Inventory(
        body=_body(facts, say),
        systems=tuple(_system(draft, say) for draft in drafts),
        interfaces=_interfaces(facts.links, {draft.area.key for draft in drafts}, say),
        progress=_progress(facts, [draft.area.key for draft in drafts if not draft.unsure], say),
    )
    elsewhere = tuple(names[scope.area] for scope in facts.scopes if scope.outcome is Outcome.ELSEWHERE)
    undecided = tuple(draft.area.name for draft in drafts if draft.unsure)
    closed = tuple(names[area] for area in _closed(facts))
    comments = guiding_comments(elsewhere, undecided, closed, facts.listed, say)
    return NewInventory(
        inventory=inventory,
        files=to_files(plain_sections(inventory, names, to_fill_in), _header(facts, say), comments),
        complete=tuple(draft.area.name for draft in drafts if draft.rate == COMPLETE and not draft.unsure),
        separate=tuple(draft.area.name for draft in drafts if draft.designated),
        elsewhere=elsewhere,
        outside=tuple(names[scope.area] for scope in facts.scopes if scope.outcome is Outcome.NOT_APPLICABLE),
        undecided=undecided,
        closed=closed,
        blank=tuple(
            draft.area.name for draft in drafts if draft.rate is None and draft.area.kind is not AreaKind.COMMON
        )
        if facts.identity and facts.identity.progress
        else (),
    )


def _drafts(facts: InitFacts) -> list[_Draft]:
    """The areas the body has, each with what is published about it."""
    outcome = {scope.area: scope.outcome for scope in facts.scopes}
    rates, steps = _rates(facts), _steps(facts)
    designation = facts.identity.designation if facts.identity else None
    designated = set(designation.areas) if designation else set()
    closed = _closed(facts)
    return [
        _Draft(
            area=area,
            rate=rates.get(area.key),
            live=_went_live(steps.get(area.key)),
            designated=area.key in designated,
            undecided=outcome[area.key] is Outcome.UNDECIDED,
        )
        for area in facts.areas
        if outcome[area.key] in (Outcome.APPLIES, Outcome.UNDECIDED) and area.key not in closed
    ]


def _closed(facts: InitFacts) -> tuple[str, ...]:
    """Areas all of whose published steps are 対象外 and that no list names: whether the body runs them is asked."""
    designation = facts.identity.designation if facts.identity else None
    return tuple(
        area
        for area, steps in _steps(facts).items()
        if len(steps) == _GO_LIVE
        and {status for _, status in steps} == {StepStatus.NOT_APPLICABLE}
        and not (designation and area in designation.areas)
    )


def _went_live(steps: Steps | None) -> bool:
    """Only the last step says so; a bare 100 % may hold steps that are 対象外 (40工程完了)."""
    return steps is not None and dict(steps).get(_GO_LIVE) is StepStatus.DONE


def _steps(facts: InitFacts) -> Mapping[str, Steps]:
    published = facts.identity.progress if facts.identity else None
    return dict(published.steps) if published else {}


def _rates(facts: InitFacts) -> dict[str, float]:
    """Published completion by area; where only steps are published, (完了済み + 対象外) / 40."""
    published = facts.identity.progress if facts.identity else None
    if published is None:
        return {}
    closed = (StepStatus.DONE, StepStatus.NOT_APPLICABLE)
    from_steps = {area: sum(status in closed for _, status in steps) / 40 for area, steps in published.steps}
    return from_steps | dict(published.rates)


def _body(facts: InitFacts, say: Say) -> Body:
    identity = facts.identity
    body_class: Maybe[BodyClass] = identity.body_class if identity else facts.template or UNKNOWN
    return Body(
        id=facts.body_id,
        name=identity.name if identity else say(text("init.template-name")),
        code=identity.code if identity else UNKNOWN,
        body_class=body_class,
        prefecture=identity.prefecture if identity and identity.municipality else None,
        welfare_office=UNKNOWN if not known(body_class) or body_class in _SMALL else True,
        as_of=facts.as_of or _month_end(facts.progress_month, facts.designated_month),
        source=_source(facts, say),
    )


def _source(facts: InitFacts, say: Say) -> str | None:
    stated = [
        say(text(f"init.source.{key}", month=month or say(text("common.unknown"))))
        for key, month, given in (
            ("progress", facts.progress_month, facts.identity is not None and facts.identity.progress is not None),
            ("designated", facts.designated_month, facts.listed),
        )
        if given
    ]
    if facts.class_source:
        stated.append(say(text("init.source.class", title=facts.class_source)))
    return say(text("init.source.joined", sources=tuple(stated))) if stated else None


def _system(draft: _Draft, say: Say) -> System:
    area = draft.area
    migrated: Maybe[bool] = True if draft.live and not draft.unsure else UNKNOWN
    closed = draft.rate == COMPLETE and not draft.unsure
    due: Maybe[DueKind] = DueKind.PRINCIPAL if migrated is True or closed else UNKNOWN
    if draft.designated:
        # Listed and below 100 %: it had not moved when the list was made.
        migrated, due = migrated if migrated is True or closed else False, DueKind.EXTENDED
    doubtful = draft.unsure and draft.rate is not None
    return System(
        id=SystemId(area.key.replace("_", "-")),
        name=say(text("init.system-name", area=area.name)),
        kind=SystemKind.COMMON if area.kind is AreaKind.COMMON else SystemKind.STANDARD,
        areas=(area.key,),
        units=area.units,
        due=due,
        migrated=migrated,
        note=say(text("init.note.maybe-elsewhere")) if doubtful else None,
    )


def _interfaces(links: Sequence[Flow], areas: set[str], say: Say) -> tuple[Interface, ...]:
    firm = [link for link in links if link.confidence.firm and link.from_ in areas and link.to in areas]
    return tuple(
        Interface(
            id=InterfaceId(f"flow-{number:03d}"),
            from_=SystemId(link.from_.replace("_", "-")),
            to=SystemId(link.to.replace("_", "-")),
            data=link.data,
            source=say(text("init.source.flow", confidence=link.confidence.ja)),
            presumed=True,
        )
        for number, link in enumerate(firm, 1)
    )


def _progress(facts: InitFacts, areas: Sequence[str], say: Say) -> tuple[Progress, ...]:
    published = facts.identity.progress if facts.identity else None
    if published is None:
        return ()
    rates, steps = dict(published.rates), dict(published.steps)
    source = say(text("init.source.progress", month=facts.progress_month or say(text("common.unknown"))))
    return tuple(
        Progress(
            scope=ProgressScope.AREA,
            target=area,
            rate=rates.get(area) if area not in steps else None,
            steps=steps.get(area, ()),
            source=source,
            as_of=facts.progress_month,
        )
        for area in areas
        if area in rates or area in steps
    )


def _month_end(*months: str | None) -> date | None:
    latest = max((month for month in months if month), default=None)
    if latest is None:
        return None
    year, month = map(int, latest.split("-"))
    return date(year, month, monthrange(year, month)[1])


def _header(facts: InitFacts, say: Say) -> list[str]:
    who = facts.identity.full_name if facts.identity else say(text("init.template-name"))
    return [say(text("init.header", name=who)), say(text("init.header.unknown"))]
