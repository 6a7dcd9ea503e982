"""Codes and references: shapes and check digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from readiness.model import bodycode, corporate
from readiness.model.fields import facts
from readiness.model.finding import Severity
from readiness.model.similar import similar
from readiness.model.system import System
from readiness.model.text import named, text
from readiness.model.unknown import known
from readiness.model.vendor import Package, Vendor
from readiness.rules.context import Context
from readiness.rules.rule import Hit, hit, rule


@rule("RF101", "body.code", Severity.ERROR)
def body_code(context: Context) -> Iterator[Hit]:
    """The code of the body: six digits with a right check digit.

    A code whose last digit does not follow from the first five, or that is no six digits.
    """
    body = context.inventory.body
    code = body.code
    if not known(code) or bodycode.well_formed(code):
        return
    if len(code) == 6 and code.isascii() and code.isdigit():
        yield hit(body, "code", variant="digit", code=code, expected=code[:5] + bodycode.check_digit(code[:5]))
    else:
        yield hit(body, "code", code=code)


@rule("RF102", "vendor.corporate-number", Severity.ERROR)
def vendor_corporate_number(context: Context) -> Iterator[Hit]:
    """法人番号: thirteen digits with a right check digit.

    Vendors whose 法人番号 cannot be right.
    """
    for vendor in context.inventory.vendors:
        number = vendor.corporate_number
        if not known(number) or corporate.well_formed(number):
            continue
        if len(number) == 13 and number.isascii() and number.isdigit():
            yield hit(
                vendor, "corporate_number", variant="digit", number=number, expected=corporate.check_digit(number[1:])
            )
        else:
            yield hit(vendor, "corporate_number", number=number)


@rule("RF103", "vendor.corporate-number-twice", Severity.WARNING)
def vendor_corporate_number_twice(context: Context) -> Iterator[Hit]:
    """One 法人番号 at two vendors.

    The later vendor of the two is named; shares and books would count one company as two.
    """
    first: dict[str, Vendor] = {}
    for vendor in context.inventory.vendors:
        number = vendor.corporate_number
        if not known(number):
            continue
        other = first.setdefault(number, vendor)
        if other is not vendor:
            yield hit(
                vendor,
                "corporate_number",
                related=(other.ref.child("corporate_number"),),
                number=number,
                other=other.label,
            )


@rule("RF104", "system.unit-unknown", Severity.ERROR)
def system_unit_unknown(context: Context) -> Iterator[Hit]:
    """業務ID that the standard does not know.

    Units by their first three digits; a 枝番 may follow.
    """
    units = context.standard.unit_by_id
    for system in context.inventory.systems:
        for index, unit in enumerate(system.units):
            if unit[:3] not in units:
                near = similar(unit[:3], units, least=0.6)
                yield hit(
                    system,
                    "units",
                    index,
                    discriminator=unit,
                    variant="message" if near else "none",
                    unit=unit,
                    near=near,
                )


@rule("RF105", "system.unit-elsewhere", Severity.WARNING)
def system_unit_elsewhere(context: Context) -> Iterator[Hit]:
    """業務ID of an area the system does not name.

    Only units that belong to one area can contradict the areas of the system.
    """
    standard = context.standard
    for system in context.inventory.systems:
        for index, unit in enumerate(system.units):
            area = standard.area_of_unit(unit)
            if area is not None and area not in system.areas:
                found = standard.unit_by_id[unit[:3]]
                yield hit(
                    system,
                    "units",
                    index,
                    related=(system.ref.child("areas"),),
                    discriminator=unit,
                    unit=unit,
                    unit_name=named(found.name, found.name_en),
                    area=standard.node_texts[area],
                )


@rule("RF106", "package.conformance-number", Severity.ERROR)
def package_conformance_number(context: Context) -> Iterator[Hit]:
    """The number of a conformance test: 業務ID[-枝番]_法人番号_連番; two vendors may hold one number together.

    Numbers of another shape, of an unknown unit, or of a company number that cannot be right.
    """
    shape = context.standard.common_functions.shape("conformance")
    for package in context.inventory.packages:
        for index, number in enumerate(package.conformance_numbers):
            unit = number[: shape.unit_digits]
            if not shape.fits(number):
                yield hit(package, "conformance_numbers", index, discriminator=number, number=number)
            elif unit not in context.standard.unit_by_id:
                yield hit(
                    package,
                    "conformance_numbers",
                    index,
                    discriminator=number,
                    variant="unit",
                    number=number,
                    unit=unit,
                )
            elif not all(map(corporate.well_formed, number.split("_")[1].split("/"))):
                yield hit(package, "conformance_numbers", index, discriminator=number, variant="vendor", number=number)


@rule("RF107", "interface.standard-id", Severity.WARNING)
def interface_standard_id(context: Context) -> Iterator[Hit]:
    """The ID a standard interface is referred to by.

    IDs that begin with no known 業務ID, or have another shape than those seen so far. Never more than 要確認.
    """
    shape = context.standard.common_functions.shape("link")
    for interface in context.inventory.interfaces:
        stated = interface.standard_id
        if not known(stated):
            continue
        fits = shape.fits(stated)
        if not fits or stated[: shape.unit_digits] not in context.standard.unit_by_id:
            yield hit(interface, "standard_id", variant="unit" if fits else "message", stated=stated)


_FORMS = re.compile(r"株式会社|有限会社|合同会社|\((株|有|同)\)|\s")


@rule("RF108", "vendor.name-twice", Severity.WARNING)
def vendor_name_twice(context: Context) -> Iterator[Hit]:
    """One vendor written twice: the same name but for its legal form, spaces and width of characters.

    The later vendor of the two is named; two known and different numbers are two companies.
    """
    first: dict[str, Vendor] = {}
    for vendor in context.inventory.vendors:
        bare = _FORMS.sub("", unicodedata.normalize("NFKC", vendor.name or "")).casefold()
        if not bare:
            continue
        other = first.setdefault(bare, vendor)
        if other is not vendor and not _vendor_apart(vendor, other):
            yield hit(vendor, "name", related=(other.ref.child("name"),), other=other.label, id=other.id)


def _vendor_apart(one: Vendor, other: Vendor) -> bool:
    """By number (one number twice is another rule's), or because one took the other over."""
    numbers = known(one.corporate_number) and known(other.corporate_number)
    return numbers or one.merged_into == other.id or other.merged_into == one.id


_OPTIONAL = re.compile(r"システム|\s")


@rule("RF109", "system.twice", Severity.WARNING)
def system_twice(context: Context) -> Iterator[Hit]:
    """One system written twice: under one name, or one unit of one package in two records.

    The later of the two is named, once. Parts of one unit are common; the twin is one that nothing is joined to.
    """
    joined = {end for interface in context.inventory.interfaces for end in (interface.from_, interface.to)}
    joined |= {system for contract in context.inventory.contracts for system in contract.systems}
    names: dict[str, System] = {}
    units: dict[tuple[str, str], System] = {}
    for system in context.inventory.systems:
        bare = _OPTIONAL.sub("", unicodedata.normalize("NFKC", system.name or "")).casefold()
        namesake = names.setdefault(bare, system) if bare else system
        package = system.package
        shared = [units.setdefault((package, unit), system) for unit in system.units] if known(package) else []
        twin = next((other for other in shared if other is not system), None)
        if namesake is not system:
            related = (namesake.ref.child("name"),)
            yield hit(system, "name", related=related, other=namesake.label, id=namesake.id)
        elif twin is not None and system.id not in joined:
            related = (twin.ref.child("units"),)
            yield hit(
                system,
                "units",
                related=related,
                variant="unit",
                severity=Severity.QUESTION,
                other=twin.label,
                id=twin.id,
            )


@rule("RF110", "system.vendor-of-package", Severity.QUESTION)
def system_vendor_of_package(context: Context) -> Iterator[Hit]:
    """A system's vendor is not the vendor of the package it runs.

    Vendors of one group are no contradiction: one makes, the other sells.
    """
    vendors = context.inventory.vendor_by_id
    for system in context.inventory.systems:
        if not (known(system.package) and known(system.vendor)):
            continue
        package = context.inventory.package_by_id.get(system.package)
        if package is None or not known(package.vendor) or package.vendor == system.vendor:
            continue
        seller, maker = vendors.get(system.vendor), vendors.get(package.vendor)
        if seller is None or maker is None or (known(seller.group) and seller.group == maker.group):
            continue
        related = (package.ref.child("vendor"),)
        yield hit(system, "vendor", related=related, vendor=seller.label, package=package.label, maker=maker.label)


_OTHERS = tuple(fact.name for fact in facts(System) if fact.refers == ("systems",))


@rule("RF111", "record.names-itself", Severity.ERROR)
def record_names_itself(context: Context) -> Iterator[Hit]:
    """A system or vendor that names itself where another one is meant.

    Partners of a move, of a database, of a merger.
    """
    for system in context.inventory.systems:
        for key in _OTHERS:
            named = getattr(system, key)
            if system.id in named:
                yield hit(system, key, named.index(system.id), discriminator=key, field=text(f"field.{key}"))
    for vendor in context.inventory.vendors:
        if vendor.merged_into == vendor.id:
            yield hit(vendor, "merged_into", discriminator="merged_into", field=text("field.merged_into"))


@rule("RF112", "package.twice", Severity.WARNING)
def package_twice(context: Context) -> Iterator[Hit]:
    """One package written twice.

    The later of two under one name but for spaces and width; another version or another seller is another record.
    """
    first: dict[str, list[Package]] = {}
    for package in context.inventory.packages:
        bare = "".join(unicodedata.normalize("NFKC", package.name or "").casefold().split())
        if not bare:
            continue
        same = first.setdefault(bare, [])
        twin = next((other for other in same if not _package_apart(package, other)), None)
        if twin is not None:
            yield hit(package, "name", related=(twin.ref.child("name"),), other=twin.label, id=twin.id)
        same.append(package)


def _package_apart(one: Package, other: Package) -> bool:
    """Only what both tell can tell them apart."""
    pairs = ((one.version, other.version), (one.vendor, other.vendor))
    return any(known(a) and known(b) and a != b for a, b in pairs)
