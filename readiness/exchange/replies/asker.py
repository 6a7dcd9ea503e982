"""Whose questions a file answers: two bodies whose ledgers began alike have the same IDs, so a book names its body.

The name stands on the cover and in every row, the body's id is part of the check codes. Books that were issued before
that name it on the cover only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from readiness.exchange.check_code import check_fits, clean_id
from readiness.exchange.labels import Labels
from readiness.exchange.questions import other_words
from readiness.exchange.rows import FoundRow, Incoming
from readiness.model.body import Body
from readiness.sources.grid import Sheet, cell_text, fold_header

_NOTE = re.compile(r"\([^)]*\)")
_ABOVE = re.compile(r"^(?:東京都|北海道|京都府|大阪府|.{2,3}県)?(?:[^市区町村]{1,5}郡)?")
# A greeting names a body only with two letters before 市 or 町 (大町様 is a person), 村 only with an office (中村様);
# 関係市町村 is none.
_GREETING = re.compile(
    r"^\s*+(?![^\s]{0,8}町村)(?P<body>[^\s、。:：@<>「」()（）0-9]{2,14}(?:市|区|町|村(?=長|役場|[\s\u3000]|御中)))(?:長|役所|役場)?"
    r"(?:[\s\u3000].{0,20})?[\s\u3000]*(?:様|御中|殿)[、,。]?\s*$"
)
_SAMPLE = 10
_TOP = 40  # rows of a cover that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """What a file says of the body that asked. `rows` and `cover` are names as found, without repetition; `codes` are
    (ID, revision, check code) of all rows, filled in or not.
    """

    rows: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    codes: tuple[tuple[str, str, str], ...] = ()

    def other(self, body: Body) -> str | None:
        """The name of another body whose book this is; "" where it is another's that is not named; None for ours."""
        strange = [name for name in self.rows if not _same(name, body)]
        if not self.rows:
            strange = [name for name in self.cover if not _begins(name, body)]
        if strange:
            return strange[0]
        return "" if len(self.codes) > 1 and not self.fits(body) and not self._moved(body) else None

    def _moved(self, body: Body) -> bool:
        """Whether the codes were made for this body and belong to other rows: the IDs alone were sorted."""
        ids = [id_ for id_, _, _ in self.codes]
        some = self.codes[:_SAMPLE]
        return all(any(code_fits((id_, revision, check), body.id) for id_ in ids) for _, revision, check in some)

    def fits(self, body: Body) -> bool:
        """Whether any check code was made for this body, or before codes held one."""
        return any(code_fits(code, body.id) for code in self.codes)

    def unnamed(self, body: Body) -> bool:
        """Whether nothing in it tells whose book it is: codes of before, and no cover."""
        return not self.rows and not self.cover and not any(check_fits(c, i, r, body.id) for i, r, c in self.codes)


def code_fits(code: tuple[str, str, str], body: str) -> bool:
    """Whether a check code was made for this body, or is one of those issued before codes held the body."""
    id_, revision, check = code
    return check_fits(check, id_, revision, body) or check_fits(check, id_, revision)


def asker_of(incoming: Incoming, rows: Sequence[FoundRow], labels: Labels) -> Asker:
    """Read the names and codes of a file."""
    codes = ((clean_id(row.text("id")), row.text("revision").upper(), row.text("check")) for row in rows)
    taken = {row.sheet for row in rows}
    covers = (sheet for sheet in incoming.workbook.sheets if sheet.name not in taken)
    return Asker(
        rows=_distinct(row.text("asker") for row in rows),
        cover=_distinct(name for sheet in covers for name in _names(sheet, labels)),
        codes=tuple(code for code in codes if all(code)),
    )


def _names(sheet: Sheet, labels: Labels) -> Iterator[str]:
    """What stands beside «発信者» or «照会した団体» on a cover."""
    heads = {fold_header(word) for key in ("cover.from", "cover.asker") for word in other_words(labels, key)}
    for row in sheet.rows[:_TOP]:
        texts = [text for cell in row if (text := cell_text(cell))]
        if len(texts) > 1 and fold_header(texts[0]) in heads:
            yield texts[1]


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _plain(name: str) -> str:
    """A name as compared: prefecture, county, remarks in brackets and blanks do not count."""
    text = _NOTE.sub("", "".join(normalize("NFKC", name).split()))
    return _ABOVE.sub("", text) or text


def _own(body: Body) -> set[str]:
    return {_plain(name) for name in (body.name, body.label, body.id) if name}


def _same(name: str, body: Body) -> bool:
    return _plain(name) in _own(body)


def greeted(lines: Sequence[str], body: Body) -> tuple[int, str] | None:
    """The line of a mail that greets another body, and its name; a mail to several bodies greets ours too."""
    found = [(at, m["body"]) for at, line in enumerate(lines[:_TOP], start=1) if (m := _GREETING.match(line))]
    ours = any(_begins(_ABOVE.sub("", name), body) for _, name in found) or any(body.name in x for x in lines[:_TOP])
    return found[0] if found and not ours else None


def _begins(name: str, body: Body) -> bool:
    """A sender such as «甲町総務課長»; the sender of today may name the body in his own way."""
    own = _own(body) | ({_plain(body.issuer)} if body.issuer else set())
    return any(_plain(name).startswith(one) for one in own)
