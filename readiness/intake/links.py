"""Links, told by a column of partners or by a list of their own, from either end (連携)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readiness.intake.cells import Seen
from readiness.intake.claims import Claim, Claims
from readiness.intake.doubt import Doubt, Place, Weight
from readiness.intake.fold import clean, fold
from readiness.intake.known import Known
from readiness.intake.names import Meant, Systems
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import read_word
from readiness.model.gap import base32
from readiness.model.ref import Ref

_LIST = re.compile(r"[、,，;；\n]+")
_FINER = re.compile(r"[/／・]")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]")
_ALL = re.compile(
    r"^(全|各|すべて|全て|関係)(業務|システム|ての業務|てのシステム|庁|課|て)?(システム|業務)?$|全業務|全システム|各業務|各システム|基幹系全般"
)
_NONE = frozenset(
    {"なし", "無", "無し", "-", "―", "ー", "－", "該当なし", "特になし", "未確認", "不明", "未定", "対象外", "×"}
)
_ARROWS = "→⇒←⇐⇔↔⇄⇆"


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner named in the row of a system: `target` links.to or links.from."""

    system: str
    text: str
    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A line of a list of links."""

    values: Mapping[str, list[Seen]]
    place: Place
    ref: Ref


class Links:
    """Makes interfaces when every system is known by name."""

    def __init__(self, claims: Claims, systems: Systems, known: Known, words: Vocabulary) -> None:
        self.claims, self.systems, self.known, self.words = claims, systems, known, words
        self._pairs: dict[tuple[str, str], Place] = {}
        self._bare: dict[tuple[str, str], Place] = {}

    def rows(self, rows: Sequence[LinkRow]) -> None:
        """A list of links; a link that both ends tell is one."""
        for row in rows:
            self._row(row)

    def partners(self, partners: Sequence[Partner]) -> None:
        """Columns of partners in a list of systems; a pair that both rows name is one link of unknown direction."""
        for partner in partners:
            for name in self._names(partner.text):
                arrow = next((char for char in name if char in _ARROWS), "")
                plain = name.strip(_ARROWS + " ")
                other = self._end(plain, partner.place, partner.system)
                if other is None or other == partner.system:
                    continue
                away = partner.target == "links.to" if arrow not in "←⇐" or not arrow else False
                ends = (partner.system, other) if away else (other, partner.system)
                self._bare_link(ends, partner, both=arrow in "⇔↔⇄⇆" and bool(arrow))

    def _bare_link(self, ends: tuple[str, str], partner: Partner, *, both: bool) -> None:
        back = (ends[1], ends[0])
        if ends in self._pairs or ends in self._bare:
            return
        if not both and back in self._bare:
            self._ask("link-direction", partner.place, f"{self._label(back[0])}→{self._label(back[1])}",
                      one=self._label(ends[0]), other=self._label(ends[1]))  # fmt: skip
            return
        if not both and back in self._pairs:
            return  # a list of links tells the direction
        self._bare[ends] = partner.place
        self._link(ends, "", {}, partner.place, Ref(partner.place.file, (partner.place.sheet,)))
        if both:
            self._bare.setdefault(back, partner.place)
            self._link(back, "", {}, partner.place, Ref(partner.place.file, (partner.place.sheet,)))

    def _row(self, row: LinkRow) -> None:
        told = {target: cells[0].text for target, cells in row.values.items() if cells and cells[0].text}
        one = told.get("interface.from") or told.get("interface.self", "")
        other = told.get("interface.to") or told.get("interface.partner", "")
        if "interface.self" in told and "interface.from" in told and "interface.to" not in told:
            one, other = told["interface.from"], told["interface.self"]
        if not one or not other:
            return
        way = self._way(row, told)
        if way is None:
            return
        for left in self._names(one):
            for right in self._names(other):
                ends = self._end(left, row.place), self._end(right, row.place)
                if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
                    continue
                pairs = {"out": [(ends[0], ends[1])], "in": [(ends[1], ends[0])]}
                for pair in pairs.get(way, [(ends[0], ends[1]), (ends[1], ends[0])]):
                    self._pairs.setdefault(pair, row.place)
                    self._link(pair, told.get("interface.data", ""), row.values, row.place, row.ref)

    def _way(self, row: LinkRow, told: Mapping[str, str]) -> str | None:
        """out, in or both; None where the row does not say and was asked about."""
        directed = "interface.from" in told or "interface.to" in told
        text = told.get("interface.direction", "")
        if not text:
            if directed:
                return "out"
            self._ask("link-way", row.place, f"{told.get('interface.self', '')}・{told.get('interface.partner', '')}")
            return None
        got = read_word("interface.direction", text, self.words, {}, None)
        if got.value is None:
            self._ask("link-way", row.place, text)
            return None
        return str(got.value)

    def _names(self, text: str) -> list[str]:
        """The partners in one cell, each once."""
        if self.systems.meant(clean(text)).how in ("exact", "bare", "area"):
            return [clean(text)]
        found: list[str] = []
        for piece in _LIST.split(clean(text)):
            whole = piece.strip()
            pieces = [p.strip() for p in _FINER.split(whole)] if _FINER.search(whole) else [whole]
            if len(pieces) > 1 and not all(self._known(p) for p in pieces):
                pieces = [whole]
            found += [p for p in pieces if p and fold(p) not in _NONE and p not in found]
        return found

    def _known(self, name: str) -> bool:
        return self.systems.meant(name).id is not None

    def _end(self, name: str, place: Place, own: str = "") -> str | None:
        """The ID of one end; made as an external system where no system is meant; None where it has to be asked."""
        bare = _BRACKET.sub("", name).strip()
        if _ALL.search(fold(bare)):
            self._ask("link-all", place, name)
            return None
        if re.fullmatch(r"[0-9]{1,3}", clean(bare)):
            meant = self.systems.by_code(clean(bare))
            if meant.id is None:
                self._ask("link-code", place, name)
            return meant.id
        meant = self.systems.meant(name)
        if meant.id is None and bare != name and bare:
            meant = self.systems.meant(bare)
        if meant.id is not None:
            self._tell_meant(name, meant, place)
            return meant.id
        if meant.several:
            self._ask("link-several", place, name, systems=tuple(self._label(key) for key in meant.several))
            return None
        if not name or re.fullmatch(r"[\d\W]+", name):
            self._ask("link-code", place, name)
            return None
        key = self.known.named("external_systems", name) or f"X-{base32(name, 5)}"
        if ("external_systems", key) not in self.claims.records:
            self.claims.doubts.append(
                Doubt(code="external", place=place, weight=Weight.TOLD, section="external_systems", record=name,
                      text=name,
                      params={"name": name})
            )  # fmt: skip
        self.claims.record("external_systems", key, name, place, Ref(place.file, (place.sheet,)))
        return key

    def _tell_meant(self, name: str, meant: Meant, place: Place) -> None:
        if meant.how in ("area", "inside") and meant.id is not None:
            told = Doubt(
                code="same-system", place=place, weight=Weight.TOLD, section="systems", record=self._label(meant.id),
                text=name, params={"name": name, "system": self._label(meant.id)},
            )  # fmt: skip
            if told.key not in {doubt.key for doubt in self.claims.doubts}:
                self.claims.doubts.append(told)

    def _link(self, ends: tuple[str, str], data: str, values: Mapping[str, list[Seen]], place: Place, ref: Ref) -> None:
        told = next((str(s.got.value) for s in values.get("interface.id", ()) if s.got.value), "")
        same = self.known.link(*ends, data or None)
        key = told or same or f"L-{base32('|'.join((*ends, data)), 5)}"
        record = self.claims.record("interfaces", key, "", place, ref)
        record.data.update({"interface.from": ends[0], "interface.to": ends[1]})
        if data:
            record.data["interface.data"] = data
        for target, cells in values.items():
            if target.startswith("interface.") and target.split(".")[1] in (
                "method", "format", "frequency", "documented", "note", "standard_id",
            ):  # fmt: skip
                for seen in cells:
                    if seen.got.word:
                        self.claims.word(target, seen.got.word, seen.place, "")
                    elif seen.got.value is not None:
                        self.claims.claim(record, target, Claim(seen.got.value, seen.place, seen.text, seen.head))

    def _label(self, key: str) -> str:
        return self.systems.rows.get(key, (key, ()))[0]

    def _ask(self, code: str, place: Place, text: str, **params: str | tuple[str, ...]) -> None:
        doubt = Doubt(
            code=code, place=place, weight=Weight.RECORD, section="interfaces", record=text, text=text,
            params={"name": text, **params},
        )  # fmt: skip
        if doubt.key not in {other.key for other in self.claims.doubts if other.code == code}:
            self.claims.doubts.append(doubt)
