"""Which columns of a vendor's own 対応表 are its IDs and its answers: the one that says so, or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from readiness.exchange.replies.words import loose, official
from readiness.sources.grid import Cell, Row, cell_text, fold_header
from readiness.sources.header import find_header

HEADERS: Mapping[str, tuple[str, ...]] = {
    "requirement": ("機能ID", "機能要件ID", "要件ID", "連携ID", "標準仕様ID", "機能 ID", "帳票ID", "帳票要件ID"),
    "answer": ("対応状況", "適合状況", "対応可否", "回答区分", "回答", "対応", "適合", "判定", "実装状況", "可否",
               "対応区分", "対応有無", "対応の有無", "対応結果", "適合区分", "適合可否", "対応の可否"),
    "evidence": ("根拠資料", "根拠", "エビデンス", "参照資料", "資料"),
    "delivery": ("提供予定日", "提供予定", "提供時期", "対応予定日", "対応時期", "対応予定", "実装予定",
                 "時期", "予定時期", "提供予定時期", "対応予定時期"),
    "note": ("備考", "補足", "コメント", "説明", "特記事項"),
}  # fmt: skip
# Whose answers a column holds, by its heading; what the published list requires is never what a vendor offers.
_VENDOR = re.compile(
    r"(?:ベンダー?|事業者|弊社|当社|自社|メーカー|提案者|御社|貴社|社名|製品|パッケージ).*(?:回答|対応|適合|可否|状況)|"
    r"(?:回答|対応)者?\(?(?:ベンダー?|事業者)"
)
_BODY = re.compile(r"判定|所管|評価|必要性|要否|[当本][市町村区県]|団体|庁内|原課|現行")
_MINISTRY = re.compile(
    r"実装類型|実装必須|標準オプション|実装不可|必須|オプション機能|要件の?(?:区分|考え方|理由)|適合基準日|分類|種別|重要度|優先|版数"
)
# Columns of the published list that say what is required; they are passed over without a word.
_PUBLISHED = re.compile(
    r"項目|機能名|名称|要件|通番|番号|^no\.?$|^id$|業務|領域|改定|指定都市|中核市|^$", re.IGNORECASE
)
_WHOSE = re.compile(r"^(?:ベンダー?|事業者|弊社|当社|自社|御社|貴社|提案者|ご?回答|対応)(?:の|側)?")
_CLASSES = {
    "designated_city": "指定都市|政令", "core_city": "中核市|特例市", "special_ward": "特別区",
    "city": "一般市|その他の?市|市区町村",
    "town": "町村|町$", "village": "町村|村$", "prefecture": "都道府県",
}  # fmt: skip
_ANY_CLASS = re.compile("|".join(_CLASSES.values()))
_VERSION = re.compile(
    r"(?:(?:ver(?:sion)?\.?|v|第)\s*+)?([0-9]{1,3}(?:\.[0-9]{1,3})+)|(?:ver(?:sion)?\.?|v)\s*+([0-9]{1,3})", re.I
)
_NOW, _NEXT = re.compile(r"現行|現在|現版"), re.compile(r"次期|次版|次回|将来|新版|今後")
_TOP = 40
_MARKS = frozenset("◎○〇◯●△▲×✕✗－-―")
_TICKS = _MARKS | frozenset("レ✓✔☑■1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Places on a sheet, 0-based; `first` is the first row of data. `answer` is None where it must be asked, `why` by
    which remark, `heads` between what. `guessed`: nothing in its heading says that it is the answer. `unused`: headings
    of filled columns that are neither taken nor of the published list.
    """

    ids: tuple[int, ...]
    first: int
    head_row: int
    answer: int | None = None
    why: str = ""
    heads: tuple[str, ...] = ()
    guessed: bool = False
    others: Mapping[str, int] = field(default_factory=dict)
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is sought: the version told, the body's class (code), whether all bodies will share it, words of a map."""

    version: str = ""
    body_class: str = ""
    shared: bool = False
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)


def find_columns(rows: Sequence[Row], wanted: Wanted) -> Columns | None:
    """The columns of a sheet; None where no column holds IDs."""
    words = {name: (*wanted.words.get(name, ()), *known) for name, known in HEADERS.items()}
    rows = _plain_heads(rows, words["requirement"])
    search = find_header(rows, words, required=["requirement"], loose=False)
    if search.found:
        head_row, first = search.row, search.first_data_row
        ids = _id_columns(rows[head_row:first], words["requirement"])
    else:
        head_row, first, ids = _without_heading(rows)
    if not ids:
        return None
    first = _below_heads(rows, first, ids)
    others = (
        {name: at for name, at in search.columns.items() if name not in ("requirement", "answer")}
        if search.found
        else {}
    )
    others = {name: at for name, at in others.items() if at not in ids}
    heads = _heads(rows[head_row:first])
    others |= _whosever(heads, {*ids, *others.values()}, words, others)
    answer, why, named, guessed = _answer(rows[first:], heads, {*ids, *others.values()}, wanted)
    if answer is not None and len({_same(heads, at) for at in range(len(heads))}) != len(heads):
        others = _beside(others, rows[head_row:first], answer, words)
    used = {*ids, *others.values(), answer}
    unused = (head for at, head in enumerate(heads) if at not in used and _is_unused(rows[first:], at, head))
    return Columns(
        ids=ids, first=first, head_row=head_row, answer=answer, why=why, heads=named, guessed=guessed, others=others,
        unused=tuple(dict.fromkeys(unused)),
    )  # fmt: skip


