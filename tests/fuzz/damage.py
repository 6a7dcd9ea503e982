"""What people, disks, mail and attackers do to a file: by its kind, chosen by a source of randomness.

`damaged(raw, kind, random)` changes bytes, lines, the tree of values, the cells of a sheet or the parts of a zip;
`repeated` puts one word or sign thousands of times at a place of the file, where something may cost its square.
"""

from __future__ import annotations

import copy
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any
from xml.sax.saxutils import escape, unescape

import yaml

ODD = (
    "", "~", "null", "未確認", "不明", "はい", "true", "[]", "{}", "[[[[", "}", "- - -", "---", "...", "%YAML 9", "? a",
    "<<: *x", "*a", "&a [*a]", "!!python/object:os.system x", "!x", "'", '"', "|", ">", "-1", "0", "007", "1e999",
    "-0.0", ".nan", "0x1F", "99999999999999999999", "2026-13-45", "0000-00-00", "9999-12-31", "2026-11", "R8.4.1",
    "令和元年", "12:30", "あ" * 400, "\t", "\ufeff", "🙂", "\u202e", "=1+1", "id: 1", "systems", "systems: 3",
    "body: []", "con", "../x", "a/b", "住民基本台帳", "no", "#", "@", "`", "&&&", "%s {x} {0}", "令和99年2月30日",
    "1-1-1", "¥1,000-",
    "▲3", "約1,200千円", "１２３", "H31.4.30/R1.5.1", "○", "×", "―", "同上", "〃", "(1)", "None",
    "A1", "s", "v", "北野町", "介護保険", "2027-05-06", "2027/5/6", "46000", "-46000", "3.5e10", "１．５",
    "₂", "²", "Ⅷ", "㍿", "ｶｲｺﾞ", "\u200b", "a\nb", "a\r\nb", "<b>x</b>", "{{議題}}", "{{", "第1号",
    "5" * 400, "１" * 40, "0.1円/件",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**30, -(10**30), 1e308, float("inf"), float("nan"), 0.1, [], {}, [[]], [None], "",
    {"id": None}, {"": ""}, {"a": {"a": {"a": []}}}, ["s", "s"], *ODD,
)  # fmt: skip
BYTES = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x82\xa0", b"\xe3", b"\r", b"\x1a", b"\x07", b"\xed\xa0\x80",
    b"\x1b$B", b"=?ISO-2022-JP?B?", b"\"", b",", b"\n\n", b"PK\x03\x04", b"]]>", b"&#0;", b"<!--", b"\xc0\x80",
)  # fmt: skip
BROKEN = (zipfile.BadZipFile, zlib.error, yaml.YAMLError, RecursionError, OverflowError, TypeError, RuntimeError)
UNITS = (
    *" \u3000\t190.,-/:()[<&\"'#*%@=\\_~^|!?;・、。～→※○△「」『ーヽ年月日円第課約①Ａ〃🙂\u200b\u0301\u202e",
    *"""1, (( () {{ <a </p =? -- ./ ../ a. 1. (1) a=b; FY 12/ R8. 2027- 令和8年 2027年4月 千円 G- G-PKMPE-KNRB9
    0160001 0160001, 016o001 機能ID 介護 介護保険、 住民記録・ あ、 はい はい、 株式会社 ㈱ (株) から へ
    ｶﾞ か\u3099 別紙 参照 同上 システム 業務 連携 木曜電算""".split(),  # noqa: SIM905 - in few lines
    "> ",
    "- ",
)
LONGEST = (300, 3_000, 12_000, 32_000)  # signs of a cell; Excel has no longer one
MOST = 400_000  # bytes: what grows beyond is refused for its size, which has tests of its own


Change = Callable[[Any, Random], Any]
Way = Callable[[bytes, Random], bytes]


