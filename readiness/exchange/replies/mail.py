"""Answers pasted from a mail: which words belong to which of our IDs, and which are ours coming back.

A line may open a block with its ID, hold several IDs, or end with the ID its words belong to; a quoted line with an ID
tells what the unquoted lines below it answer. Signatures, closing words and our own questions are no answers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from readiness.exchange.check_code import clean_id
from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.mail_answer import answer_row, answer_words, code_in, holds_ours, trimmed
from readiness.exchange.replies.mail_groups import by_group
from readiness.exchange.replies.mail_labels import labelled, labelled_row
from readiness.exchange.replies.no_answer import says_nothing
from readiness.exchange.replies.row import AnswerRow, ReadRows
from readiness.exchange.replies.words import is_garbled
from readiness.model.unknown import known

# One to one, so that places found in the half-width copy hold in the line itself.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DASH = r"[\s\-‐‑–—−ー_]?"
_ID = re.compile(rf"[Gg]{_DASH}[0-9A-Za-z]{{5}}{_DASH}[0-9A-Za-z]{{5}}(?![0-9A-Za-z])")
_HALF_ID = re.compile(rf"[Gg]{_DASH}[0-9A-Za-z]{{5}}[\-‐‑–—−ー_]?\s*$")
_OTHER_HALF = re.compile(r"^\s*+[0-9A-Za-z]{5}(?![0-9A-Za-z])")
_QUOTE = re.compile(r"^\s*+(?:(?:>|＞|&gt;|\||｜)\s*+)+")
_BAR = re.compile(r"[|｜]")
_BARS = 2
_ARROW = re.compile(r"⇒|→|➡|=>|->|【ご?回答】|\[ご?回答\]|《ご?回答》|ご?回答\s*+[:：]")
_TAG = re.compile(
    r"<\s*+/?\s*+(?:td|th|tr|table|tbody|br|p|div|span|html|body|b|font|a|li|ul|ol)\b[^<>]*>", re.IGNORECASE
)
_ROW_TAG = re.compile(r"<\s*+(?:br|/p|/tr|/div|/li)\b[^<>]*>", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^\s*+-{2,}\s*+(?:original message|forwarded message|元のメッセージ|転送|forwarded)|"
    r"^\s*+(?:from|差出人|送信元|sent|送信日時|subject|件名|宛先|to)\s*+[:：]",
    re.IGNORECASE,
)
# A line of the head of the mail itself, where it was saved as text.
_HEAD = re.compile(
    r"^\s*+(?:from|差出人|送信元|送信者|sent|送信日時|受信日時|日時|date|subject|件名|題名|宛先|to|cc|bcc|添付(?:ファイル)?)\s*+[:：]|^\s*+$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\s*+(?:[*+=_~─━＊＝＋・…\-－ー]{2,}\s*+$|--|==|__|──|━|以上|よろしく|宜しく|今後とも|何卒|取り急ぎ|とりいそぎ|敬具|草々|お手数|ご査収|ご確認|"
    r"(?:発信|送信|作成)日|(?:tel|fax|電話|e-?mail|〒)|[\w.+-]+@[\w.-]+|※?年末年始|※?(?:休業|営業時間))|"
    r"^\s*+(?:(?:株式|合同|有限)会社|㈱|㈲|\(株\)).{0,40}$",
    re.IGNORECASE,
)
# What is said of other questions than those named.
_OTHERS = re.compile(
    r"(?:その他|その外|それ以外|上記以外|他の(?:項目|照会|機能|事項)|ほか(?:の(?:項目|照会|事項)|は)|残り|"
    r"(?:全|すべての|全ての)(?:照会|項目|質問|事項|件|機能))[^。\n]{0,12}(?:は|も|について|とも|、|とおり)"
)
_SIGNED = 6  # lines of a signature below its first
_JOINER = re.compile(r"^[\s、,，・/／&〜~～]*+(?:及び|並びに|および|ならびに|と|and)?[\s、,，・/／&〜~～]*+$")
_BETWEEN = re.compile(r"^\s*+(?:[~〜～]|から|より)\s*+$")
# A line that may be an answer, with a number of the letter instead of an ID.
_NUMBERED = re.compile(
    r"^\s*+(?:No\.?|№|問|照会番号)?\s*+[0-9]{1,2}-[0-9]{1,2}(?:-[0-9]{1,3})?(?![0-9\-/.])\s*+\S", re.IGNORECASE
)
_NUMBERING = re.compile(
    r"^[\s(（【\[「『<〈・●○◆■□*]*+(?:No\.?|№|問|項番|(?:照会|質問)?番号)?\s*+[0-9①-⑳]{0,3}(?:[\-－.][0-9]{1,3}){0,2}"
    r"[\s.)）、.:：・●○◆■□\-*】\]」』>〉]*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Block:
    """IDs with the words that belong to them; `quoted`: the IDs stood in a quotation, with `shown` beside them."""

    ids: tuple[str, ...]
    line: int
    quoted: bool = False
    shown: str = ""
    words: list[str] = field(default_factory=list)


def read_mail(
    lines: Iterable[str],
    name: str,
    *,
    ours: Mapping[str, Sequence[str]] | None = None,
    as_of: date | None = None,
    labels: Labels | None = None,
    coded: Collection[str] | None = None,
) -> ReadRows:
    """Rows of a pasted mail. `ours`: the texts of our questions by ID; `as_of`: an earlier date is no day of delivery;
    `labels`: the words of the books, for answers that label their parts; `coded`: IDs that ask for a code, if known.

    A code is taken where it stands alone as the answer, a date where its words say that something is given then; all
    words stay in `fact`. IDs without an answer are told of.
    """
    lines = by_group(list(lines))
    blocks, quoted, outside = _blocks(lines)
    rows: list[AnswerRow] = []
    notes = [note("mail-range", f"{name}:{at}", low, low=low, high=high) for at, low, high in _ranges(lines)]
    notes += [note("mail-outside", f"{name}:{at}", text=text.strip()[:60]) for at, text in outside]
    notes += _of_others(blocks, name)
    blank = 0
    for block in blocks:
        for row_id in block.ids:
            words = answer_words(block.words, (ours or {}).get(row_id, ()))
            place = f"{name}:{block.line}"
            said = labelled(block.words) if labels is not None and not is_garbled(words) else None
            if said is not None and labels is not None:
                made = labelled_row((name, block.line), row_id, said, labels, notes)
                rows += [made] if made is not None else []
                continue
            if words:
                row = answer_row(place, row_id, words, as_of)
                rows.append(row)
                if is_garbled(words):
                    notes.append(note("mail-garbled", place, row_id, raw=words[:20]))
                elif row.doubtful and (coded is None or row_id in coded):
                    notes.append(note("code-unclear", place, row_id, words=words[:60]))
                continue
            blank += 1
            if not block.quoted:
                notes.append(note("mail-no-answer", place, row_id))
    notes += _quoted_words(blocks, name, ours or {}, {row.id for row in rows})
    if quoted:
        notes.append(note("mail-quoted", name, grave=False, count=quoted))
    return ReadRows(rows=tuple(rows), notes=tuple(notes), blank=blank, tables=1 if blocks else 0)


def _quoted_words(
    blocks: Sequence[_Block], name: str, ours: Mapping[str, Sequence[str]], answered: Collection[str]
) -> Iterator[RowNote]:
    """A remark for words beside a quoted ID that are none of ours: an answer passed on, or somebody's remark."""
    for block in blocks:
        for row_id in block.ids if block.quoted and block.shown else ():
            own = ours.get(row_id, ())
            if row_id not in answered and own and not holds_ours(block.shown, own) and not says_nothing(block.shown):
                yield note("mail-quoted-words", f"{name}:{block.line}", row_id, words=block.shown[:60])


