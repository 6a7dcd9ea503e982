"""What the questions are about: one matter is one question of a letter, whatever the number of systems (照会事項)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from readiness.model.contract import Contract
from readiness.model.finding import Subject
from readiness.model.gap import BODY, DIVISION, VENDOR, Gap
from readiness.model.inventory import Inventory
from readiness.model.record import ContractId, VendorId


class Topic(Enum):
    """The groups of a letter, in their order (照会事項の群)."""

    DELIVERY = "delivery"
    FIT = "fit"
    DATA = "data"
    LINKS = "links"
    CHARACTERS = "characters"
    EQUIPMENT = "equipment"
    ENDING = "ending"
    OWN = "own"
    CONTRACT = "contract"

    @property
    def order(self) -> int:
        """Its place in a letter."""
        return list(Topic).index(self)


@dataclass(frozen=True, slots=True)
class Matter:
    """One question: `points` are the keys of the gaps it holds (`builtin:<key>`). Its words: `matter.<key>.*`."""

    key: str
    topic: Topic
    points: tuple[str, ...]


MATTERS: tuple[Matter, ...] = (
    Matter("delivery", Topic.DELIVERY, ("state.not-conformant", "migration.delivery")),
    Matter("conformance", Topic.DELIVERY, ("state.conformance",)),
    Matter("package", Topic.DELIVERY, ("state.package",)),
    Matter("duration", Topic.DELIVERY, ("migration.duration",)),
    Matter("hosting", Topic.DELIVERY, ("state.hosting",)),
    Matter("transition", Topic.FIT, ("transition.which", "transition.until", "transition.past")),
    Matter(
        "claims",
        Topic.FIT,
        ("claim.unanswered", "claim.not-fit", "claim.no-evidence", "claim.no-delivery", "requirement.unanswered"),
    ),
    Matter("layout", Topic.DATA, ("migration.layout",)),
    Matter("extraction", Topic.DATA, ("migration.extraction",)),
    Matter("extraction_fee", Topic.DATA, ("contract.extraction_fee",)),
    Matter("customisation", Topic.DATA, ("migration.customisation",)),
    Matter("specification", Topic.LINKS, ("link.documented",)),
    Matter("terms", Topic.LINKS, ("link.terms", "link.ends-differ")),
    Matter(
        "characters",
        Topic.CHARACTERS,
        (
            "characters.all", "characters.code", "characters.mj_edition", "characters.gaiji_total",
            "characters.table_owner",
        ),
    ),
    Matter(
        "common",
        Topic.CHARACTERS,
        (
            "common.nonresident_duplicates", "common.nonresident_duplicates.found", "common.nonresident_collisions",
            "common.nonresident_collisions.found", "common.intermediary_only_via_integrated_address",
            "common.intermediary-direct", "common.euc_on_data_list", "common.collection", "common.collection-both",
        ),
    ),
    Matter("platform", Topic.EQUIPMENT, ("migration.platform-eol",)),
    Matter("tie", Topic.EQUIPMENT, ("migration.tie",)),
    Matter("forms", Topic.EQUIPMENT, ("asset.form",)),
    Matter("devices", Topic.EQUIPMENT, ("asset.device",)),
    Matter(
        "ending",
        Topic.ENDING,
        ("vendor.service-end", "package.service-end", "vendor.leaving", "package.leaving"),
    ),
    Matter("deadline", Topic.OWN, ("state.due", "state.due-date", "state.lapsed")),
    Matter("migrated", Topic.OWN, ("state.migrated",)),
    Matter("intention", Topic.OWN, ("migration.intention",)),
    Matter("parties", Topic.OWN, ("state.vendor", "state.owner")),
    Matter("filed", Topic.OWN, ("transition.filed",)),
    Matter("undecided", Topic.OWN, ("characters.undecided",)),
    Matter("queries", Topic.OWN, ("asset.euc",)),
    Matter("removal", Topic.OWN, ("link.removal",)),
    Matter(
        "contract",
        Topic.CONTRACT,
        ("contract.end", "contract.notice_months", "contract.data_return", "contract.inquiry_clause"),
    ),
)  # fmt: skip

_OF: Mapping[str, Matter] = {point: matter for matter in MATTERS for point in matter.points}
_ORDER: Mapping[str, int] = {matter.key: at for at, matter in enumerate(MATTERS)}


def point_of(gap: Gap) -> str:
    """The key its words stand under: `link.documented`."""
    return gap.title.key.removeprefix("gap.").removesuffix(".title")


def matter_of(gap: Gap) -> Matter:
    """The question a gap belongs to. Raises `KeyError` for a point no matter names; a test holds the list whole."""
    return _OF[point_of(gap)]


def addressee(gap: Gap, inventory: Inventory) -> Subject:
    """Whom its row of questions goes to: as asked, with three exceptions.

    What stands in a contract goes to those who keep the contracts, the end of a temporary link to the division in
    charge of the move (契約担当・情報主管課). A vendor that leaves is not asked what it will deliver: the division that
    owns the system knows of the successor.
    """
    if gap.asked.kind == VENDOR and matter_of(gap).key in _OF_SUCCESSOR and leaves(VendorId(gap.asked.id), inventory):
        owner = gap.owner_division
        return Subject(DIVISION, owner) if owner else Subject(BODY, inventory.body.id)
    if gap.asked.kind != DIVISION:
        return gap.asked
    matter, body = matter_of(gap), Subject(BODY, inventory.body.id)
    if matter.key == "removal":
        return body
    if matter.topic is Topic.CONTRACT and inventory.body.contract_division is None:
        contract: Contract | None = inventory.contract_by_id.get(ContractId(gap.subject.id))
        return gap.asked if contract is not None and contract.division is not None else body
    return gap.asked


# Questions whose points about one thing are answered in one breath.
_OF_ONE_THING = frozenset({"delivery", "terms", "contract", "characters"})
_OF_SUCCESSOR = frozenset({"delivery", "duration"})


def leaves(vendor: VendorId, inventory: Inventory) -> bool:
    """Whether a vendor has said that it ends its service."""
    record = inventory.vendor_by_id.get(vendor)
    return record is not None and (record.withdrawal_notice is not None or record.service_end is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """One question in one part of a letter: `number` as printed (3-1), `gaps` what it holds there, in the order of the
    register. A question that stands in both parts is one: its lines go on counting from `first` in the second part, and
    `total` counts those of all parts.
    """

    number: str
    matter: Matter
    gaps: tuple[Gap, ...]
    part: int = 0
    first: int = 0
    total: int = 0

    @property
    def lines(self) -> tuple[tuple[Gap, ...], ...]:
        """What each of its lines holds: two points of one thing, such as the clauses of a contract, are one line."""
        return _lines(self.matter, self.gaps)

    def row(self, at: int) -> str:
        """The number of one of its lines (3-1-02); that of the question where it is the only one of the letter."""
        return self.number if self.total == 1 else f"{self.number}-{self.first + at + 1:02d}"


def _lines(matter: Matter, gaps: tuple[Gap, ...]) -> tuple[tuple[Gap, ...], ...]:
    if matter.key not in _OF_ONE_THING:
        return tuple((gap,) for gap in gaps)
    found: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.subject.kind, gap.subject.id, gap.system), []).append(gap)
    return tuple(map(tuple, found.values()))


def numbered(parts: Sequence[Iterable[Gap]]) -> tuple[Numbered, ...]:
    """The questions of all parts of a letter. A topic is one group and a matter one question, whatever the part.

    A party that leaves is asked about that first. The number of the part is 0 where there is one only.
    """
    listed = [_by_matter(gaps) for gaps in parts]
    met = list(dict.fromkeys(matter for part in listed for matter in part))
    topics = list(dict.fromkeys(matter.topic for matter in met))
    order = sorted(met, key=lambda matter: topics.index(matter.topic))
    numbers: dict[Matter, str] = {}
    for at, topic in enumerate(topics, start=1):
        own = (matter for matter in order if matter.topic is topic)
        numbers |= {matter: f"{at}-{place}" for place, matter in enumerate(own, start=1)}
    totals = {matter: sum(len(_lines(matter, part.get(matter, ()))) for part in listed) for matter in order}
    found: list[Numbered] = []
    for at, part in enumerate(listed, start=1):
        for matter, gaps in sorted(part.items(), key=lambda one: order.index(one[0])):
            first = sum(len(_lines(matter, before.get(matter, ()))) for before in listed[: at - 1])
            found.append(
                Numbered(
                    number=numbers[matter],
                    matter=matter,
                    gaps=gaps,
                    part=at if len(listed) > 1 else 0,
                    first=first,
                    total=totals[matter],
                )
            )
    return tuple(found)


def _by_matter(gaps: Iterable[Gap]) -> dict[Matter, tuple[Gap, ...]]:
    """Points by their matter, in the order of a letter."""
    found: dict[Matter, list[Gap]] = {}
    for gap in gaps:
        found.setdefault(matter_of(gap), []).append(gap)
    return {matter: tuple(found[matter]) for matter in sorted(found, key=_place)}


def _place(matter: Matter) -> tuple[bool, int, int]:
    return matter.topic is not Topic.ENDING, matter.topic.order, _ORDER[matter.key]
