"""Names of systems, vendors and contracts in running text lead to their pages; pages and names lead to divisions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from readiness.report.context import ReportContext

if TYPE_CHECKING:
    from markupsafe import Markup

_LEAST = 4  # characters: a shorter name stands in too many other words
# A name does not begin or end inside a longer word; ・ stands between names.
_WORD = "0-9A-Za-z々一-鿿゠-ヺー-ヿ"
_KANA = "0-9A-Za-z゠-ヺー-ヿ"
_BEFORE, _AFTER = "「『((、,→:: にはをとが", "」』))、,→:: のがをはにとへも"
_BEHIND = "経由|側|分|等|用|間|宛て|向け"


def division_finder(context: ReportContext) -> dict[str, Any]:
    """By what the script knows which divisions a row is about: their names, and the owners of the pages it leads to."""
    inventory = context.inventory
    owner = {system.id: context.owner(system.id) for system in inventory.systems}
    stated = {id_: division for id_, division in owner.items() if isinstance(division, str)}
    pages = {f"sys/{id_}": [division] for id_, division in stated.items()}
    for contract in inventory.contracts:
        if found := list(dict.fromkeys(stated[system] for system in contract.systems if system in stated)):
            pages[f"contract/{contract.id}"] = found
    return {
        "names": {division.id: division.label for division in inventory.divisions},
        "pages": pages,
        "said": [context.t("decide.division"), context.t("decide.everybody")],
    }


Part: TypeAlias = "str | tuple[str, str]"
"""Plain words, or the address of a page and the name that leads to it."""


def name_finder(context: ReportContext) -> Callable[[str], tuple[Part, ...]]:
    """A function that finds the names in a text.

    Of what a system shares its name with, the system is meant, for contracts are said to be ones (契約「…」); a name of
    several systems leads to the list of them. A longer name of anything else in the ledger is not a name in it.
    """
    address = _addresses(context)
    if not address:
        return lambda text: (text,)
    stand = _standing({*address, *_longer(address, _labels(context))})
    contracts = {record.label: f"contract/{record.id}" for record in context.inventory.contracts}
    said = context.t("view.contract_named")

    @cache
    def parts(text: str) -> tuple[Part, ...]:
        found: list[Part] = []
        at = 0
        for start, label in stand(text):
            if (where := address.get(label)) is None:
                continue
            if label in contracts and text[:start].endswith(said):
                where = contracts[label]
            found += [text[at:start], (where, label)]
            at = start + len(label)
        return tuple(part for part in (*found, text[at:]) if part)

    return parts


def _longer(names: Collection[str], labels: Iterable[str]) -> set[str]:
    """The labels that hold one of these names, and are none of them. Looked up by length: both may be thousands."""
    sizes, known = sorted({len(name) for name in names}), set(names)
    return {
        label
        for label in labels
        if label not in known
        and any(label[at : at + size] in known for size in sizes for at in range(len(label) - size + 1))
    }


def _standing(labels: Collection[str]) -> Callable[[str], Iterator[tuple[int, str]]]:
    """A function that finds where names stand in a text as words of their own, of several the longest.

    Names are looked up by their length: one expression of thousands of names is slow to make and to try.
    """
    first = re.compile("[" + "".join(sorted({re.escape(label[0]) for label in labels})) + "]")
    lengths: dict[str, list[int]] = {}
    for size, head in sorted({(len(label), label[0]) for label in labels}, reverse=True):
        lengths.setdefault(head, []).append(size)
    known = {label: _around(label) for label in labels}

    def found(text: str) -> Iterator[tuple[int, str]]:
        at = 0
        while (hit := first.search(text, at)) is not None:
            start = at = hit.start()
            for size in lengths[text[start]]:
                label = text[start : start + size]
                around = known.get(label) if len(label) == size else None
                if around is not None and around[0].match(text, start) and around[1].match(text, start + size):
                    yield start, label
                    at = start + size
                    break
            else:
                at += 1

    return found


_SHORT = (re.compile(f"(?<![^{_BEFORE}])"), re.compile(f"(?![^{_AFTER}])"))
_KANA_END, _KANJI_END = (
    (re.compile(f"(?<![{_WORD}])"), re.compile(f"(?![{more}])|(?=(?:{_BEHIND})(?![{_WORD}]))"))
    for more in (_KANA, _WORD)
)


def _around(label: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before a name and after it.

    After one that ends in kana a kanji begins another word (…システム分); kanji go on with kanji, but for words that
    our own texts put behind a name. Short names stand in many other words: between quotes, marks of a list, particles.
    """
    if len(label) < _LEAST and not label.isascii():
        return _SHORT
    return _KANA_END if re.search("[ァ-ヺー]$", label) else _KANJI_END


def _addresses(context: ReportContext) -> dict[str, str]:
    """Every name that leads somewhere, and where."""
    inventory = context.inventory
    systems: dict[str, list[str]] = {}
    for record in (*inventory.systems, *inventory.external_systems):
        systems.setdefault(record.label, []).append(record.id)
    rest: dict[str, list[str]] = {}
    for contract in inventory.contracts:
        rest.setdefault(contract.label, []).append(f"contract/{contract.id}")
    for vendor in inventory.vendors if context.names_vendors else ():
        rest.setdefault(vendor.label, []).append(f"vendor/{vendor.id}")
    found = {label: places[0] for label, places in rest.items() if len(places) == 1}
    found |= {label: f"sys/{ids[0]}" if len(ids) == 1 else same_name(ids) for label, ids in systems.items()}
    return found | {label: f"sys/{id_}" for id_, label in context.apart.items()}


def same_name(ids: Sequence[str]) -> str:
    """Where the list of systems of one name stands."""
    return f"same/{ids[0]}"


def _labels(context: ReportContext) -> Iterator[str]:
    """The names of everything in the ledger, and of the areas."""
    yield from (record.label for record in context.inventory.records())
    yield from (context.area(area.key) for area in context.analysis.inputs.standard.areas)


def name_linker(context: ReportContext) -> Callable[[str], Markup]:
    """A function that escapes a text and makes every name in it a link."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - heavy

    parts = name_finder(context)
    link = Markup('<a href="#{}">{}</a>')

    @cache
    def linked(text: str) -> Markup:
        return Markup("").join(escape(part) if isinstance(part, str) else link.format(*part) for part in parts(text))

    return linked