def versions_in(text: str) -> set[str]:
    """Numbers of versions in a text."""
    return {(a or b) for a, b in _VERSION.findall(normalize("NFKC", text))}


def _plain_heads(rows: Sequence[Row], words: Sequence[str]) -> Sequence[Row]:
    """The rows with headings such as «標準仕様書 機能ID» as the word for IDs that they hold."""
    sought = {fold_header(word): word for word in words}

    def plain(cell: Cell) -> Cell:
        parts = cell.split() if isinstance(cell, str) and "ID" in cell.upper() else []
        return next((sought[key] for part in parts[1:] if (key := fold_header(part)) in sought), cell)

    return [*(tuple(map(plain, row)) for row in rows[:_TOP]), *rows[_TOP:]]


def _whosever(
    heads: Sequence[str], taken: set[int], words: Mapping[str, Sequence[str]], others: Mapping[str, int]
) -> dict[str, int]:
    """Further columns whose heading is one of ours behind whose it is: 弊社コメント, 回答備考."""
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        last = _WHOSE.sub("", normalize("NFKC", head).split()[-1]) if head else ""
        for name in ("evidence", "delivery", "note"):
            if at not in taken and name not in {*others, *found} and fold_header(last) in map(fold_header, words[name]):
                found[name] = at
    return found


def _is_unused(data: Sequence[Row], at: int, head: str) -> bool:
    last = normalize("NFKC", head).split()[-1] if head else ""
    if _PUBLISHED.search(last) or _MINISTRY.search(normalize("NFKC", head)):
        return False
    return any(at < len(row) and cell_text(row[at]) for row in data)


def _id_columns(rows: Sequence[Row], words: Sequence[str]) -> tuple[int, ...]:
    """Every column headed by a word for IDs: 機能ID and 帳票ID may stand side by side."""
    sought = {fold_header(word) for word in words}
    bare = ((at, re.sub(r"[(（][^)）]*[)）]", "", cell_text(cell))) for row in rows for at, cell in enumerate(row))
    return tuple(
        dict.fromkeys(at for at, text in bare if {fold_header(text), *map(fold_header, text.split())} & sought)
    )


def _without_heading(rows: Sequence[Row]) -> tuple[int, int, tuple[int, ...]]:
    """(head row, first row of data, columns) where a column holds IDs below an unknown heading, or none."""
    hits = Counter(at for row in rows for at, cell in enumerate(row) if _is_id(cell))
    for at, _ in hits.most_common(1):
        first = next(number for number, row in enumerate(rows) if at < len(row) and _is_id(row[at]))
        return max(0, first - 1), first, (at,)
    return 0, 0, ()


def _below_heads(rows: Sequence[Row], first: int, ids: tuple[int, ...]) -> int:
    """The first row of data: rows of further headings (classes of body, versions) have no ID and no mark."""
    most = min(first + 2, len(rows) - 1)
    while first < most and _is_heading(rows[first], ids):
        first += 1
    return first


def _is_heading(row: Row, ids: tuple[int, ...]) -> bool:
    texts = [cell_text(cell) for cell in row]
    if any(at < len(texts) and texts[at] for at in ids) or sum(map(bool, texts)) < 2 or _MARKS & set(texts):
        return False
    return any(_ANY_CLASS.search(text) or versions_in(text) or _rank(text) < 2 for text in texts if text)


def _is_id(cell: Cell) -> bool:
    return not isinstance(cell, bool) and bool(re.fullmatch(r"0[0-9]{6}", cell_text(cell, nfkc=True)))


def _heads(rows: Sequence[Row]) -> list[str]:
    """Per column its headings from above to below; an upper one spans the empty cells to its right."""
    width = max((len(row) for row in rows), default=0)
    found = [""] * width
    for number, row in enumerate(rows):
        above = ""
        for at in range(width):
            text = cell_text(row[at]) if at < len(row) else ""
            above = text or (above if number < len(rows) - 1 else "")
            found[at] = " ".join(part for part in (found[at], above) if part)
    return found


