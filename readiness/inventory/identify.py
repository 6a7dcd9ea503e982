"""Which body is meant by a code or a name, looked up in the table of codes and in the published tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from unicodedata import normalize

from readiness.model.body import BodyClass
from readiness.model.bodycode import check_digit, is_ward_number
from readiness.model.published import BodyCode, Designation, DesignationTable, ProgressTable, PublishedProgress
from readiness.model.record import Maybe
from readiness.model.similar import similar
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known

_PREFECTURE = re.compile(r"東京都|北海道|(?:京都|大阪)府|[^0-9]{2,3}県")
_CLASS_BY_SUFFIX = {
    "区": BodyClass.SPECIAL_WARD,
    "市": BodyClass.CITY,
    "町": BodyClass.TOWN,
    "村": BodyClass.VILLAGE,
}
_NEAR = 5
_DIGITS_OFF = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A body as the tables know it. `municipality` is None for a prefecture; `row` is its line of codes."""

    prefecture: str
    municipality: str | None
    code: Maybe[str] = UNKNOWN
    body_class: Maybe[BodyClass] = UNKNOWN
    row: BodyCode | None = None
    progress: PublishedProgress | None = None
    designation: Designation | None = None

    @property
    def name(self) -> str:
        """The municipality, or the prefecture itself."""
        return self.municipality or self.prefecture

    @property
    def full_name(self) -> str:
        """With the prefecture in front, as people tell namesakes apart."""
        return self.prefecture + (self.municipality or "")


@dataclass(frozen=True, slots=True)
class Unidentified:
    """No body, or more than one: what to tell the user. `near` are bodies that may have been meant."""

    message: Text
    near: tuple[str, ...] = ()


def folded(name: str) -> str:
    """A name as compared: NFKC, no blanks, small ヶ and ヵ as large."""
    return "".join(normalize("NFKC", name).split()).replace("ヶ", "ケ").replace("ヵ", "カ")


def split_name(full: str) -> tuple[str, str | None]:
    """`愛知県豊橋市` → (愛知県, 豊橋市); the municipality is None for a prefecture, the prefecture empty if missing."""
    found = _PREFECTURE.match(full)
    if found is None:
        return "", full
    return found[0], full[found.end() :] or None