def _of_others(blocks: Sequence[_Block], name: str) -> Iterator[RowNote]:
    """A remark for words that go beyond the IDs they stand at (その他は適合です)."""
    for block in blocks:
        if found := next((text for text in block.words if _OTHERS.search(text)), ""):
            yield note("mail-others", f"{name}:{block.line}", text=found.strip()[:60])


def _ranges(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Pairs of IDs that mean those between them too, which nobody but the letter's numbers could tell."""
    for number, line in enumerate(lines, start=1):
        for (_, end, low), (start, _, high) in pairwise(_ids(line)):
            if _BETWEEN.match(line[end:start]):
                yield number, low, high


def _blocks(lines: Iterable[str]) -> tuple[list[_Block], int, list[tuple[int, str]]]:
    """The blocks in order, how many quoted lines were passed over, and lines of no block that may be an answer."""
    done: list[_Block] = []
    outside: list[tuple[int, str]] = []
    current: _Block | None = None
    quoted = 0
    forwarded = False
    numbered = list(_joined(_untagged(lines)))
    closing = _closing(numbered)
    above: list[str] = []  # words of the paragraph so far
    begun = False
    for number, raw in numbered:
        begun = begun or not _HEAD.match(raw)
        forwarded = forwarded or (begun and bool(_FORWARDED.match(raw)))
        mark = _QUOTE.match(raw)
        line = (raw[mark.end() :] if mark else raw).rstrip()
        found = _ids(line)
        if mark or forwarded:
            stated = list(_statements(line, found)) if found else []
            behind = [(ids, *_behind(text)) for ids, text in stated]
            said = [(ids, text) for ids, text, marked in behind if marked or known(code_in(text)[0])]
            quoted += not said
            # An answer passed on with quotation marks is one; a question of ours never begins with a code.
            if said:
                done += [_Block(ids, number, words=[text]) for ids, text in said]
                current = done[-1]
            elif found:
                shown = " ".join(text for _, text in stated)
                current = _Block(tuple(row_id for _, _, row_id in found), number, quoted=True, shown=shown)
                done.append(current)
        elif found and number in closing:
            done.append(_Block(tuple(row_id for _, _, row_id in found), number, words=above))
            current, above = None, []
            continue
        elif found:
            made = [_Block(ids, number, words=[text] if text else []) for ids, text in _statements(line, found)]
            done += made
            current = made[-1] if _opens(line, found) else None
        elif current is not None and not line.strip():
            current = None if current.words else current
        elif current is not None and _END.match(line):
            current = None
        elif current is not None:
            current.words.append(line)
        elif _NUMBERED.match(line) or known(code_in(line)[0]) or _OTHERS.search(line):
            outside.append((number, line))
        above = [*above, line] if line.strip() and not mark and not found else []
    return done, quoted, outside


def _closing(lines: Sequence[tuple[int, str]]) -> frozenset[int]:
    """Numbers of the lines that hold an ID alone, where each closes a paragraph that answers it: words, (ID), blank.

    Only where every such line of the mail does, and nothing but closing words follows the last.
    """
    found: list[int] = []
    rest = True  # whether only blank lines and closing words have followed so far, from the end of the mail up
    for at in range(len(lines) - 1, -1, -1):
        number, raw = lines[at]
        ids = [] if _QUOTE.match(raw) else _ids(raw)
        if not ids:
            ended = not raw.strip() or bool(_END.match(raw)) or bool(_QUOTE.match(raw))
            rest = rest and (ended or any(_END.match(text) for _, text in lines[:at][-_SIGNED:]))
            continue
        if trimmed(_ID.sub("", raw.translate(_HALF_WIDTH)).strip(" ()[]【】<>「」、,")):
            return frozenset()
        below = lines[at + 1][1] if at + 1 < len(lines) else ""
        above = lines[at - 1][1] if at else ""
        if below.strip() or not above.strip() or _QUOTE.match(above) or _ids(above) or (not found and not rest):
            return frozenset()
        found.append(number)
    return frozenset(found)


def _behind(text: str) -> tuple[str, bool]:
    """What stands behind an arrow or the word 回答 in a quoted question, and whether there is such; else the text."""
    parts = _ARROW.split(text, maxsplit=1)
    return (parts[1].strip(), True) if len(parts) > 1 and parts[1].strip() else (text, False)


def _untagged(lines: Iterable[str]) -> Iterator[str]:
    for raw in lines:
        # A line of a table drawn with bars; one bar alone is a quotation mark.
        line = raw.replace("|", " ").replace("｜", " ") if len(_BAR.findall(raw)) > _BARS else raw
        if not _TAG.search(line):
            yield line
            continue
        for part in _ROW_TAG.sub("\n", line).split("\n"):
            yield html.unescape(_TAG.sub(" ", part))


def _joined(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; one that ends in the middle of an ID goes on in the next."""
    held: tuple[int, str] | None = None
    for number, line in enumerate(lines, start=1):
        if held is not None:
            start, first = held
            held = None
            rest = _QUOTE.sub("", line)
            if _OTHER_HALF.match(rest.translate(_HALF_WIDTH)):
                yield start, first.rstrip() + rest.lstrip()
                continue
            yield start, first
        if _HALF_ID.search(line.translate(_HALF_WIDTH)) and not _ids(line):
            held = (number, line)
        else:
            yield number, line
    if held is not None:
        yield held


def _ids(line: str) -> list[tuple[int, int, str]]:
    matches = ((m.start(), m.end(), clean_id(m[0])) for m in _ID.finditer(line.translate(_HALF_WIDTH)))
    return [(start, end, row_id) for start, end, row_id in matches if row_id]


def _opens(line: str, found: Sequence[tuple[int, int, str]]) -> bool:
    """Whether what follows below still belongs to the last ID: not where the line ends with it, its words before it."""
    return bool(trimmed(line[found[-1][1] :])) or _NUMBERING.match(line[: found[0][0]]) is not None


def _statements(line: str, found: Sequence[tuple[int, int, str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """IDs of a line with the words that belong to them: those after them, or before where none follow the last."""
    ends = [*(start for start, _, _ in found[1:]), len(line)]
    after = [line[end:stop] for (_, end, _), stop in zip(found, ends, strict=True)]
    before = [line[: found[0][0]], *after[:-1]]
    first = "" if _NUMBERING.match(before[0]) else before[0]
    backwards = not trimmed(after[-1]) and bool(trimmed(first))
    texts = [first, *before[1:]] if backwards else after
    held: list[str] = []
    for (_, _, row_id), text in zip(found, texts, strict=True):
        held.append(row_id)
        if backwards or not _JOINER.match(text):
            yield tuple(held), trimmed(text)
            held = []
    if held:
        yield tuple(held), ""
