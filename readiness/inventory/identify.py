"""Which body is meant by a code or a name, looked up in the published tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from unicodedata import normalize

from readiness.model.body import BodyClass
from readiness.model.bodycode import check_digit
from readiness.model.published import BodyCode, Designation, DesignationTable, ProgressTable, PublishedProgress
from readiness.model.record import Maybe
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A body as the tables know it. `municipality` is None for a prefecture."""

    prefecture: str
    municipality: str | None
    code: Maybe[str] = UNKNOWN
    body_class: Maybe[BodyClass] = UNKNOWN
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


def identify(
    code: str | None,
    name: str | None,
    progress: ProgressTable | None = None,
    designations: DesignationTable | None = None,
    codes: Iterable[BodyCode] = (),
) -> Identity | Unidentified:
    """The body with this code or name. A name works without any table; a code must stand in one of them."""
    bodies = _bodies(progress, designations, codes)
    typed = None if code is None else _read_code(code, bodies)
    if isinstance(typed, Unidentified):
        return typed
    if name is None:
        return _by_code(typed or "", bodies)
    found = _by_name(name, bodies)
    if isinstance(found, Unidentified) or typed is None:
        return found
    if known(found.code) and found.code != typed:
        return Unidentified(text("init.code-and-name-differ", code=typed, name=found.full_name, right=found.code))
    return replace(found, code=typed)


def folded(name: str) -> str:
    """A name as compared: NFKC, no blanks, small ヶ and ヵ as large."""
    return "".join(normalize("NFKC", name).split()).replace("ヶ", "ケ").replace("ヵ", "カ")


def split_name(full: str) -> tuple[str, str | None]:
    """`愛知県豊橋市` → (愛知県, 豊橋市); the municipality is None for a prefecture, the prefecture empty if missing."""
    found = _PREFECTURE.match(full)
    if found is None:
        return "", full
    return found[0], full[found.end() :] or None


def _bodies(
    progress: ProgressTable | None, designations: DesignationTable | None, codes: Iterable[BodyCode]
) -> dict[str, Identity]:
    """Everything the tables know, by folded full name."""
    found: dict[str, Identity] = {}

    def at(prefecture: str, municipality: str | None) -> tuple[str, Identity]:
        key = folded(prefecture + (municipality or ""))
        fresh = Identity(
            prefecture=prefecture, municipality=municipality, body_class=_class_by_name(prefecture, municipality)
        )
        return key, found.get(key, fresh)

    for row in progress.bodies if progress else ():
        key, body = at(row.prefecture, row.municipality)
        found[key] = replace(body, progress=row)
    for entry in designations.bodies if designations else ():
        key, body = at(*split_name(entry.name))
        told = entry.body_class if known(entry.body_class) else body.body_class
        found[key] = replace(body, designation=entry, code=entry.code, body_class=told)
    for line in codes:
        key, body = at(line.prefecture, None if line.name == line.prefecture else line.name)
        found[key] = replace(body, code=line.code)
    return found


def _class_by_name(prefecture: str, municipality: str | None) -> Maybe[BodyClass]:
    """What a name tells. A city may be 中核市; a 区 outside Tokyo (or behind a city's name) is no body of its own."""
    if municipality is None:
        return BodyClass.PREFECTURE
    ward = municipality.endswith("区")
    if ward and (prefecture != "東京都" or "市" in municipality):
        return UNKNOWN
    return _CLASS_BY_SUFFIX.get(municipality[-1:], UNKNOWN)


def _read_code(code: str, bodies: Mapping[str, Identity]) -> str | Unidentified:
    digits = folded(code)
    if re.fullmatch(r"[0-9]{5}", digits):
        return digits + check_digit(digits)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return Unidentified(text("init.code-form", code=code))
    if check_digit(digits[:5]) != digits[5]:
        right = digits[:5] + check_digit(digits[:5])
        return Unidentified(text("init.code-check-digit", code=digits, right=right), _near_codes(digits, bodies))
    return digits


def _by_code(code: str, bodies: Mapping[str, Identity]) -> Identity | Unidentified:
    for body in bodies.values():
        if body.code == code:
            return body
    coded = sum(known(body.code) for body in bodies.values())
    return Unidentified(text("init.code-unknown", code=code, count=coded), _near_codes(code, bodies))


def _by_name(name: str, bodies: Mapping[str, Identity]) -> Identity | Unidentified:
    sought = folded(name)
    exact = bodies.get(sought)
    if exact is not None:
        return exact
    namesakes = [body for body in bodies.values() if body.municipality and folded(body.municipality) == sought]
    if len(namesakes) == 1:
        return namesakes[0]
    if namesakes:
        return Unidentified(text("init.name-ambiguous", name=name), tuple(body.full_name for body in namesakes))
    prefecture, municipality = split_name(sought)
    if bodies or not prefecture:
        return Unidentified(text("init.name-unknown", name=name), _near_names(sought, bodies))
    return Identity(
        prefecture=prefecture, municipality=municipality, body_class=_class_by_name(prefecture, municipality)
    )


def _near_codes(code: str, bodies: Mapping[str, Identity]) -> tuple[str, ...]:
    by_code = {body.code: body for body in bodies.values() if known(body.code)}
    # The same first five digits are the likeliest: only the check digit was mistyped.
    near = [known_code for known_code in by_code if known_code[:5] == code[:5]]
    near += [match for match in get_close_matches(code, sorted(by_code), n=_NEAR, cutoff=0.6) if match not in near]
    return tuple(f"{candidate} {by_code[candidate].full_name}" for candidate in near[:_NEAR])


def _near_names(sought: str, bodies: Mapping[str, Identity]) -> tuple[str, ...]:
    keys = get_close_matches(sought, list(bodies), n=_NEAR, cutoff=0.5)
    if not keys:
        short = {folded(body.name): key for key, body in bodies.items()}
        keys = [short[name] for name in get_close_matches(sought, list(short), n=_NEAR, cutoff=0.5)]
    return tuple(bodies[key].full_name for key in keys)
