"""The words offices write, as data: headings, areas, values, parties, and what stands around tables (語彙)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from readiness.intake.fold import NUMBERING, clean, fold, fold_head
from readiness.intake.got import Got
from readiness.sources.yamlfile import read_yaml

_LONGEST = 200  # letters of a heading, with what stands in its brackets
_AMOUNT = re.compile(
    r"[0-9],[0-9]{3}|[0-9]{5}|[0-9](?:千|万|百万)円|[0-9][千百万億]*円/[年月]"
)  # an amount itself is no heading
_SENTENCE = re.compile(r"[はをがで。]|こと|[0-9]円|ください")
_OF_YEARS = re.compile(r"(?<![0-9])(?!1\s*(?:か|箇|カ|ヶ)?年)[0-9]+\s*(か|箇|カ|ヶ)?年(間|分|総|計)")
_A_YEAR = re.compile("(?:1|一)?[かヶカ箇]?年間?(?:当|あ)たり")  # a heading that says nothing else
_KINDS_OF_MONEY = ("monthly", "initial", "a_year", "whole", "yearly")  # the first that fits
# A heading that is a year and nothing else: 令和8年度, R8, 2026年度(予算).
YEAR_ONLY = re.compile(
    r"(?:うち|内)?(?:[本今当]年度|(?:令和|平成|[rh])(?:[0-9]{1,2}|元)(?:年度?)?|20[0-9]{2}(?:年度|fy))(?:分)?(?:[(][^()]{1,6}[)])?"
)
# What makes words a sentence; 大空電算会社 is none.
_ASKS = re.compile(
    "して|って|[はをが]|の名|いつ|ど[のこち]|何|頼ん|終わ|始ま|まで|使い|ご利用|くださ|下さ|ですか|ますか"
)
_SENTENCE_FROM, _LONGEST = 7, 60  # letters of a heading that is a sentence
FILES = ("headings", "areas", "values", "parties", "layout")


@dataclass(frozen=True, kw_only=True, eq=False)
class Vocabulary:
    """All words, folded.

    `heads`: kind of row (system, interface, contract) → folded heading → (target, rank; 0 is the surest); `others`:
    folded heading → kinds of table that are no list of ours; `areas`: folded word → names of areas; `asked_areas`:
    those of them whose areas should be confirmed; `words`: target → folded word → value («-» nothing applies, «?» not
    settled); `marks`: target → mark → value; `layout`, `parties`, `values`: the lists of the files as they stand;
    `taught`, `silent`: what a person said of words of other fields, and words of no area (`readiness.intake.taught`).
    """

    heads: Mapping[str, Mapping[str, tuple[str, int]]]
    others: Mapping[str, frozenset[str]]
    areas: Mapping[str, tuple[str, ...]]
    asked_areas: frozenset[str]
    peripheral: frozenset[str]
    area_suffixes: tuple[str, ...]
    area_parts: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]
    marks: Mapping[str, Mapping[str, str]]
    layout: Mapping[str, Any]
    parties: Mapping[str, Any]
    values: Mapping[str, Any]
    body: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    taught: Mapping[tuple[str, str], Got] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()

    def targets(self, text: str) -> frozenset[str]:
        """Every target a heading may name, in any kind of row."""
        folded = fold_head(text)
        stated = {found[folded][0] for found in self.heads.values() if folded in found}
        asked = self.question(text) if not stated else ""
        return frozenset({asked} if asked else stated)

    @cached_property
    def _known_heads(self) -> frozenset[str]:
        return frozenset(self.others).union(*self.heads.values())

    def is_head(self, text: str) -> bool:
        """Whether the text is a heading we know, of one of our lists or of a table that is none."""
        if not text or len(text) > 60:
            return False
        folded = fold_head(text)
        known = folded in self._known_heads or bool(self.question(text))
        return known or self.money(text) != "" or bool(YEAR_ONLY.fullmatch(fold(text)))

    @lru_cache(maxsize=4096)  # noqa: B019
    def question(self, text: str) -> str:
        """What a heading that is a sentence asks for (契約はいつまでですか); empty for no sentence, or two matters."""
        folded = re.sub(r"[(（][^()（）]*[)）]", "", fold_head(text)).rstrip("。．.?？!！")
        asks = self.layout["questions"]
        if not _LONGEST >= len(folded) >= _SENTENCE_FROM or re.search(r"[0-9]{2}", folded):
            return ""
        if not folded.endswith(tuple(fold(word) for word in asks["ends"])) or not _ASKS.search(text):
            return ""
        stated = re.sub("|".join(map(re.escape, asks["polite"])), "", folded)
        found = [
            one["field"]
            for one in asks["fields"]
            if all(any(word in stated for word in group) for group in one["words"])
            and not any(word in stated for word in one.get("never", ()))
        ]
        return str(found[0]) if len(set(found)) == 1 else ""

    @lru_cache(maxsize=4096)  # noqa: B019
    def money(self, text: str) -> str:
        """What amount a heading names: unit-price, share, monthly, initial, whole, yearly, unclear; else empty."""
        if len(text) > _LONGEST:
            return ""
        folded, words = fold(NUMBERING.sub("", clean(text))), self.layout["money"]
        core = re.sub(r"[(\[【].*?[)\]】]", "", folded) or folded
        stems = [stem for stem in words["is"] if stem in core]
        if not (stems or _A_YEAR.fullmatch(core)) or len(core) > 20 or _AMOUNT.search(folded) or _SENTENCE.search(core):
            return ""
        if any(word in core for word in words["is_not"]):
            return ""
        if stems == ["円"] and not core.endswith("円"):
            return ""
        for kind, found in (
            ("unit-price", any(word in core for word in words["unit_price"])),
            ("share", any(word in folded for word in words["share"])),
            ("a_year", bool(re.search(r"[×x*]12(?![0-9])", folded))),
            ("whole", bool(_OF_YEARS.search(folded) or re.search(r"[×x*][0-9]+年", folded))),
            *((kind, any(word in folded for word in words[kind])) for kind in _KINDS_OF_MONEY),
        ):
            if found:
                return "yearly" if kind == "a_year" else kind
        return "unclear" if any(word in core for word in words["unclear"]) or core.endswith(("額", "費", "料")) else ""

    def any_of(self, group: str, text: str) -> str:
        """The first word of a list of `layout` that stands in the text."""
        folded = fold(text)
        return next((word for word in self.layout[group] if fold(word) in folded), "")

    def of_next(self, text: str) -> bool:
        """Whether a title speaks of the systems to come."""
        return any(fold(word) in fold(text) for word in self.layout["sides"]["next"])

    def other_title(self, text: str) -> str:
        """What kind of table, no list of ours, a title or the name of a sheet announces."""
        folded = fold(text)
        for kind, words in self.layout["others"].items():
            if any(fold(word) in folded for word in words):
                return str(kind)
        return ""


def load_vocabulary(
    folder: Path,
    *,
    labels: Mapping[str, Mapping[str, Iterable[str]]] | None = None,
    areas: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    own: Mapping[str, Any] | None = None,
) -> Vocabulary:
    """The words of `folder` (specs/vocabulary). `labels`: kind → target → the headings that our own books print;
    `areas`: every spelling of an area → its key; `codes`: 業務ID → area key; `own`: the body's own words
    (`columns`, `values`, `own_staff`, `defaults` by kind), which come first.
    """
    data: dict[str, Any] = {name: read_yaml(folder / f"{name}.yaml").data for name in FILES}
    own = own or {}
    tables: Mapping[str, Any] = own.get("tables") or {}
    spelt, asked = _areas_of(data["areas"], areas or {}, tables)
    return Vocabulary(
        heads=_heads_of(data["headings"]["kinds"], labels or {}, tables),
        others=_others_of(data["headings"]["others"]),
        areas=spelt,
        asked_areas=asked,
        peripheral=frozenset(fold(word) for word in data["areas"]["peripheral"]),
        area_suffixes=tuple(fold(word) for word in data["areas"]["suffixes"]),
        area_parts=tuple(fold(word) for word in data["areas"]["parts"]),
        words=_words_of(data["values"]["words"], tables),
        marks={t: {fold(m): str(v) for m, v in table.items()} for t, table in data["values"]["marks"].items()},
        layout=data["layout"],
        parties={**data["parties"], "own_staff": [*(own.get("own_staff") or ()), *data["parties"]["own_staff"]]},
        values=data["values"],
        body={**data["headings"]["body"], **(own.get("body_sheet") or {})},
        codes=codes or {},
        defaults={kind: table.get("defaults") or {} for kind, table in tables.items()},
    )


def _heads_of(
    kinds: Mapping[str, Any], labels: Mapping[str, Mapping[str, Iterable[str]]], tables: Mapping[str, Any]
) -> dict[str, dict[str, tuple[str, int]]]:
    """Kind → folded heading → target and rank: ours before what our books print, the body's own before both."""
    heads = {kind: dict(_ranked(columns)) for kind, columns in kinds.items()}
    for kind, columns in labels.items():
        for target, words in columns.items():
            for word in words:
                heads.setdefault(kind, {}).setdefault(fold_head(word), (target, 50))
    for kind, table in tables.items():
        mine = {fold_head(word): (target, -1) for target, words in table.get("columns", {}).items() for word in words}
        heads[kind] = {**heads.get(kind, {}), **mine}
    return heads