def _answer(
    data: Sequence[Row], heads: Sequence[str], taken: set[int], wanted: Wanted
) -> tuple[int | None, str, tuple[str, ...], bool]:
    """(column, why it is asked, the headings it is asked between, whether it is a guess)."""
    stated = {fold_header(word) for word in wanted.words.get("answer", ())}
    by_map = [at for at, head in enumerate(heads) if stated & set(map(fold_header, (head, *head.split())))]
    if by_map:
        return by_map[0], "", (), False
    candidates = [at for at in range(len(heads)) if at not in taken and _may_answer(data, at, heads[at])]
    candidates = [at for at in candidates if not _MINISTRY.search(heads[at])]
    if _now_and_next(heads, data) or _code_heads(heads, data) > 1:
        names = tuple(heads[at] for at in range(len(heads)) if at not in taken and heads[at])
        return None, "claims.which-column", names, False
    chosen, why = _of_version(candidates, heads, wanted.version)
    if not why:
        chosen, why = _of_class(chosen, heads, wanted)
    if not why and len(chosen) > 1:
        best = min(_rank(heads[at]) for at in chosen)
        chosen = [at for at in chosen if _rank(heads[at]) == best]
    names = tuple(heads[at] for at in (chosen if len(chosen) > 1 else candidates) if heads[at])
    if why or len(chosen) != 1:
        shown = names or tuple(head for head in heads if head)
        return None, why or ("claims.which-column" if chosen else "claims.no-answer"), shown, False
    return chosen[0], "", (heads[chosen[0]],), _rank(heads[chosen[0]]) > 1


def _now_and_next(heads: Sequence[str], data: Sequence[Row]) -> bool:
    """Whether one column tells of today's version and another of the next, without a number to tell them by."""
    marked = [head for at, head in enumerate(heads) if _of_marks(data, at) and not versions_in(head)]
    return any(_NOW.search(head) for head in marked) and any(_NEXT.search(head) for head in marked)


def _code_heads(heads: Sequence[str], data: Sequence[Row]) -> int:
    """How many columns are headed by an answer and ticked below it (対応 | 非対応)."""
    last = [normalize("NFKC", head).split()[-1] if head else "" for head in heads]
    codes = (at for at, head in enumerate(last) if official(head) is not None or loose(head) is not None)
    return sum(_of_marks(data, at) for at in codes)


def _of_marks(data: Sequence[Row], at: int) -> bool:
    """Whether a column holds marks and nothing else."""
    texts = {text for row in data if at < len(row) and (text := cell_text(row[at]))}
    return bool(texts) and texts <= _TICKS


def _may_answer(data: Sequence[Row], at: int, head: str) -> bool:
    """Whether a column holds answers: by its heading, or because most of its cells are marks or codes."""
    texts = [text for row in data if at < len(row) and (text := cell_text(row[at]))]
    marks = sum(text in _MARKS or official(text) is not None or loose(text) is not None for text in texts)
    return _rank(head) < 2 or (bool(texts) and marks * 2 > len(texts))


def _rank(head: str) -> int:
    """0: the heading says that a vendor answers, 1: it is one for answers, 2: it says nothing, 3: another answers."""
    folded = normalize("NFKC", head)
    if _VENDOR.search(folded):
        return 0
    if _BODY.search(folded):
        return 3
    words = {fold_header(word) for word in HEADERS["answer"]}
    parts = {fold_header(part) for part in (folded, *folded.split(), re.sub(r"\([^)]*\)", "", folded))}
    return 1 if parts & words else 2


def _of_version(candidates: list[int], heads: Sequence[str], version: str) -> tuple[list[int], str]:
    """The columns of the version told, where headings tell versions."""
    stated = {at: versions_in(heads[at]) for at in candidates}
    named = [at for at in candidates if stated[at]]
    if not named:
        return candidates, ""
    if not version:
        return (candidates, "") if len(named) == 1 and len(candidates) == 1 else (candidates, "claims.which-version")
    fitting = [at for at in named if versions_in(f"v{version}") & stated[at]]
    return (fitting, "") if fitting else (candidates, "claims.which-version")


def _of_class(candidates: list[int], heads: Sequence[str], wanted: Wanted) -> tuple[list[int], str]:
    """The columns of the body's own class, where headings tell classes."""
    named = [at for at in candidates if _ANY_CLASS.search(heads[at])]
    if len(named) < 2:
        return candidates, ""
    own = _CLASSES.get(wanted.body_class)
    fitting = [at for at in named if own and re.search(own, heads[at].split()[-1])]
    return (fitting, "") if len(fitting) == 1 and not wanted.shared else (candidates, "claims.which-class")


def _same(heads: Sequence[str], at: int) -> str:
    return fold_header(heads[at].split()[-1]) if heads[at] else f"#{at}"


def _beside(
    others: Mapping[str, int], rows: Sequence[Row], answer: int, words: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """Where headings come again for each version, those that follow the answer chosen."""
    found = dict(others)
    for name in others:
        sought = {fold_header(word) for word in words[name]}
        places = [at for row in rows for at, cell in enumerate(row) if fold_header(cell_text(cell)) in sought]
        after = [at for at in places if at > answer]
        if len(places) > 1 and after:
            found[name] = after[0]
    return found
