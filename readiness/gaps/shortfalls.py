"""What is known and falls short, or is told in two ways: each a point of the question books (要対応・不一致)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from readiness.gaps.asking import asked_party
from readiness.gaps.spots import Spot, spots
from readiness.gaps.survey import Survey
from readiness.gaps.unknown import link_params
from readiness.model.conformance import CollectionMode
from readiness.model.facts import Knows, Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapKind
from readiness.model.interface import Interface
from readiness.model.ref import Ref
from readiness.model.system import Conformance, DueKind, System, TransitionalMeasure
from readiness.model.unknown import known
from readiness.situation.leaving import Leaving, leaving


def shortfalls(survey: Survey) -> Iterator[Gap]:
    """Every shortfall and contradiction of the records, in file order by kind."""
    for system in survey.inventory.systems:
        for spot in spots(survey, system):
            if system in survey.standard_systems:
                yield from _state(survey, spot, system)
            yield from _migration(survey, spot, system)
    for interface in survey.inventory.interfaces:
        for spot in spots(survey, interface):
            if spot.booked:
                yield from _link(survey, spot, interface)
    for query in survey.inventory.euc_assets:
        for spot in spots(survey, query):
            if spot.moving and query.documented is False:
                ref = query.ref.child("documented")
                yield _short(survey, spot, Knows.DIVISION, "asset.euc", Rank.B, ref, query=query.label)
    for party in leaving(survey.stands):
        yield from _leaving(survey, party)
    yield from _common(survey)


def _short(
    survey: Survey,
    spot: Spot,
    knows: Knows,
    words: str,
    rank: Rank,
    ref: Ref,
    *,
    stated: str = "",
    kind: GapKind = GapKind.SHORTFALL,
    basis: bool = False,
    **params: Any,
) -> Gap:
    return survey.gap(
        words,
        rank,
        asked_party(survey, knows, spot),
        spot.subject,
        system=spot.system,
        kind=kind,
        discriminator=stated or spot.discriminator,
        areas=spot.areas,
        counterpart=spot.counterpart,
        counterpart_areas=spot.counterpart_areas,
        basis=basis,
        ref=ref,
        **params,
    )


def _leaving(survey: Survey, party: Leaving) -> Iterator[Gap]:
    """A party whose last day is known is asked what it does until then; without the day, that is asked first."""
    if not known(party.end):
        return
    for spot in spots(survey, party.record):
        if spot.first:
            stated = party.id if party.kind == "package" else ""
            yield _short(
                survey,
                replace(spot, subject=Subject(party.kind, party.id), system=None),
                Knows.VENDOR,
                f"{party.kind}.leaving",
                Rank.A,
                party.ref,
                stated=stated,
                name=party.label,
                end=party.end,
            )


def _state(survey: Survey, spot: Spot, system: System) -> Iterator[Gap]:
    """Against the standard: not conformant, past its date without a new one, characters not decided on."""
    place = system.ref
    if system.conformance is Conformance.NON_CONFORMANT:
        ref = place.child("conformance")
        yield _short(survey, spot, Knows.VENDOR, "state.not-conformant", Rank.A, ref, basis=True)
    if system.due is DueKind.LAPSED:
        yield _short(survey, spot, Knows.DIVISION, "state.lapsed", Rank.A, place.child("due"), basis=True)
    undecided = system.charset.gaiji_undecided
    if known(undecided) and undecided > 0:
        rank, ref = survey.rank(system, Rank.A, Rank.B), place.child("charset", "gaiji_undecided")
        yield _short(survey, spot, Knows.DIVISION, "characters.undecided", rank, ref, count=undecided)


def _migration(survey: Survey, spot: Spot, system: System) -> Iterator[Gap]:
    """What a move needs and does not get: layout, description of the customisations; measures past or not filed."""
    if system.layout_held is False:
        rank, ref = survey.rank(system, Rank.A, Rank.C), system.ref.child("layout_held")
        yield _short(survey, spot, Knows.VENDOR, "migration.layout", rank, ref)
    customisation = system.customisation
    changed = not known(customisation.count) or customisation.count > 0
    if changed and customisation.documented is False and spot.moving:
        ref, count = system.ref.child("customisation", "documented"), customisation.count
        yield _short(survey, spot, Knows.VENDOR, "migration.customisation", Rank.B, ref, count=count)
    for measure in system.transitional_measures:
        yield from _measure(survey, spot, measure)


def _measure(survey: Survey, spot: Spot, measure: TransitionalMeasure) -> Iterator[Gap]:
    name, until = measure.function, measure.until
    if known(until) and until < survey.as_of:
        ref = measure.ref.child("until")
        yield _short(
            survey, spot, Knows.VENDOR, "transition.past", Rank.A, ref, stated=name, function=name, until=until
        )  # fmt: skip
    if measure.filed is False:
        ref = measure.ref.child("filed")
        yield _short(
            survey, spot, Knows.DIVISION, "transition.filed", Rank.B, ref, stated=name, basis=True, function=name
        )  # fmt: skip


def _link(survey: Survey, spot: Spot, interface: Interface) -> Iterator[Gap]:
    """An interface without a description, and one whose two ends tell different things."""
    if interface.documented is False:
        rank, params = Rank.B if spot.moving else Rank.C, link_params(spot, ())
        ref = interface.ref.child("documented")
        yield _short(survey, spot, Knows.VENDOR, "link.documented", rank, ref, **params)
    differing = interface.disagreements
    if differing:
        rank, params = Rank.A if spot.moving else Rank.C, link_params(spot, differing)
        kind = GapKind.CONTRADICTION
        yield _short(survey, spot, Knows.VENDOR, "link.ends-differ", rank, interface.ref, kind=kind, **params)


def _common(survey: Survey) -> Iterator[Gap]:
    """Facts about the whole body that the standard does not allow (共通機能)."""
    facts = survey.inventory.common_functions
    for spot in spots(survey, facts):

        def short(words: str, field: str, rank: Rank, kind: GapKind, count: int | None = None, at: Spot = spot) -> Gap:
            return _short(survey, at, Knows.VENDOR, words, rank, facts.ref.child(field), kind=kind, count=count)

        direct = "intermediary_only_via_integrated_address"
        if facts.intermediary_only_via_integrated_address is False:
            yield short("common.intermediary-direct", direct, Rank.A, GapKind.SHORTFALL)
        if facts.collection is CollectionMode.BOTH:
            yield short("common.collection-both", "collection", Rank.A, GapKind.CONTRADICTION)
        for name in ("nonresident_duplicates", "nonresident_collisions"):
            count = getattr(facts, name)
            if known(count) and count > 0:
                yield short(f"common.{name}.found", name, Rank.B, GapKind.SHORTFALL, count)