class Directory:
    """All bodies the tables know: made once, asked for any number of them."""

    def __init__(
        self,
        progress: ProgressTable | None = None,
        designations: DesignationTable | None = None,
        codes: Iterable[BodyCode] = (),
    ) -> None:
        self._also: dict[str, str] = {}
        self._by_name: dict[str, Identity] = {}
        self._wards: dict[str, BodyCode] = {}
        self.coded = 0
        for line in codes:
            self._add_code(line)
        self.coded = len(self._by_name)
        strangers: list[str] = []
        for row in progress.bodies if progress else ():
            key, body = self._at(row.prefecture, row.municipality)
            strangers += [] if key in self._by_name else [row.place]
            self._by_name[key] = replace(body, progress=row)
        for entry in designations.bodies if designations else ():
            key, body = self._at(*split_name(entry.name))
            strangers += [] if key in self._by_name else [entry.place]
            stated = entry.body_class if known(entry.body_class) else body.body_class
            self._by_name[key] = replace(body, designation=entry, code=entry.code, body_class=stated)
        self.strangers = tuple(strangers) if self.coded else ()
        """Places of published rows whose body is not in the table of codes: merged, renamed or misspelt."""

    def __iter__(self) -> Iterator[Identity]:
        """The bodies with a code, in the order of their codes."""
        return iter(sorted((body for body in self._by_name.values() if known(body.code)), key=lambda b: str(b.code)))

    @property
    def prefectures(self) -> tuple[str, ...]:
        """The names of the prefectures that have bodies."""
        return tuple(dict.fromkeys(body.prefecture for body in self))

    def find(self, code: str | None, name: str | None) -> Identity | Unidentified:
        """The body with this code or name; with both, they must agree."""
        typed = None if code is None else self._read_code(code)
        if isinstance(typed, Unidentified):
            return typed
        if name is None:
            return self._find_code(typed or "")
        found = self._find_name(name)
        if isinstance(found, Unidentified) or typed is None:
            return found
        if known(found.code) and found.code != typed:
            return Unidentified(text("init.code-and-name-differ", code=typed, name=found.full_name, right=found.code))
        return replace(found, code=typed)

    def _add_code(self, line: BodyCode) -> None:
        if line.ward_of:
            self._wards[line.code] = line
            return
        key, body = self._at(line.prefecture, None if line.name == line.prefecture else line.name)
        stated = line.body_class if known(line.body_class) else body.body_class
        self._by_name[key] = replace(body, code=line.code, body_class=stated, row=line)
        if line.also:
            self._also[folded(line.prefecture + line.also)] = key

    def _at(self, prefecture: str, municipality: str | None) -> tuple[str, Identity]:
        key = folded(prefecture + (municipality or ""))
        key = self._also.get(key, key)
        return key, self._by_name.get(key) or Identity(
            prefecture=prefecture, municipality=municipality, body_class=_class_by_name(prefecture, municipality)
        )

    @cached_property
    def _by_code(self) -> Mapping[str, Identity]:
        return {str(body.code): body for body in self}

    def _read_code(self, code: str) -> str | Unidentified:
        digits = folded(code)
        if re.fullmatch(r"[0-9]{5}", digits):
            return self._of_five(digits)
        if not re.fullmatch(r"[0-9]{6}", digits):
            return Unidentified(text("init.code-form", code=code))
        if check_digit(digits[:5]) != digits[5]:
            right = digits[:5] + check_digit(digits[:5])
            return Unidentified(text("init.code-check-digit", code=digits, right=right), self._near_codes(digits))
        return digits

    def _of_five(self, digits: str) -> str | Unidentified:
        """Five digits: without the check digit, or without the leading zero that Excel drops."""
        bare, cut = digits + check_digit(digits), f"0{digits}"
        if cut not in self._by_code:
            return bare
        if bare not in self._by_code:
            return cut
        near = tuple(f"{code} {self._by_code[code].full_name}" for code in (bare, cut))
        return Unidentified(text("init.code-of-five", code=digits), near)

    def _find_code(self, code: str) -> Identity | Unidentified:
        found = self._by_code.get(code)
        if found is not None:
            return found
        city = self._city_of(code)
        if city is not None:
            return self._ward(self._wards[code].name if code in self._wards else code, city)
        return Unidentified(text("init.code-unknown", code=code, count=len(self._by_code)), self._near_codes(code))

    def _city_of(self, code: str) -> Identity | None:
        """The designated city a ward's number belongs to: the last one before it."""
        if not is_ward_number(code):
            return None
        cities = [
            body
            for number, body in self._by_code.items()
            if body.body_class is BodyClass.DESIGNATED_CITY and number[:2] == code[:2] and number < code
        ]
        return cities[-1] if cities else None

    @staticmethod
    def _ward(ward: str, city: Identity) -> Unidentified:
        return Unidentified(text("init.ward", ward=ward, city=city.full_name, code=str(city.code)))

    def _find_name(self, name: str) -> Identity | Unidentified:
        sought = folded(name)
        exact = self._by_name.get(self._also.get(sought, sought))
        if exact is not None:
            return exact
        bodies = self._by_name.values()
        namesakes = [body for body in bodies if body.municipality and folded(body.municipality) == sought]
        if len(namesakes) == 1:
            return namesakes[0]
        if namesakes:
            return Unidentified(text("init.name-ambiguous", name=name), tuple(body.full_name for body in namesakes))
        for ward in self._wards.values():
            city = self._city_of(ward.code)
            if city is not None and sought in (folded(ward.name), folded(ward.prefecture + ward.name)):
                return self._ward(ward.name, city)
        prefecture, municipality = split_name(sought)
        if self._by_name or not prefecture:
            return Unidentified(text("init.name-unknown", name=name), self.near_names(sought))
        return Identity(
            prefecture=prefecture, municipality=municipality, body_class=_class_by_name(prefecture, municipality)
        )

    def _near_codes(self, code: str) -> tuple[str, ...]:
        """Bodies whose code has the fewest other digits; two neighbours exchanged count as one."""
        scored = ((_digits_off(code, other), other) for other in self._by_code)
        near = sorted(pair for pair in scored if pair[0] <= _DIGITS_OFF)[:_NEAR]
        return tuple(f"{other} {self._by_code[other].full_name}" for _, other in near)

    def near_names(self, sought: str) -> tuple[str, ...]:
        """Full names close to a mistyped one."""
        keys = similar(sought, self._by_name, most=_NEAR)
        if not keys:
            short = {folded(body.name): key for key, body in self._by_name.items()}
            keys = tuple(short[name] for name in similar(sought, short, most=_NEAR))
        return tuple(self._by_name[key].full_name for key in keys)


def _class_by_name(prefecture: str, municipality: str | None) -> Maybe[BodyClass]:
    """What a name tells. A city may be 中核市; a 区 outside Tokyo (or behind a city's name) is no body of its own."""
    if municipality is None:
        return BodyClass.PREFECTURE
    ward = municipality.endswith("区")
    if ward and (prefecture != "東京都" or "市" in municipality):
        return UNKNOWN
    return _CLASS_BY_SUFFIX.get(municipality[-1:], UNKNOWN)


def _digits_off(code: str, other: str) -> int:
    """How many typing slips lie between two codes; the check digit is weighed by the first five alone."""
    off = [at for at in range(5) if code[at] != other[at]]
    if len(off) == 2 and off[1] == off[0] + 1 and code[off[0]] + code[off[1]] == other[off[1]] + other[off[0]]:
        return 1
    return len(off)