def _others_of(headings: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Folded heading → the kinds of table, no lists of ours, that it is found in."""
    others: dict[str, set[str]] = {}
    for other, words in headings.items():
        for word in words:
            others.setdefault(fold_head(word), set()).add(other)
    return {word: frozenset(kinds) for word, kinds in others.items()}


def _areas_of(
    data: Mapping[str, Any], names: Mapping[str, str], tables: Mapping[str, Any]
) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Folded word → official names of the areas it means, and the words of which somebody is asked all the same."""
    official = {key: next((n for n, k in names.items() if k == key and n != key), key) for key in names.values()}
    spelt: dict[str, tuple[str, ...]] = {fold(name): (official[key],) for name, key in names.items()}
    for area, words in data["words"].items():
        for word in words:
            spelt.setdefault(fold(word), (area,))
    for group in data["groups"]:
        for word in group["words"]:
            spelt.setdefault(fold(word), tuple(group["areas"]))
    for target, word, value in _own_values(tables):
        if target.endswith(".areas"):
            spelt[word] = tuple(value) if isinstance(value, list) else (str(value),)
    return spelt, frozenset(fold(word) for group in data["groups"] if group.get("asks") for word in group["words"])


def _words_of(ours: Mapping[str, Any], tables: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Target → folded word → value; of the body's own words an empty value says that the cell tells nothing."""
    words = {target: _folded(table) for target, table in ours.items()}
    for target, word, value in _own_values(tables):
        if not target.endswith(".areas"):
            words.setdefault(target, {})[word] = "-" if value in ("", None) else str(value)
    return words


def _own_values(tables: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Target, folded word and value of each word that the body explains itself."""
    for table in tables.values():
        for target, meanings in (table.get("values") or {}).items():
            for word, value in meanings.items():
                yield target, fold(str(word)), value


def _ranked(columns: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, tuple[str, int]]]:
    """Folded heading → target and rank, the surest last so that it wins where two targets list one word."""
    found = [
        (fold_head(form), (target, rank))
        for target, words in columns.items()
        for rank, word in enumerate(words)
        for form in _spelt_out(word)
    ]
    return sorted(found, key=lambda item: -item[1][1])


def _folded(table: Mapping[Any, Any]) -> dict[str, str]:
    return {
        fold(form): str(value) for value, words in table.items() for word in (words or ()) for form in _spelt_out(word)
    }


def _spelt_out(word: object) -> Iterator[str]:
    """Every form of a word with choices in it: {移行|切替}{予定|目標}日 is four words."""
    choices = [part.split("|") for part in re.split(r"[{}]", str(word))]
    yield from map("".join, product(*choices))
