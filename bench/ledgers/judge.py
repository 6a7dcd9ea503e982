"""The verdict on one reading: each value right, asked, or silently wrong.

right     the value expected; where a doubt is expected, no value and the user told
asked     told (no value or a doubtful one, and a message names the cell, its heading, or the system with the field)
          or blank (no value: the report shows 未確認, but nobody said that the ledger tells it)
wrong     another value without a word; every field of a row lost without a word; a thing invented
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bench.ledgers.outcome import FIELDS, MONEY, Read, fold, fold_vendor, of_system, same

FIELD_WORDS = {
    "areas": "業務|周辺",
    "vendor": "事業者|委託先|業者|共同",
    MONEY: "年額|金額|経費|費用|予算|円",
    "contract_end": "契約終了|満了|契約期間|終了日|期限",
    "contract_start": "契約開始|契約期間|開始日",
    "go_live": "稼働",
    "planned": "移行予定|切替予定|予定日|移行の予定",
    "migrated": "移行済|移行状況|移行の状況",
    "conformance": "準拠",
    "division": "所管|課",
    "package": "パッケージ",
}
ASKING = re.compile(
    r"要確認|確かめ|読めな|読み取れな|読み取れません|読めません|読みませんでし|読みません|読んでいません|見当たりません|見当たらない|未確認|使わなかった|"
    r"使っていない|食い違|ください|どちら|異なる|区別でき|採らな|採りません|飛ばし|除き|除い|含めていない|含めません|一致しない|決められ|分かりません|"
    r"分からない|疑い|二重|重複|おそれ|複数|か。$|か$|[?？]"
)
OF_COLUMNS = re.compile(r"使わなかった列|使わなかった見出し")
OF_AREAS = re.compile(r"周辺|業務が読み取れ|業務の記入がない")
PIECES = re.compile(r"[・、,，/／\n＋+\s]|[①-⑳]|[0-9]+[)）]")
RETIRED = re.compile(r"廃止|終了|統合済|retired|外部団体|他団体|履歴|次期")
SHORTEST_NAME, SHORTEST_CELL = 3, 4


@dataclass
class Verdicts:
    """Counts by (field kind, verdict) and a line for each that is not right."""

    count: Counter[tuple[str, str]] = field(default_factory=Counter)
    why: list[str] = field(default_factory=list)

    def add(self, kind: str, verdict: str, what: str, want: Any, got: Any) -> None:
        """Count one value of a field kind; keep a line where it is not right."""
        self.count[kind, verdict] += 1
        if verdict != "right":
            self.why.append(f"{verdict}: {what}: want {want!r}, got {got!r}")

    @property
    def wrong(self) -> int:
        """Values that are silently wrong."""
        return sum(number for (_, verdict), number in self.count.items() if verdict == "wrong")


class Judge:
    """Compares one reading with its expectation."""

    def __init__(self, expected: dict[str, Any], read: Read, messages: list[str]) -> None:
        self.expected, self.read, self.heads = expected, read, expected.get("heads", {})
        self.asking = [fold(message) for message in messages if ASKING.search(message)]
        self.of_rows = [m for m in self.asking if not OF_COLUMNS.search(m) and not OF_AREAS.search(m)]
        self.verdicts = Verdicts()
        self.counted: set[str] = set()

    def run(self) -> Verdicts:
        """Every expected value, then everything that should not be there."""
        left = list(self.read.systems)
        pairs = self._pair(left)
        for want, system in pairs:
            names = [key for key in FIELDS if key in want]
            if system is None:
                named = any(fold(want["name"]) in message for message in self.of_rows)
                for name in ("system", *names):
                    self._say(
                        name, "told" if named else "wrong", f"{want['name']}.{name} (row lost)", want.get(name), None
                    )
                continue
            self.verdicts.add("system", "right", want["name"], None, None)
            got = of_system(self.read, system)
            for name in names:
                self._field(name, want[name], got[name], want)
        self._not_own(left)
        for system in left:
            name = str(system.get("name") or system.get("id"))
            named = any(fold(name) in message and "未確認" not in message for message in self.of_rows)
            self._say("system", "told" if named else "wrong", "a system nobody has", None, name)
        self._links()
        self._total()
        self._never()
        return self.verdicts

    def _say(self, kind: str, verdict: str, what: str, want: Any, got: Any) -> None:
        self.verdicts.add(kind, verdict, what, want, got)
        if verdict in ("wrong", "told"):
            self.counted |= {fold_vendor(one) for one in (got if isinstance(got, list) else [got])}

    def _pair(self, left: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any] | None]]:
        """Each expected system with what was read for it: by its name, then by a beginning of it."""
        found: dict[int, dict[str, Any]] = {}
        wanted = list(self.expected.get("systems", ()))
        for loose in (False, True):
            for index, want in enumerate(wanted):
                names = [fold(name) for name in (want["name"], *want.get("also", ()))]
                for system in [] if index in found else left:
                    got = fold(system.get("name") or system.get("id"))
                    if got in names or (
                        loose
                        and len(got) >= SHORTEST_NAME
                        and any(got.startswith(n) or n.startswith(got) for n in names)
                    ):
                        found[index] = system
                        left.remove(system)
                        break
        return [(want, found.get(index)) for index, want in enumerate(wanted)]

    def _stated(self, name: str, system: dict[str, Any]) -> bool:
        """Whether a message of doubt names the heading, the cell, or the system together with the field."""
        cell, own = str(system.get("raw", {}).get(name, "")), fold(system["name"])
        raw = fold(cell)
        pieces = [raw, *(fold(piece) for piece in PIECES.split(cell) if piece.strip())] if name == "areas" else [raw]
        heads = {fold(head) for head in self.heads.get(name, ())}
        words = FIELD_WORDS.get(name, "").split("|")
        for message in self.asking:
            if OF_COLUMNS.search(message):
                if heads & set(re.split(r"[:、]", message)):
                    return True
                continue
            if any("見出し" in message and f"「{head}」" in message for head in heads):
                return True
            if any(piece and f"「{piece}」" in message for piece in pieces):
                return True
            if len(raw.replace(",", "")) >= SHORTEST_CELL and (
                raw in message or raw.replace(",", "") in message.replace(",", "")
            ):
                return True
            if (f"「{own}」" in message or (len(own) > SHORTEST_NAME and own in message)) and any(
                word in message for word in words
            ):
                return True
        return False

    def _field(self, name: str, want: Any, got: Any, system: dict[str, Any]) -> None:
        if got == [] and name != "areas":
            got = None
        stated = self._stated(name, system)
        options = want["any_of"] if isinstance(want, dict) and "any_of" in want else [want]
        doubt = "asked" in options
        if name == "areas":
            fits = any(isinstance(option, list) and set(option) == set(got) for option in options)
            if isinstance(want, dict) and "some_of" in want:
                fits = bool(got) and set(got) <= set(want["some_of"])
            verdict = (
                "right"
                if fits or (doubt and not got and stated)
                else "told"
                if stated
                else "blank"
                if not got
                else "wrong"
            )
        elif got is None:
            verdict = "right" if None in options or (doubt and stated) else "told" if stated else "blank"
        else:
            verdict = "right" if any(_fits(name, option, got) for option in options) else "told" if stated else "wrong"
        self._say(name, verdict, f"{system['name']}.{name} 「{system.get('raw', {}).get(name, '')}」", want, got)

    def _not_own(self, left: list[dict[str, Any]]) -> None:
        for row in self.expected.get("not_own", ()):
            name = fold(row["name"])
            there = [system for system in left if fold(system.get("name") or system.get("id")) == name]
            left[:] = [system for system in left if system not in there]
            marked = bool(there) and RETIRED.search(
                str({k: v for k, v in there[0].items() if k not in ("note", "name")})
            )
            named = any(name in message for message in self.of_rows)
            verdict = "right" if not there or marked else "told" if named else "wrong"
            self._say("system", verdict, f"{row['name']} (not a live system: {row['why']})", None, row["name"])

    def _links(self) -> None:
        if "links" not in self.expected:
            return
        got = {(fold(a), fold(b)) for a, b in self.read.links}
        want = {(fold(a), fold(b)) for a, b in self.expected["links"]}
        for a, b in sorted(want | got):
            named = any(a in message and b in message for message in self.asking)
            there = (a, b) in got
            verdict = "right" if there and (a, b) in want else "told" if named else "wrong" if there else "blank"
            self._say("link", verdict, f"link {a}→{b}", (a, b) in want, there)

    def _total(self) -> None:
        if "total_amount_yen" in self.expected:
            want, got = self.expected["total_amount_yen"], self.read.total
            verdict = "right" if abs(got - want) < 1 else "wrong" if got > want else "blank"
            self._say("total", verdict, "total of yearly amounts", want, got)

    def _never(self) -> None:
        """Values that must not appear; each counts once, and not again where it was counted above."""
        own = {fold(want["name"]) for want in self.expected.get("systems", ())}
        for entry in self.expected.get("must_not", ()):
            for kind, value in entry.items():
                hit = self.read.holds(kind, value) and not (kind == "system" and fold(value) in own)
                if hit and fold_vendor(value) not in self.counted and not any(fold(value) in m for m in self.asking):
                    self._say(kind, "wrong", f"must not appear: {kind}", None, value)


def _fits(name: str, option: Any, got: Any) -> bool:
    if isinstance(option, dict) and "within" in option:
        first, last = option["within"]
        return all(first[: len(str(v))] <= str(v) <= last for v in (got if isinstance(got, list) else [got]))
    return option is not None and option != "asked" and same(name, option, got)