class Plain(yaml.CSafeLoader):
    """`no`, `on` and the like are words, as the tool reads them."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in known if not tag.endswith(":bool")]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def damaged(raw: bytes, kind: str, random: Random) -> bytes:
    """The file with one to four wounds of a kind that fits it; now and then of any kind."""
    ways = WAYS[kind]
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        way = random.choice(ways) if random.random() < 0.9 else random.choice((lines, letters))
        changed = _by(way, raw, random)
        raw = changed if len(changed) < MOST else raw
    return raw


def _by(way: Way, raw: bytes, random: Random) -> bytes:
    try:
        return way(raw, random)
    except (ValueError, KeyError, IndexError, EOFError, NotImplementedError, *BROKEN):
        return letters(raw, random)  # an earlier wound has made it another kind of file


def repeated(raw: bytes, kind: str, random: Random) -> bytes:
    """The file with one word or sign many times over at one place, or two; now and then with another wound besides."""
    for _ in range(random.choice((1, 1, 2))):
        raw = _by(partial(_repeated_once, kind), raw, random)
    return damaged(raw, kind, random) if random.random() < 0.2 else raw


def _repeated_once(kind: str, raw: bytes, random: Random) -> bytes:
    if kind in {"xlsx", "docx"}:
        return words(raw, random, many=True)
    if kind in {"yaml", "json"} and random.random() < 0.8:
        return (yaml_tree if kind == "yaml" else json_tree)(raw, random, _swollen)
    if kind == "jsonl" and random.random() < 0.8:
        return jsonl_tree(raw, random, _swollen)
    lines_ = raw.split(b"\n")
    code = "utf-8" if _is_utf8(raw) else "cp932"
    at = random.randrange(min(len(lines_), 12) if kind == "mail" and random.random() < 0.3 else len(lines_))
    parts_ = re.split(r"([,:\t=\" ]+)", lines_[at].decode(code, "replace"))
    chosen = random.randrange(len(parts_))
    parts_[chosen] = many_times(parts_[chosen], random)
    lines_[at] = "".join(parts_).encode(code, "replace")
    return b"\n".join(lines_)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeError:
        return False
    return True


def many_times(word: str, random: Random) -> str:
    """The word, a sign of it or a ticklish one, over and over; round it what it was, or what fits nothing."""
    unit = random.choice((word, random.choice(word or "x"), random.choice(UNITS), random.choice(UNITS))) or "x"
    often = max(2, random.choice(LONGEST) // len(unit))
    return random.choice(("", "", word)) + unit * often + random.choice(("", "", "x", word, "\u3042", "!"))


def _swollen(tree: Any, random: Random) -> Any:
    """A value or a key of the tree, many times over."""
    holder, key = random.choice(_places(tree))
    if isinstance(holder, dict) and random.random() < 0.3:
        holder[many_times(str(key), random)] = holder.pop(key)
    else:
        held = holder[key]
        holder[key] = many_times("" if isinstance(held, dict | list) else str(held), random)
    return tree


def letters(raw: bytes, random: Random) -> bytes:
    """Bytes put in, over, or left out; cut off; written in another code."""
    place = random.randrange(len(raw) + 1)
    kind = random.randrange(6)
    if kind == 0:
        return raw[:place]
    if kind == 1:
        return raw[:place] + raw[place + random.randrange(200) :]
    if kind == 2:
        return raw[:place] + bytes(random.randrange(256) for _ in range(random.randrange(1, 9))) + raw[place + 4 :]
    if kind == 3:
        code = random.choice(("cp932", "utf-16", "utf-8-sig", "euc-jp", "iso-2022-jp", "utf-32"))
        return raw.decode("utf-8", "replace").encode(code, "replace")
    return raw[:place] + random.choice(BYTES) * random.choice((1, 1, 3, 200)) + raw[place + random.randrange(3) :]


def lines(raw: bytes, random: Random) -> bytes:
    """Lines put in, taken out, doubled, exchanged, moved in; the value behind a colon, comma or equals sign changed."""
    rows = raw.split(b"\n")
    at = random.randrange(len(rows))
    line, odd = rows[at], random.choice(ODD).encode()
    kind = random.randrange(8)
    if kind == 0:
        rows[at] = line.partition(b": ")[0] + b": " + odd
    elif kind == 1:
        rows.insert(at, line[: len(line) - len(line.lstrip())] + odd)
    elif kind == 2:
        rows[at:at] = rows[at : at + 1 + random.randrange(9)] * random.choice((1, 1, 40))
    elif kind == 3:
        del rows[at : at + 1 + random.randrange(9)]
    elif kind == 4:
        other = random.randrange(len(rows))
        rows[at], rows[other] = rows[other], line
    elif kind == 5:
        rows[at] = b" " * random.randrange(12) + line.lstrip()
    elif kind == 6:
        parts = re.split(rb"([,:\t= ]+)", line)
        parts[random.randrange(len(parts))] = odd
        rows[at] = b"".join(parts)
    else:
        rows[at] = line.replace(random.choice((b" ", b",", b":", b"[", b"-", b'"')), random.choice(BYTES))
    return b"\n".join(rows)


def yaml_tree(raw: bytes, random: Random, change: Change | None = None) -> bytes:
    """The values of the file changed as a tree and written anew."""
    tree = (change or bent)(yaml.load(raw, Plain), random)
    return yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")


def json_tree(raw: bytes, random: Random, change: Change | None = None) -> bytes:
    """The same of JSON."""
    return json.dumps((change or bent)(json.loads(raw), random), ensure_ascii=False).encode("utf-8", "replace")


def jsonl_tree(raw: bytes, random: Random, change: Change | None = None) -> bytes:
    """The same of one line of many."""
    rows = raw.split(b"\n")
    at = (
        random.choice([number for number, row in enumerate(rows) if row] or [0])
        if change
        else random.randrange(len(rows))
    )
    rows[at] = json_tree(rows[at], random, change)
    return b"\n".join(rows)


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every value of the tree, by what holds it."""
    found: list[tuple[Any, Any]] = []
    for key in tree if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        found += [(tree, key), *_places(tree[key])]
    return found


