"""Which points of many bodies are one question: about a product they run, or about one thing they use together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from readiness.exchange.joint.things import Thing, Things
from readiness.exchange.labels import Labels
from readiness.gaps.matters import point_of
from readiness.gaps.product import official_link, product_of, stated_in
from readiness.model.body import Body
from readiness.model.gap import BUILTIN, VENDOR, Gap, GapEntry, GapKind, Register, base32, gap_id
from readiness.model.inventory import Inventory
from readiness.model.text import Text
from readiness.model.unknown import known
from readiness.portfolio.work import compared

JOINT = "joint"  # stands for the body in the check codes of questions that are asked once
_LEAVING = frozenset({"vendor.leaving", "package.leaving"})  # these name the last day of service
# Points that the party that runs or made a shared thing answers alike for every body on it. A body's customisations,
# its characters, its links and what it pays are its own, however much else it shares.
_OF_THINGS = frozenset(
    {
        "state.conformance", "state.not-conformant", "state.hosting", "state.package", "transition.which",
        "transition.until", "transition.past", "migration.delivery", "migration.duration", "migration.layout",
        "migration.extraction", "migration.platform-eol", "characters.code", "characters.mj_edition",
        "characters.table_owner", "link.documented", "contract.extraction_fee", "package.service-end",
        "vendor.service-end", "vendor.leaving", "claim.unanswered", "claim.not-fit", "claim.no-evidence",
        "claim.no-delivery", "requirement.unanswered",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One body of a joint inquiry."""

    inventory: Inventory
    register: Register

    @property
    def body(self) -> Body:
        """The body."""
        return self.inventory.body


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question asked once: its ID over all bodies, what it is about, and the points of bodies it stands for.

    `thing`: what the bodies use together, where it is no question about a product. `ids`: every ID it may come back
    under, as bodies say more or less of what binds them. `link`: the official link whose specification it asks for.
    """

    id: str
    ids: frozenset[str]
    revision: str
    about: str
    gap: Gap
    points: tuple[tuple[int, GapEntry], ...]
    thing: Thing | None = None
    link: str = ""

    @property
    def title(self) -> Text:
        """Its title, in words that are no body's."""
        return _neutral(self.gap.title, self.link)

    @property
    def request(self) -> Text:
        """What is asked, in words that are no body's."""
        return _neutral(self.gap.request, self.link)


def product_key(gap: Gap, inventory: Inventory) -> tuple[str, str, str, str] | None:
    """What makes a point of two bodies the same question: package, version, check, and what it is about."""
    package = product_of(gap, inventory)
    if package is None:
        return None
    version = package.version if known(package.version) else ""
    about = _about(gap, inventory)
    if gap.requirement.startswith(BUILTIN) and point_of(gap) not in (
        "link.documented",
        "package.service-end",
        *_LEAVING,
    ):
        about = "/".join(sorted(gap.areas)) + "#" + stated_in(gap).replace(package.id, "")
    return compared(package.label).casefold(), version, point_of(gap), about


def _about(gap: Gap, inventory: Inventory) -> str:
    """What tells points of one check about one thing apart, in no body's own words."""
    point = point_of(gap)
    if not gap.requirement.startswith(BUILTIN):
        return gap.requirement.partition("#")[0]
    if point == "link.documented":
        return official_link(gap, inventory) or ""
    if point in _LEAVING:
        end = gap.request.mapping().get("end")
        return end.isoformat() if isinstance(end, date) else ""
    return stated_in(gap) if point.startswith("transition.") else ""


def thing_of(at: int, gap: Gap, inventory: Inventory, things: Things) -> Thing | None:
    """The thing of several bodies that a point is about, where all of them would be answered alike."""
    point = point_of(gap)
    if gap.asked.kind != VENDOR or point not in _OF_THINGS:
        return None
    if point == "link.documented" and official_link(gap, inventory) is None:
        return None
    return things.of(at, gap.subject, gap.system)


def questions_of(
    members: Sequence[Member], chosen: Iterable[tuple[int, GapEntry]], labels: Labels, things: Things
) -> tuple[Question, ...]:
    """Points that are one question to one vendor group, in the order in which they first come."""
    products: dict[tuple[str, ...], list[tuple[int, GapEntry]]] = {}
    shared: dict[tuple[Thing, tuple[str, ...]], list[tuple[int, GapEntry]]] = {}
    for at, entry in chosen:
        gap, inventory = entry.gap, members[at].inventory
        if gap is None:
            continue
        if (key := product_key(gap, inventory)) is not None:
            products.setdefault((*key, things.group(at, gap.asked.id)), []).append((at, entry))
        elif (thing := thing_of(at, gap, inventory, things)) is not None:
            of = (point_of(gap), _about(gap, inventory), things.group(at, gap.asked.id))
            shared.setdefault((thing, of), []).append((at, entry))
    return (
        *(_of_product(key, points, members, labels) for key, points in products.items()),
        *(_of_thing(*key, points, labels) for key, points in shared.items()),
    )


def _of_product(
    key: tuple[str, ...], points: list[tuple[int, GapEntry]], members: Sequence[Member], labels: Labels
) -> Question:
    at, entry = points[0]
    package = product_of(_known(entry), members[at].inventory)
    label = package.label if package is not None else ""
    return _question([key], " ".join(part for part in (label, key[1]) if part), points, labels, key[3])


def _of_thing(thing: Thing, of: tuple[str, ...], points: list[tuple[int, GapEntry]], labels: Labels) -> Question:
    keys = [("thing", *key, *of) for key in thing.keys]
    return replace(_question(keys, thing.label(labels), points, labels, of[1]), thing=thing)


def _question(
    keys: Sequence[tuple[str, ...]], about: str, points: Sequence[tuple[int, GapEntry]], labels: Labels, link: str
) -> Question:
    gap = _known(points[0][1])
    ids = [gap_id(JOINT, "/".join(key), GapKind.UNCONFIRMED) for key in keys]
    made = Question(
        id=ids[0],
        ids=frozenset(ids),
        revision="",
        about=about,
        gap=gap,
        points=tuple(points),
        link=link if point_of(gap) == "link.documented" else "",
    )
    return replace(made, revision=base32(labels.words.render(made.request), 4))


def _known(entry: GapEntry) -> Gap:
    if entry.gap is None:
        raise ValueError("a question of no point")
    return entry.gap


def _neutral(stated: Text, link: str) -> Text:
    """Words about an official link with its ID in place of what a body calls it."""
    if not link:
        return stated
    return Text(stated.key, tuple((name, link if name == "data" else value) for name, value in stated.params))


def by_id(questions: Iterable[Question]) -> Mapping[str, Question]:
    """Every ID a question may come back under; one that stands for several is none's."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        for id_ in question.ids:
            found.setdefault(id_, []).append(question)
    return {id_: same[0] for id_, same in found.items() if len(same) == 1}
