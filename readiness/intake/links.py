"""Links, told by a column of partners or by a list of their own, from either end (連携)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from readiness.intake.answers import LEAVE, WAYS
from readiness.intake.cells import Seen
from readiness.intake.claims import Claim, Claims, Record
from readiness.intake.doubt import Doubt, Place, Weight
from readiness.intake.fold import clean, fold
from readiness.intake.got import Got
from readiness.intake.known import Known
from readiness.intake.names import Meant, Systems, end_stated
from readiness.intake.sentences import InWords, links_in_words
from readiness.intake.values import read_answer, read_value
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import read_word
from readiness.model.gap import base32
from readiness.model.ref import Ref

_LIST = re.compile(r"[、,，;；\n]+")
_FINER = re.compile(r"[/／・]")
_BULLET = re.compile(r"^(?:[・･●■□◆◇*\-–]|[①-⑳]|[0-9]{1,2}[.)])\s*(?=\S)")
# How often and by what a partner is served: no part of its name.
_OFTEN = re.compile(
    r"[(（](?:日次|週次|月次|年次|随時|都度|即時|リアルタイム|毎日|毎月|毎週|年?[0-9]+回|csv|媒体|ファイル|usb|api|db|ftp|紙|手入力|一括|[・,、/]|連携)+[)）]$",
    re.IGNORECASE,
)
HOW_OFTEN = re.compile(r"[日週月年]次|随時|都度|即時|毎[日週月年]|リアルタイム|(?:[日週月年])?[0-9]+回")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]")
_ALL = re.compile(
    r"^(全|各|すべて|全て|関係)(業務|システム|ての業務|てのシステム|庁|課|て)?(システム|業務)?$|全業務|全システム|各業務|各システム|基幹系全般"
)
_NONE = frozenset(
    {"なし", "無", "無し", "-", "―", "ー", "－", "該当なし", "特になし", "未確認", "不明", "未定", "対象外", "×"}
)
_TEMPORARY = re.compile(  # of a remark
    r"(?s)(?!.*(?:[なで]し|無し?[)）。]|無し?$|でない|ではな|でした|だった|していた|(?:解消|終了|廃止)(?:済|し|した|[)）。]|$)))"
    r"\s*暫定(?:連携|対応|接続|措置)?\s*(?:[(（、。,・:：]|で(?!は)|として|$)",
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
        self._bare: dict[tuple[str, str], str] = {}  # ends → the ID of the link
        self._tellers: dict[tuple[str, str], str] = {}  # ends of a link told in a sentence → the system that tells it

    def rows(self, rows: Sequence[LinkRow]) -> None:
        """A list of links; a link that both ends tell is one."""
        for row in rows:
            self._row(row)

    def partners(self, partners: Sequence[Partner]) -> None:
        """Columns of partners in a list of systems; a pair that both rows name is one link of unknown direction."""
        for partner in partners:
            stated = links_in_words(partner.text, self._sure)
            if stated is None:
                answer = self._ask("link-sentence", partner.place, partner.text)
                stated = links_in_words(answer, self._sure)
                if answer not in ("", LEAVE) and not stated:
                    self.claims.asking.note(_doubt("link-sentence", partner.place, partner.text))
            else:
                self._listed(partner, () if stated else self._names(partner.text))
            for one in stated or ():
                self._in_words(partner, one)

    def _listed(self, partner: Partner, names: Sequence[str]) -> None:
        for name in names:
            arrow = next((char for char in name if char in _ARROWS), "")
            plain = name.strip(_ARROWS + " ")
            away = partner.target == "links.to" if arrow not in "←⇐" or not arrow else False
            for other in self._ends(plain, partner.place):
                if other != partner.system:
                    ends = (partner.system, other) if away else (other, partner.system)
                    self._bare_link(ends, partner, both=arrow in "⇔↔⇄⇆" and bool(arrow))

    def _in_words(self, partner: Partner, stated: InWords) -> None:
        """A link of a sentence; told from the other end as well it is one, whatever its data is called there."""
        for other in self._ends(stated.name, partner.place):
            ends = (partner.system, other) if stated.away else (other, partner.system)
            if other == partner.system or ends in self._pairs or self._tellers.get(ends) not in (None, partner.system):
                continue
            if ends in self._bare and ends not in self._tellers:
                continue  # a column of names tells it
            self._tellers[ends] = partner.system
            ref = Ref(partner.place.file, (partner.place.sheet,))
            values = {
                target: [Seen(target, got, (0, 0), word, "", partner.place)]
                for word in stated.beside
                for target in ("interface.frequency" if HOW_OFTEN.fullmatch(fold(word)) else "interface.method",)
                if (got := read_value(target, word, word, self.words, {}, None)).value is not None and not got.doubt
            }
            self._bare[ends] = self._link(ends, stated.data, values, partner.place, ref)

    def _sure(self, name: str) -> bool:
        """Whether a name is surely that of a system of ours."""
        return self.systems.meant(name).how in ("exact", "bare", "area")

    def _bare_link(self, ends: tuple[str, str], partner: Partner, *, both: bool) -> None:
        back = (ends[1], ends[0])
        if ends in self._pairs or ends in self._bare:
            return
        if not both and back in self._bare:
            one, other = self._label(ends[0]), self._label(ends[1])
            said = self._ask("link-direction", partner.place, f"{other}→{one}", one=one, other=other)
            if not said or said == f"{other}→{one}":
                return
            if said == f"{one}→{other}":  # only this way: what the other row said made a link that is none
                del self.claims.records["interfaces", self._bare.pop(back)]
        elif not both and back in self._pairs:
            return  # a list of links tells the direction
        self._bare[ends] = self._link(ends, "", {}, partner.place, Ref(partner.place.file, (partner.place.sheet,)))
        if both and back not in self._bare:
            self._bare[back] = self._link(back, "", {}, partner.place, Ref(partner.place.file, (partner.place.sheet,)))

    def _row(self, row: LinkRow) -> None:
        stated = {target: text for target, cells in row.values.items() for text in end_stated(cells)}
        one = stated.get("interface.from") or stated.get("interface.self", "")
        other = stated.get("interface.to") or stated.get("interface.partner", "")
        if "interface.self" in stated and "interface.from" in stated and "interface.to" not in stated:
            one, other = stated["interface.from"], stated["interface.self"]
        if not one or not other:
            return
        way = self._way(row, stated)
        if way is None:
            return
        left = [end for name in self._names(one) for end in self._ends(name, row.place)]
        right = [end for name in self._names(other) for end in self._ends(name, row.place)]
        for ends in product(left, right):
            if ends[0] == ends[1]:
                continue
            back = (ends[1], ends[0])
            for pair in {"out": (ends,), "in": (back,)}.get(way, (ends, back)):
                self._pairs.setdefault(pair, row.place)
                self._link(pair, stated.get("interface.data", ""), row.values, row.place, row.ref)

    def _way(self, row: LinkRow, stated: Mapping[str, str]) -> str | None:
        """out, in or both; None where the row does not say and was asked about."""
        directed, text = {"interface.from", "interface.to"} & set(stated), stated.get("interface.direction", "")
        marked = {way for way in ("gives", "takes") if self._marked(stated.get(f"interface.{way}", ""))}
        if not text and marked:
            return "out" if marked == {"gives"} else "in" if marked == {"takes"} else "both"
        if not text:
            if directed:
                return "out"
            ends = f"{stated.get('interface.self', '')}・{stated.get('interface.partner', '')}"
            return WAYS.get(self._ask("link-way", row.place, ends))
        got = read_word("interface.direction", text, self.words, {}, None)
        return WAYS.get(self._ask("link-way", row.place, text)) if got.value is None else str(got.value)

    def _marked(self, text: str) -> bool:
        """Whether a column of 提供 or 受領 bears a mark."""
        return fold(text) in {fold(mark) for mark in self.words.values["ticks"]["yes"]}

    def _names(self, text: str) -> list[str]:
        """The partners in one cell, each once."""
        if self.systems.meant(clean(text)).how in ("exact", "bare", "area"):
            return [clean(text)]
        found: list[str] = []
        for piece in _LIST.split(clean(text)):
            whole = _BULLET.sub("", piece.strip())
            pieces = [p.strip() for p in _FINER.split(whole)] if _FINER.search(whole) else [whole]
            if len(pieces) > 1 and not all(self._known(p) for p in pieces):
                pieces = [whole]
            found += [p for p in pieces if p and fold(p) not in _NONE and p not in found]
        return found

    def _known(self, name: str) -> bool:
        return self.systems.meant(name).id is not None

    def _ends(self, name: str, place: Place) -> list[str]:
        """The IDs of one end; made as an external system where no system is meant; none where it has to be asked, or
        those that a person named.
        """
        bare = _BRACKET.sub("", name).strip()
        if _ALL.search(fold(bare)):
            return self._named("link-all", place, name)
        if re.fullmatch(r"[0-9]{1,3}", clean(bare)):
            coded = self.systems.by_code(clean(bare)).id
            return [coded] if coded is not None else self._named("link-code", place, name)
        meant = self.systems.meant(name)
        if meant.id is None and bare != name and bare:
            meant = self.systems.meant(bare)
        if meant.id is not None:
            self._note_meant(name, meant, place)
            return [meant.id]
        if meant.several:
            labels = tuple(self._label(key) for key in meant.several)
            return self._named("link-several", place, name, systems=labels)
        if not name or re.fullmatch(r"[\d\W]+", name):
            return self._named("link-code", place, name)
        return [self._external(name, place)]

    def _named(self, code: str, place: Place, text: str, **params: tuple[str, ...]) -> list[str]:
        """The systems that a person named where the ledger does not; asked again where an answer names none of ours."""
        answer = self._ask(code, place, text, **params)
        names = [] if answer in ("", LEAVE) else [piece.strip() for piece in _LIST.split(clean(answer))]
        found = [key for name in names if (key := self.systems.meant(name).id) is not None]
        if len(found) < len(names):
            self.claims.asking.note(_doubt(code, place, text, **params))
        return found

    def _external(self, name: str, place: Place) -> str:
        name = _OFTEN.sub("", name).strip() or name
        key = self.known.named("external_systems", name) or f"X-{base32(name, 5)}"
        if ("external_systems", key) not in self.claims.records:
            self.claims.asking.note(
                Doubt(code="external", place=place, weight=Weight.NOTED, section="external_systems", record=name,
                      text=name, params={"name": name})
            )  # fmt: skip
        self.claims.record("external_systems", key, name, place, Ref(place.file, (place.sheet,)))
        return key

    def _note_meant(self, name: str, meant: Meant, place: Place) -> None:
        if meant.how in ("area", "inside") and meant.id is not None:
            stated = Doubt(
                code="same-system", place=place, weight=Weight.NOTED, section="systems", record=self._label(meant.id),
                text=name, params={"name": name, "system": self._label(meant.id)},
            )  # fmt: skip
            if stated.key not in {doubt.key for doubt in self.claims.asking.doubts}:
                self.claims.asking.note(stated)

    def _link(self, ends: tuple[str, str], data: str, values: Mapping[str, list[Seen]], place: Place, ref: Ref) -> str:
        """Make the link; its ID."""
        stated = next((str(s.got.value) for s in values.get("interface.id", ()) if s.got.value), "")
        same = self.known.link(*ends, data or None)
        key = stated or same or f"L-{base32('|'.join((*ends, data)), 5)}"
        record = self.claims.record("interfaces", key, "", place, ref)
        record.data.update({"interface.from": ends[0], "interface.to": ends[1]})
        if data:
            record.data["interface.data"] = data
        for target, cells in values.items():
            if target.startswith("interface.") and target.split(".")[1] in (
                "method", "format", "frequency", "documented", "note", "standard_id", "temporary",
            ):  # fmt: skip
                if target == "interface.note" and any(_TEMPORARY.match(seen.text) for seen in cells):
                    record.data["interface.temporary"] = True
                for seen in cells:
                    if seen.got.word:
                        self.claims.word(target, seen.got.word, seen.place, "")
                    elif (got := self._settled(record, ends, target, seen)) is not None and got.value is not None:
                        self.claims.claim(record, target, Claim(got.value, seen.place, seen.text, seen.head))
        return key

    def _settled(self, record: Record, ends: tuple[str, str], target: str, seen: Seen) -> Got | None:
        """What a cell gave, or what a person answered to its doubt; None where it is asked."""
        if not seen.got.doubt:
            return seen.got
        doubt = Doubt(
            code=seen.got.doubt, place=seen.place, weight=Weight.VALUE, section="interfaces",
            record="→".join(self._label(end) for end in ends), field=target, text=seen.text, read_as=seen.got.read_as,
            params={"head": seen.head, "text": seen.text, **seen.got.params},
        )  # fmt: skip
        return self.claims.hold(record, doubt, lambda asked, said: read_answer(asked, said, self.words, None))

    def _label(self, key: str) -> str:
        return self.systems.rows.get(key, (key, ()))[0]

    def _ask(self, code: str, place: Place, text: str, **params: str | tuple[str, ...]) -> str:
        """The answer to a doubt about a link; empty where nobody gave one. The same is asked once."""
        doubt = _doubt(code, place, text, **params)
        if doubt.key in {other.key for other in self.claims.asking.doubts if other.code == code}:
            return ""
        return self.claims.asking.answer(doubt)


def _doubt(code: str, place: Place, text: str, **params: str | tuple[str, ...]) -> Doubt:
    return Doubt(
        code=code, place=place, weight=Weight.RECORD, section="interfaces", record=text, text=text,
        params={"name": text, **params},
    )  # fmt: skip
