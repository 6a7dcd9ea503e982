"""Wiring of `spec`: the ministries' workbooks into the user's own pack, and editions compared."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from readiness.app.reading import read_body
from readiness.inventory.source_problems import source_finding
from readiness.model.finding import Finding, Severity
from readiness.model.standard.edition import Edition
from readiness.model.standard.requirement import BodyScope
from readiness.model.standard.standard import Standard
from readiness.situation.situation import owner_of
from readiness.sources.problem import SourceError
from readiness.standard.diff import compare
from readiness.standard.edition_json import parse_edition
from readiness.standard.editions import newest
from readiness.standard.impact import impact
from readiness.standard.importers.dispatch import ImportedFile, ImportKind, import_book
from readiness.standard.list_json import ListChange, compare_lists, newest_list
from readiness.standard.load import load_standard
from readiness.standard.locate import user_packs
from readiness.standard.problem import StandardError, fatal
from readiness.standard.views import Compared, SpecImport, UnitView


def import_specs(
    files: Iterable[Path], pack: Path, *, kind: ImportKind | None = None, version: str | None = None
) -> tuple[SpecImport, ...]:
    """Read every file, then write all of them; with a problem in any, nothing is written.

    Raises `StandardError` with the problems of all files, `StoreError` where the pack cannot be written.
    """
    from readiness.app.writing import writing

    with writing(pack):
        return _imported(files, pack, kind, version)


def _imported(
    files: Iterable[Path], pack: Path, kind: ImportKind | None, version: str | None
) -> tuple[SpecImport, ...]:
    from readiness.store.files import atomic_write_text

    standard = load_standard()
    problems: list[Finding] = []
    read: list[ImportedFile] = []
    for file in files:
        try:
            read.append(_read(file, standard, kind, version))
        except StandardError as error:
            problems += error.findings
    problems += _clashes(read)
    if problems:
        raise StandardError(problems)
    done = tuple(_compared(imported, pack) for imported in read)
    for item in done:
        if item.state != "unchanged":
            atomic_write_text(item.path, item.imported.text)
    return done


def _read(file: Path, standard: Standard, kind: ImportKind | None, version: str | None) -> ImportedFile:
    from readiness.sources.csvfile import read_tables
    from readiness.sources.padded import with_zeros

    try:
        book = read_tables(file)
        digest = sha256(file.read_bytes()).hexdigest()
    except SourceError as error:
        raise StandardError(source_finding(problem) for problem in error.problems) from error
    return import_book(with_zeros(book), digest, standard, kind=kind, version=version)


def _clashes(read: list[ImportedFile]) -> list[Finding]:
    """Two files of one call that would become the same edition."""
    first: dict[str, str] = {}
    return [
        fatal("SP206", item.file, "import-clash", other=first[item.path], edition=item.path)
        for item in read
        if first.setdefault(item.path, item.file) != item.file
    ]


def _compared(imported: ImportedFile, pack: Path) -> SpecImport:
    path = pack / imported.path
    if not path.is_file():
        return SpecImport(imported=imported, path=path, state="new", list_change=_since_last(imported, path))
    before = path.read_text(encoding="utf-8")
    if before == imported.text:
        return SpecImport(imported=imported, path=path, state="unchanged")
    try:
        if imported.edition is not None:
            change = compare(parse_edition(before), imported.edition)
            return SpecImport(imported=imported, path=path, state="changed", edition_change=change)
        return SpecImport(
            imported=imported, path=path, state="changed", list_change=compare_lists(before, imported.text)
        )
    except ValueError:  # what stood there was not ours to compare with; it is replaced
        return SpecImport(imported=imported, path=path, state="changed")


def _since_last(imported: ImportedFile, path: Path) -> ListChange | None:
    """A published list of a new month against the newest one before it."""
    if imported.edition is not None:
        return None
    kind, _, month = path.stem.partition("-")
    earlier = newest_list(path.parent, kind, month or None)
    try:
        return compare_lists(earlier.read_text(encoding="utf-8"), imported.text) if earlier else None
    except ValueError:
        return None


def unit_view(unit: str, *, specs: Path | None, edition: str | None, scope: str) -> UnitView | None:
    """What `spec show` shows, for a 業務ID or the name of an area; None where there is no such unit or edition."""
    standard = load_standard(packs=user_packs(specs))
    area = standard.area_named(unit)
    found = standard.unit_by_id.get(area.units[0] if area else unit[:3])
    if found is None:
        return None
    heads = tuple(head for head in standard.editions if found.id in head.units)
    if edition is not None:
        chosen = next((head for head in heads if edition in (head.id, head.version)), None)
        if chosen is None:
            return None
    else:
        chosen = newest(heads, found.id) or (heads[-1] if heads else None)
    return UnitView(
        standard=standard,
        unit=found,
        area=standard.area_by_key.get(found.area or ""),
        scope=BodyScope.of(scope),
        editions=heads,
        edition=standard.edition(chosen.id) if chosen else None,
    )


def compared(old: str, new: str, *, specs: Path | None, inventory: Path | None) -> Compared | str:
    """Compare editions given by id or as files; the one that cannot be found is returned by name.

    Raises `StandardError` for files that are not editions and with the findings of a broken inventory.
    """
    standard = load_standard(packs=user_packs(specs))
    editions: list[Edition] = []
    for name in (old, new):
        found = _edition(name, standard)
        if found is None:
            return name
        editions.append(found)
    change = compare(*editions)
    if inventory is None:
        return Compared(change=change)
    loaded = read_body(inventory, standard)
    if loaded.inventory is None or loaded.fatal:
        raise StandardError(finding for finding in loaded.findings if finding.severity is Severity.FATAL)
    owners = {system.id: owner_of(loaded.inventory, system) for system in loaded.inventory.systems}
    return Compared(change=change, rows=impact(change, loaded.inventory, owners), body_name=loaded.inventory.body.label)


def _edition(name: str, standard: Standard) -> Edition | None:
    path = Path(name)
    if path.suffix == ".json" and path.is_file():
        try:
            return parse_edition(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise StandardError([fatal("SP104", name, "bad-edition")]) from error
    try:
        return standard.edition(name)
    except KeyError:
        return None
