"""The lists that a body keeps, merged into its YAML: once, and month by month (一覧の取り込み)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from readiness.analysis.snapshot import snapshot_from_plain
from readiness.app.carry import carried
from readiness.app.ledger import MappedLedger, body_id, map_ledger, refused
from readiness.app.reading import bodies, own_lists
from readiness.app.words import body_of
from readiness.app.writing import write_sections
from readiness.exchange.ledger.merge_lists import MergedLists, merge_mapped
from readiness.exchange.notes import RowNote, note
from readiness.intake.again import Again, as_listed, read_again, same_list, without_gone, without_waiting
from readiness.intake.doubt import Place
from readiness.intake.emptied import Emptied, without
from readiness.intake.fold import fold
from readiness.intake.identity import doubts, fates
from readiness.intake.known import Known
from readiness.inventory.files import REGISTER, state_file
from readiness.inventory.load import RawSections, read_sections
from readiness.inventory.sections import SECTIONS
from readiness.model.codec import envelope, to_plain
from readiness.model.diff import Snapshot
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.standard.standard import Standard
from readiness.model.text import text
from readiness.store.files import atomic_write_bytes
from readiness.store.written import foreign, write_recorded

NEW_FILE = "ledger.yaml"
MEMORY = "lists.json"  # what each list held when it was read last, beside the register
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedImport:
    """Lists of the body's own, merged into YAML. `findings` are reasons to refuse; then nothing was written.

    `book`: where the readings wait to be confirmed; `book_left`: somebody has filled it in and it was left alone;
    `gone`: a record that was told to be no more was taken out.
    """

    mapped: MappedLedger
    merged: MergedLists | None = None
    findings: tuple[Finding, ...] = ()
    written: tuple[Path, ...] = ()
    state: tuple[Path, ...] = ()
    book: Path | None = None
    book_left: bool = False
    gone: bool = False


def import_mapped(
    path: Path,
    ledgers: Sequence[Path],
    standard: Standard,
    mapping_file: Path | None = None,
    *,
    as_of: date | None = None,
    body: str = "",
    prefer_list: bool = False,
    keep_state: bool = False,
    dry_run: bool = False,
) -> MappedImport:
    """A new inventory of the body's own lists, or further lists into the one at `path`. All files or none. What was
    decided and asked beside the lists goes along; raises `StateClashError` where `path` has state that does not agree,
    unless that is to be kept. What the lists held before and do not hold now is asked about in the book of readings.
    """
    raw = read_sections(path) if path.exists() else RawSections(documents={}, sections={}, findings=(), spans={})
    broken = tuple(f for f in raw.findings if f.severity is Severity.FATAL)
    source = _kept_at(ledgers)
    home = path if raw.sections else source
    if not body and (other := _of_others(ledgers, raw)) is not None:
        return MappedImport(mapped=MappedLedger(loaded=refused((other,))), findings=(*broken, other))
    mapped = map_ledger(ledgers, standard, mapping_file, as_of=as_of, known=Known(raw.sections), home=home, body=body)
    # A further list refers to records that only the inventory holds.
    fatal = tuple(
        finding
        for finding in mapped.loaded.findings
        if finding.severity is Severity.FATAL and not (raw.sections and finding.code == "IN202")
    )
    reading = mapped.reading
    if reading is not None and raw.sections.get("body") and as_of is None:
        # A further list says nothing of the body: neither its date nor its name.
        reading = replace(reading, saved=None, named_by_file="")
    if broken or fatal or reading is None:
        return MappedImport(mapped=replace(mapped, reading=reading), findings=(*broken, *fatal))
    folder = path if path.is_dir() or not path.exists() else path.parent
    order = {section.key: index for index, section in enumerate(SECTIONS)}
    read = dict(sorted(mapped.sections.items(), key=lambda item: order.get(item[0], len(order))))
    ours, theirs = (body_id(sections) for sections in (raw.sections, mapped.sections))
    state = carried(source, path, theirs, keep=keep_state) if theirs and ours in ("", theirs) else {}
    if raw.sections.get("body") and as_of is None:
        read.pop("body", None)  # a further list is not about the body
    memory = _memory(folder, path, ours or theirs)
    again = _again(path, ours or theirs, read, raw, memory)
    less = _left(again, mapped)
    emptied = [one for one in less if one.has_column(reading.tables)]
    asked = (
        *doubts(again.missing, as_listed(read), ledgers[0].name),
        *(replace(one.doubt, place=Place(ledgers[0].name)) for one in emptied),
    )
    mapped = replace(mapped, reading=replace(reading, doubts=(*reading.doubts, *asked)))
    documents = {name: document.data for name, document in raw.documents.items()}
    merged = merge_mapped(
        without_waiting(read, again.waiting), raw.sections, documents, new_file=(folder / NEW_FILE).as_posix(),
        prefer_list=prefer_list, names=mapped.names,
    )  # fmt: skip
    merged = _cleared(merged, documents, again, ledgers[0].name)
    unstated = _without_column([one for one in less if one not in emptied], ledgers[0].name)
    merged = replace(merged, notes=(*merged.notes, *unstated))
    done = MappedImport(mapped=mapped, merged=merged, state=tuple(state), gone=bool(again.gone))
    if dry_run:
        return done
    written = write_sections(merged.files, raw, path, state)
    _remember(memory, again)
    book, left = _offer(folder, path, ours or theirs, mapped)
    return replace(done, written=written, book=book, book_left=left)


def _kept_at(ledgers: Sequence[Path]) -> Path:
    """Where the decisions and the register of lists lie: in the folder that holds the lists of one body and no others,
    else beside the first of them.
    """
    folder = ledgers[0].parent
    lists = {file.resolve() for file in own_lists(folder)}
    mine = lists.issuperset(file.resolve() for file in ledgers) and len(bodies((folder,))) == 1
    kept = any(
        (folder / kind / name).is_file() for kind, name in (("decisions", "reading.yaml"), ("register", REGISTER))
    )
    return folder if mine and kept else ledgers[0]


def _of_others(ledgers: Sequence[Path], raw: RawSections) -> Finding | None:
    """Why lists are not read together: they name several bodies, or another one than the inventory is of."""
    named = {file: name for file in ledgers if (name := body_of(file))}
    ours = next((str(data.get("name") or "") for data, _ in raw.sections.get("body", ())), "")
    names = tuple(dict.fromkeys((*((ours,) if ours else ()), *named.values())))
    if all(_same_body(names[0], other) for other in names[1:]):
        return None
    files = tuple(file.name for file in named)
    return Finding(
        code="IN303", severity=Severity.FATAL, subject=Subject("file", ledgers[0].name),
        message=text("input.several-bodies", files=files, names=names),
        remedy=text("input.several-bodies.remedy"), ref=Ref(ledgers[0].as_posix()),
    )  # fmt: skip


def _same_body(one: str, other: str) -> bool:
    """Whether two names may be of one body: 霞野町 and 青葉県霞野町."""
    first, second = fold(one), fold(other)
    return first.endswith(second) or second.endswith(first)


def _memory(folder: Path, path: Path, body: str) -> Path:
    return state_file(path, body, "register", MEMORY) if path.exists() else folder / "register" / MEMORY


def _again(path: Path, body: str, read: Mapping[str, Any], raw: RawSections, memory: Path) -> Again:
    from readiness.app.confirm import read_confirmed

    said = read_confirmed(path, body) if path.exists() else ()
    settled = {one.key: one.answer for one in said}
    return read_again(as_listed(read), _remembered(memory), as_listed(raw.sections), fates(said), settled)


def _remembered(memory: Path) -> list[Snapshot]:
    """What the lists held; nothing where that cannot be read: it is only a memory."""
    try:
        if memory.stat().st_size > _MOST_BYTES:
            return []
        return [snapshot_from_plain(one) for one in json.loads(memory.read_text(encoding="utf-8"))["lists"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def _remember(memory: Path, again: Again) -> None:
    """Keep what a list of systems held, in the place of what the same list held before."""
    if not again.kept.get("systems"):
        return
    old = _remembered(memory)
    same = same_list(again.kept, old)
    kept = [*(one for one in old if one is not same), again.kept]
    data = envelope("lists", 1, {"lists": to_plain(kept, str)})
    raw = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    if not memory.is_file() or memory.read_bytes() != raw:
        memory.parent.mkdir(parents=True, exist_ok=True)
        atomic_write_bytes(memory, raw)


def _cleared(merged: MergedLists, documents: Mapping[str, Any], again: Again, file: str) -> MergedLists:
    """Without what people told to be no more."""
    files, notes = dict(merged.files), list(merged.notes)
    if again.left.cleared:
        files |= without({**documents, **files}, again.left.cleared)
        names = _listed(one.record for one in again.left.cleared)
        notes.append(note("mapping.emptied", file, count=len(again.left.cleared), names=names, grave=False))
    for one in again.gone:
        data = {**documents, **files}
        found = without_gone(data, one)
        if found is None:
            notes.append(note("mapping.gone-referred", file, one.id, name=one.name, fate=one.fate.ja))
            continue
        cleared, went = found
        files |= {name: content for name, content in cleared.items() if content != data[name]}
        sections = [section for section, id_ in went if (section, id_) != (one.section, one.id)]
        said = tuple(text("exchange.note.mapping.count", kind=text(f"section.{section}"), count=sections.count(section))
                     for section in dict.fromkeys(sections))  # fmt: skip
        notes.append(_gone_note(one.id, file, name=one.name, fate=one.fate.ja, with_it=said))
    return replace(merged, files=files, notes=tuple(notes))


def _left(again: Again, mapped: MappedLedger) -> list[Emptied]:
    """What the list said last time of systems that are still there, and neither says nor asks now."""
    asked = [] if mapped.reading is None else mapped.reading.asked
    waits = {(d.field.partition(".")[0], one) for d in asked for one in (d.record, *d.others)}
    return [one for one in again.left.open if (one.section.removesuffix("s"), one.record) not in waits]


def _without_column(left: Sequence[Emptied], file: str) -> Iterator[RowNote]:
    """What this list has no column for: kept, and told once for each field."""
    from readiness.exchange.reading_text import field_text

    for field in dict.fromkeys(one.field for one in left):
        mine = [one.record for one in left if one.field == field]
        kind = field_text(field) if field else text("section.interfaces")
        yield note("mapping.left", file, grave=False, kind=kind, count=len(mine), names=_listed(mine))


def _listed(names: Iterable[str]) -> str:
    one_each = tuple(dict.fromkeys(names))
    return "、".join(one_each[:_SHOWN]) + (" …" if len(one_each) > _SHOWN else "")


_SHOWN = 20  # names in one note


def _gone_note(id_: str, file: str, **params: Any) -> RowNote:
    code = "mapping.gone-with" if params["with_it"] else "mapping.gone"
    return note(code, file, id_, grave=False, **params)


def _offer(folder: Path, path: Path, body: str, mapped: MappedLedger) -> tuple[Path | None, bool]:
    """Write the book of readings beside the inventory, unless somebody is filling in the one that is there."""
    from readiness.app.confirm import READING_BOOK, reading_book, says_more
    from readiness.exchange.labels import reading_labels

    reading = mapped.reading
    file = folder / READING_BOOK
    if reading is None or not (reading.asked or file.is_file()):
        return None, False
    if foreign([file]) and says_more(file, path, body):
        return file, True
    inventory = mapped.loaded.inventory
    day = inventory.body.as_of if inventory is not None else None
    write_recorded({file: reading_book(reading, reading_labels(), day or date(2000, 1, 1))})
    return (file if reading.asked else None), False
