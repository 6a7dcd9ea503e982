"""How words are compared: widths, case, blanks, variation selectors and decorating marks do not count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import normalize

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MARKS = str.maketrans({"〇": "○", "◯": "○", "✕": "×", "✖": "×", "☓": "×", "﹣": "-", "−": "-", "〜": "~", "～": "~"})
_BRACKET = re.compile(r"[(\[【〔<〈「][^()\[\]【】〔〕<>〈〉「」]*[)\]】〕>〉」]")
# A bracket that tells columns apart (月額 or 年額, 自 or 至) is part of the heading; others hold a unit or a remark.
_DISTINGUISHES = re.compile(
    r"[額自至始終元先前旧側新次総]|開始|終了|満了|開|予定|実績|見込|送信|受信|提供|取込|年月|有無|日$|満期|期$"
)
# Which way data go, behind the words of a link only: 契約終了日(入力) is to be filled in.
_WAY, _OF_LINK = re.compile("受領|^取得$|^[入出]力$|^利用側$"), re.compile("連携|接続|相手先")
_UNIT = re.compile(r"単位|[百千万]*円|税[抜込別]き?み?|[内外]税|消費税|和暦|西暦|[、,:・/]|含む|除く")
_YEAR = re.compile(r"^(?:令和|平成|[rh])?\s*(?:[0-9]{1,4}|元)(?:年度|年)?(?=[^0-9年月日./-])")
NUMBERING = re.compile(r"^(?:[(]?[0-9]{1,2}[).:、]|[①-⑳]|(?:設?問|[Qq])\s*[0-9]{1,2}(?:[-－][0-9]{1,2})?[).:、]?)\s*")
# The mark of a footnote behind a heading: 業務*2, 契約終了日(注3), 年額※1.
_FOOTED = re.compile(r"(?<=\S)\s*(?:[*※]\s*[0-9]{1,2}|[(]?(?:※|注|\*)\s*[0-9]{1,2}[)])\s*$")


# What a heading says of the two lines of its cells: 契約終了日 上段：当初 下段：変更後.
_LINES = re.compile(r"[\s(（\[【※]*(?:上段|上欄)\s*[:：=＝は].*$", re.DOTALL)
# Codes that a heading explains behind its words: 移行状況(1:済 2:未), 自動更新 ①有 ②無, 状態 A：済 B：未.
_CODES = re.compile(
    r"[\s(（\[【]*(?:[1１][:：=＝.．)）][^2２]{1,15}[2２][:：=＝.．)）]|①[^②]{1,15}②|[AＡ][:：=＝][^BＢ]{1,15}[BＢ][:：=＝]"
    r"|[○◯〇◎●△▲×☆★■□][:：=＝・.．)）]?[^○◯〇◎●△▲×☆★■□\n]{1,12}[\s、,/]*[○◯〇◎●△▲×☆★■□][:：=＝・.．)）]?[^○◯〇◎●△▲×☆★■□]).*$",
    re.DOTALL,
)


def clean(text: str) -> str:
    """NFKC without variation selectors, line ends as LF, no outer blanks."""
    text = _SELECTORS.sub("", text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n"))
    return normalize("NFKC", text).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A word as compared."""
    return "".join(clean(text).casefold().translate(_MARKS).split())


@lru_cache(maxsize=16384)
def fold_head(text: str) -> str:
    """A heading as compared: `fold` without numbering, の, marks, and brackets that hold a unit or a remark."""
    bare = _FOOTED.sub("", NUMBERING.sub("", clean(_CODES.sub("", _LINES.sub("", text)) or text)))
    bare = fold(bare)
    bare = _BRACKET.sub(_distinguishing, bare).strip("※*■●◆◇□○・:.")
    bare = re.sub(r"(?<=済)[/・]未.{0,2}$", "", bare)  # 移行済/未
    short = _YEAR.sub("", bare)
    bare = (
        (short if len(short) > 1 else bare).replace("の", "").replace("/", "").replace("・", "").replace("名称", "名")
    )
    return bare or fold(text)


def opened(forms: Iterable[str]) -> Iterator[str]:
    """Headings as they stand, then with what their brackets hold in its place, then without a bracket inside them:
    移行(予定)時期 is 移行予定時期, 契約満了(予定)日 at last 契約満了日."""
    stated = [clean(form) for form in forms]
    yield from stated
    for form in stated:
        if "(" in form:
            yield form.replace("(", "").replace(")", "")
            yield re.sub(r"[(][^()]*[)](?=[^()\s])", "", form)


def _distinguishing(bracket: re.Match[str]) -> str:
    stated = _UNIT.sub("", bracket[0][1:-1])
    if stated in ("現次", "新旧", "旧新", "現新", "現行次期", "現行移行先"):
        return ""
    way = _WAY.search(stated) and _OF_LINK.search(bracket.string[: bracket.start()])
    return f"({stated})" if stated and (way or _DISTINGUISHES.search(stated)) and len(stated) <= 6 else ""


def endless(text: str) -> bool:
    """Whether a number has more digits than any count, amount or time: a slip, and beyond what sums can hold."""
    return re.search(r"(?<![0-9.])[0-9]{16}|[0-9]e\+[0-9]", clean(text).replace(",", "").casefold()) is not None