def bent(tree: Any, random: Random) -> Any:
    """One node of the tree replaced, left out, doubled, wrapped, renamed or put at the place of another."""
    tree = copy.deepcopy(tree)
    places = _places(tree)
    if not places:
        return random.choice(VALUES)
    holder, key = random.choice(places)
    kind = random.randrange(7)
    if kind <= 1:
        holder[key] = random.choice(VALUES)
    elif kind == 2:
        del holder[key]
    elif kind == 3:
        other, at = random.choice(places)
        holder[key] = copy.deepcopy(other[at] if at in other or isinstance(other, list) else None)
    elif kind == 4:
        holder[key] = random.choice(([holder[key]], {"id": holder[key]}, {str(key): holder[key]}, [holder[key]] * 30))
    elif kind == 5 and isinstance(holder, dict):
        holder[random.choice((*ODD, None, 1, True))] = holder.pop(key)
    elif isinstance(holder, list):
        holder.insert(random.randrange(len(holder) + 1), copy.deepcopy(holder[key]))
    else:
        holder[f"{key}x"] = holder[key]
    return tree


# ---- workbooks: cells and rows by the text of the sheet, so that a case costs a millisecond
CELL = re.compile(r'<c r="([A-Z]+)(\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
ROW = re.compile(r'<row r="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)


def parts(raw: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The zip with parts changed; those of which nothing is left are left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return made.getvalue()


def _one_sheet(raw: bytes, random: Random, change: Callable[[str], str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        chosen = random.choice([name for name in book.namelist() if re.search(r"worksheets/sheet\d+\.xml$", name)])
    return parts(
        raw, lambda name, content: change(content.decode("utf-8")).encode("utf-8") if name == chosen else content
    )


def _cell(name: str, value: str, random: Random) -> str:
    kind = random.randrange(5)
    if kind == 0 and re.fullmatch(r"-?\d+(\.\d+)?(e\d+)?", value):
        return f'<c r="{name}"><v>{value}</v></c>'
    if kind == 1:
        odd = random.choice(("d", "b", "e", "n", "s", "str", "x"))
        return f'<c r="{name}" t="{odd}"><v>{escape(value)}</v></c>'
    if kind == 2:
        return f'<c r="{name}" s="{random.randrange(40)}"><v>{random.choice((46000, -1, 3e6, 0.5, 1e300))}</v></c>'
    text = escape(value.replace("\x07", ""))
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def cells(raw: bytes, random: Random) -> bytes:
    """Some cells with other values: odd words, words of other cells, numbers, days, wrong types."""

    def change(sheet: str) -> str:
        found = list(CELL.finditer(sheet))
        for cell in sorted(random.sample(found, min(len(found), random.randrange(1, 9))), key=lambda c: -c.start()):
            name = cell[1] + cell[2]
            if random.random() < 0.3:
                other = random.choice(found)
                new = cell[0].replace(cell[0], re.sub(r'r="[A-Z]+\d+"', f'r="{name}"', other[0], count=1))
            else:
                new = _cell(name, random.choice(ODD), random)
            sheet = sheet[: cell.start()] + new + sheet[cell.end() :]
        return sheet

    return _one_sheet(raw, random, change)


def rows(raw: bytes, random: Random) -> bytes:
    """Rows left out, doubled, exchanged, put in; numbered anew, or not."""

    def change(sheet: str) -> str:
        found = list(ROW.finditer(sheet))
        if not found:
            return sheet
        kept = [row[0] for row in found]
        at = random.randrange(len(kept))
        kind = random.randrange(5)
        if kind == 0:
            del kept[at : at + random.randrange(1, 4)]
        elif kind == 1:
            kept[at:at] = kept[at : at + random.randrange(1, 4)] * random.choice((1, 1, 30))
        elif kind == 2:
            random.shuffle(kept)
        elif kind == 3:
            kept.insert(at, '<row r="0"><c r="A0" t="inlineStr"><is><t>合計</t></is></c></row>')
        else:
            other = random.randrange(len(kept))
            kept[at], kept[other] = kept[other], kept[at]
        if random.random() < 0.8:
            kept = [_numbered(row, number) for number, row in enumerate(kept, start=1)]
        return sheet[: found[0].start()] + "".join(kept) + sheet[found[-1].end() :]

    return _one_sheet(raw, random, change)


def _numbered(row: str, number: int) -> str:
    row = re.sub(r'<row r="\d+"', f'<row r="{number}"', row, count=1)
    return re.sub(r'<c r="([A-Z]+)\d+"', rf'<c r="\g<1>{number}"', row)


def columns(raw: bytes, random: Random) -> bytes:
    """A column left out, moved or exchanged with another."""

    def change(sheet: str) -> str:
        names = sorted({cell[1] for cell in CELL.finditer(sheet)}, key=lambda name: (len(name), name))
        if not names:
            return sheet
        one, other = random.choice(names), random.choice((*names, "AZ", "XFD"))
        if random.random() < 0.4:
            return CELL.sub(lambda cell: "" if cell[1] == one else cell[0], sheet)
        swap = {one: other, other: one}
        return CELL.sub(lambda cell: cell[0].replace(f'r="{cell[1]}', f'r="{swap.get(cell[1], cell[1])}', 1), sheet)

    return _one_sheet(raw, random, change)


def merged(raw: bytes, random: Random) -> bytes:
    """Merged cells, hidden rows, a dimension that is not true."""

    def change(sheet: str) -> str:
        top, left = random.randrange(1, 9), random.randrange(5)
        area = f"{chr(65 + left)}{top}:{chr(66 + left + random.randrange(3))}{top + random.randrange(4)}"
        kind = random.randrange(3)
        if kind == 0:
            return sheet.replace("</sheetData>", f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>', 1)
        if kind == 1:
            return re.sub(r"<row ", lambda row: '<row hidden="1" ' if random.random() < 0.2 else row[0], sheet)
        odd = random.choice((area, "A1", "A1:XFD1048576", "B0:A1", ""))
        return re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{odd}"', sheet)

    return _one_sheet(raw, random, change)


def part(raw: bytes, random: Random) -> bytes:
    """One part of the zip damaged, left out, or exchanged for another."""
    with zipfile.ZipFile(io.BytesIO(raw)) as old:
        names = old.namelist()
        chosen, other = random.choice(names), old.read(random.choice(names))
    kind = random.randrange(5)

    def change(name: str, content: bytes) -> bytes | None:
        if name != chosen:
            return content
        if kind == 0:
            return None
        if kind == 1:
            return other
        if kind == 2:
            return re.sub(rb'="[^"]*"', lambda m: m[0] if random.random() < 0.97 else b'="x"', content)
        return letters(content, random) if kind == 3 else lines(content, random)

    return parts(raw, change)


def words(raw: bytes, random: Random, *, many: bool = False) -> bytes:
    """Shared or plain texts of an Office file exchanged for odd ones; or one of them said `many` times."""
    texts = re.compile(r"(<(?:w:)?t(?: [^>]*)?>)([^<]*)(</(?:w:)?t>)")
    with zipfile.ZipFile(io.BytesIO(raw)) as old:
        count = (
            {name: len(texts.findall(old.read(name).decode("utf-8", "replace"))) for name in old.namelist()}
            if many
            else {}
        )
    chosen = random.randrange(max(1, sum(count.values())))

    def change(name: str, content: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")):
            return content

        def swap(found: re.Match[str]) -> str:
            nonlocal chosen
            if many:
                chosen -= 1
                return (
                    found[1] + escape(many_times(unescape(found[2]), random)) + found[3] if chosen == -1 else found[0]
                )
            return found[1] + escape(random.choice(ODD)) + found[3] if random.random() < 0.1 else found[0]

        return texts.sub(swap, content.decode("utf-8", "replace")).encode("utf-8", "replace")

    return parts(raw, change)


def headers(raw: bytes, random: Random) -> bytes:
    """A mail's headers and borders exchanged."""
    odd = random.choice((
        b"Content-Type: text/plain; charset=iso-2022-jp", b"Content-Type: text/html; charset=cp932",
        b"X: " + b"a" * 900,
        b"Content-Type: multipart/mixed; boundary=x", b"Content-Type: message/rfc822", b"MIME-Version: 1.0",
        b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", b"Content-Type: ;;;",
        b"Content-Type: text/plain; charset=unknown", b"Content-Transfer-Encoding: x-uuencode", b"--x", b"--x--",
        b"Subject: =?utf-8?B?44GC?=", b"Content-Type: text/plain; charset=\"utf-7\"", b"From nobody",
        b"Content-Disposition: attachment; filename=\"../a.xlsx\"", b"Content-Type: text/plain; charset=idna",
        b"Content-Type: text/plain; charset=hex", b"Content-Type: multipart/alternative; boundary=\"\"",
    ))  # fmt: skip
    rows_ = raw.split(b"\n")
    at = random.randrange(min(len(rows_), 12))
    if random.random() < 0.5:
        rows_.insert(at, odd)
    else:
        rows_[at] = odd
    return b"\n".join(rows_)


SHEET = (cells, cells, cells, rows, rows, columns, merged, words, part, letters)
WAYS: dict[str, tuple[Way, ...]] = {
    "yaml": (yaml_tree, yaml_tree, lines, lines, letters),
    "json": (json_tree, json_tree, json_tree, lines, letters),
    "jsonl": (jsonl_tree, jsonl_tree, lines, letters),
    "text": (lines, lines, letters),
    "csv": (lines, lines, lines, letters),
    "mail": (headers, headers, lines, letters),
    "xlsx": SHEET,
    "docx": (words, words, part, part, letters),
}
