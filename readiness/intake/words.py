"""Words of a closed list, marks and their legend, names of areas (状態・記号・業務の語)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from readiness.intake.dates import Role, read_date, spans
from readiness.intake.fold import clean, fold
from readiness.intake.got import NOTHING, Got, held
from readiness.intake.vocabulary import Vocabulary

_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_BRACKET_WIDE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_MARK = "●○◎△×▲□■☆★◇◆▽▼-"
_SIGN = r"●○◎△×▲□■☆★◇◆▽▼―－ー✓レ〇◯✕⭕\-"
_LEGEND = re.compile(
    rf"(?:^|[\s、,;(「『:/・は])[「『]?([{_SIGN}])[」』]?\s*(?:[:=…は→‥\s]|\.\.\.)\s*([^\s、,;。()「」{_SIGN}]+)"
)
_SEPARATOR = re.compile(r"[、,，;；\n/／＋+&＆|｜\t\u3000]|[①-⑳]|(?<![0-9])[0-9]{1,2}[)）.]|\s+")
_FINER = re.compile(r"[・･]|及び|および|並びに|と")
YES, NO = "はい", "いいえ"
OFFICE = re.compile(r"(?:課|室|係|局|部|所|センター|館|班)$")  # how the name of a division ends
# Fields people write in one column: 契約方法 is 随意契約, and in the next row 長期継続契約.
_OTHER = {"contract.method": "contract.kind", "contract.kind": "contract.method"}


def legend_of(texts: Iterable[str]) -> dict[str, str]:
    """Mark → the meaning that a legend in these texts gives it; empty where two texts give it two meanings."""
    found: dict[str, str] = {}
    for text in texts:
        for mark, meaning in _LEGEND.findall(clean(text)):
            word = meaning.strip("・:=")
            key = fold(mark)
            if word and found.setdefault(key, word) != word:
                found[key] = ""
    return found


def read_word(target: str, text: str, words: Vocabulary, legend: Mapping[str, str], as_of: date | None) -> Got:  # noqa: PLR0911
    """One word of the closed list of a field, with the remark beside it judged, never dropped unseen."""
    table, folded = words.words.get(target, {}), fold(text)
    mark = folded[:1] if folded[:1] in legend or folded[:1] in {fold(m) for m in _MARK} else ""
    if mark and mark in legend and (folded == mark or _BRACKET.fullmatch(folded[1:])):
        meaning = legend[mark]
        if not meaning:
            return held("mark", text=text)
        read = read_word(target, meaning, words, {}, as_of)
        got = read if read.value is not None or read.doubt != "word" else held("mark", text=text, meaning=meaning)
        return got if folded == mark else _beside(target, got, folded[1:], words, as_of)
    exact = _meaning(target, folded, table, words)
    if exact is not None:
        return exact
    if target == "system.migrated":
        if rate := _PART.fullmatch(folded):
            return Got(value=NO) if float(rate[1] or rate[2]) < (100 if rate[1] else 1) else held("rate", YES)
        dated = _dated(text, words, as_of)
        if dated is not None:
            return dated
    bare = fold(_BRACKET.sub("", clean(text)))
    if bare and bare != folded:
        inner = _meaning(target, bare, table, words)
        if inner is not None:
            return _beside(target, inner, folded, words, as_of)
    if target == "system.migrated" and fold("特定移行") in folded and "不" not in folded and "非" not in folded:
        due = (("system.due", Got(value="省令等で別に定める期限")),)
        return Got(value=NO, extra=due)
    other = _OTHER.get(target, "")
    if value := words.words.get(other, {}).get(folded):
        return Got(extra=((other, Got(value=value)),), notes=("other-field",))
    return Got(doubt="word", word=" ".join(clean(text).split()))


def _meaning(target: str, folded: str, table: Mapping[str, str], words: Vocabulary) -> Got | None:
    value = table.get(folded, words.marks.get(target, {}).get(folded))
    if value is None:
        return None
    if value == "-":
        return Got(notes=("not-applicable",))
    return Got(notes=("unsettled",)) if value == "?" else Got(value=value)


def _beside(target: str, got: Got, text: str, words: Vocabulary, as_of: date | None) -> Got:
    """The reading of a word with a remark in brackets: kept only where the remark is known to change nothing."""
    if got.value is None and not got.doubt:
        return got
    for remark in _BRACKET.findall(text):
        dates = list(spans(remark))
        rest = remark
        for span in dates:
            if span is None or as_of is None or span.first > as_of:
                return held("remark", got.value, rest=remark)
            rest = rest.replace(remark[span.start : span.stop], "")
        rest = re.sub(r"[\s.、,・:]", "", rest)
        turning = any(fold(word) in rest for word in words.values["turning"])
        harmless = [fold(word) for word in words.values["harmless"]]
        if fold("経過措置") in rest and not re.search("予定|見込|検討|未", rest):
            if got.value == "準拠" and not re.search("な[いし]|無|終|完了", rest):
                return Got(value="経過措置あり", notes=(*got.notes, "remark"))
            continue
        if _meaning(target, rest, words.words.get(target, {}), words) == Got(value=got.value):
            continue  # ファイル(CSV) says one thing twice
        if turning or (rest and rest not in harmless):
            return held("remark", got.value, rest=remark)
    return replace(got, notes=(*got.notes, "remark"))


# 60% or 0.6, as a workbook holds it: not wholly moved. 100% may be of the plan or of the work.
_PART = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%|([01](?:\.[0-9]+)?)")
_TO_STANDARD = r"(?:に|の|で)?(?:標準準拠システム|標準システム|ガバメントクラウド)?(?:へ|に|での?|の)?"
_DONE = re.compile(rf"{_TO_STANDARD}(移行|切替|切り替え|稼働|本稼働|導入)?(済み?|完了|実施済|終了)")
_COMING = re.compile(
    rf"(?:頃)?{_TO_STANDARD}(移行|切替|切り替え|稼働|本稼働)?(予定|見込み?|目標|予定日)"
    r"(?:(?:で|に向け|に向けて|のため|、|として)?(?:構築|作業|準備|対応|開発|調整|設計|テスト|移行作業)中)?"
)


def dated_state(text: str, words: Vocabulary, as_of: date | None) -> Got | None:
    """What a planned date says that is over: 完了(R7.12) has moved; None where the cell is of a day to come."""
    got = _dated(text, words, as_of)
    done = got is not None and got.value == YES
    return Got(extra=(("system.migrated", Got(value=True)),), notes=("done",)) if done else None


def _dated(text: str, words: Vocabulary, as_of: date | None) -> Got | None:
    """R8.1済 has moved, and when; R9.1移行予定 has not."""
    folded = fold(text)
    found = list(spans(folded))
    if len(found) != 1 or found[0] is None:
        return None
    span = found[0]
    rest = re.sub(r"[\s()]", "", folded[: span.start] + folded[span.stop :])
    if _DONE.fullmatch(rest):
        if as_of is not None and span.first > as_of:
            return held("remark", True, rest=text)
        return Got(
            value=YES, extra=(("system.live_date", read_date(folded[span.start : span.stop], Role.START, words)),)
        )
    if _COMING.fullmatch(rest):
        return Got(
            value=NO, extra=(("system.planned_date", read_date(folded[span.start : span.stop], Role.PLAN, words)),)
        )
    if not rest:
        return held("date-as-state", span.last.isoformat())
    return None


def read_areas(text: str, words: Vocabulary) -> Got:
    """The areas a cell names, by any usual separator. `read` has `areas-read` where a word was not the name itself;
    `others` are the words nobody knows, `params['outside']` those known to be no area.
    """
    found: list[str] = []
    unknown: list[str] = []
    outside: list[str] = []
    asked: list[str] = []
    for piece in _pieces(text, words):
        key = fold(piece)
        names = area_word(piece, words)
        if names:
            found += names
            asked += [piece] if key in words.asked_areas else []
        elif _peripheral(key, words):
            outside.append(piece)
        elif key and not _nothing(key, words):
            unknown.append(piece)
    return Got(
        value=list(dict.fromkeys(found)) or None,
        notes=("areas-broad",) if asked else (),
        others=tuple(dict.fromkeys(unknown)),
        params={"outside": tuple(outside), "broad": tuple(asked)},
    )


def _nothing(key: str, words: Vocabulary) -> bool:
    none = ("なし", "無", "該当なし", "対象外", "ほか", "他", "等")
    return key in words.silent or key in none or key in {fold(word) for word in words.values["nothing"]}


def _peripheral(key: str, words: Vocabulary) -> bool:
    return any(form in words.peripheral for form in _forms(key, words))


def outside_word(text: str, words: Vocabulary) -> bool:
    """Whether a whole word is known to be of no area (財務会計システム)."""
    return _peripheral(fold(text), words)


def seems_outside(word: str, words: Vocabulary) -> bool:
    """Whether an unknown word of areas holds one that is outside of the standard and none of an area (町立図書館)."""
    folded = fold(word)
    inside = any(area in folded for area in words.areas if len(area) > 1)
    return not inside and any(known in folded for known in words.peripheral if len(known) > 1)


def area_word(text: str, words: Vocabulary) -> tuple[str, ...]:
    """The areas one word stands for; empty where nobody knows it. Only whole words count."""
    for form in _forms(fold(text), words):
        if form in words.areas:
            return words.areas[form]
    return ()


def _forms(key: str, words: Vocabulary) -> Iterator[str]:
    """The word, then without what changes no area: brackets, 業務, システム, a part of its work (国保資格)."""
    yield key
    if numbered := re.match(r"[0-9]{1,3}[:.,、)\-](?=[^0-9])", key):
        key = key[numbered.end() :]
        yield key
    bare = fold(_BRACKET.sub("", key))
    if bare != key and bare:
        remarks = _BRACKET.findall(key)
        joined = [form for remark in remarks for form in (f"{remark}{bare}", f"{bare}{remark}")]
        yield from joined  # 住民税(法人) is 法人住民税
        if any(_turns(remark, bare, words) for remark in remarks):
            return
        yield bare
    for suffix in words.area_suffixes:
        short = bare.removesuffix(suffix)
        if short != bare and len(short) > 1:
            yield short
            for inner in words.area_suffixes:
                if short.endswith(inner) and len(short) - len(inner) > 1:
                    yield short.removesuffix(inner)
    for part in words.area_parts:
        short = bare.removesuffix(part)
        if short != bare and len(short) > 1:
            yield short


def _turns(remark: str, bare: str, words: Vocabulary) -> bool:
    """Whether the words in brackets make another area, or none, of the word before them."""
    named = words.areas.get(remark)
    if named is not None:
        return not set(named) <= set(words.areas.get(bare, named))
    return any(fold(word) in remark for word in words.values["turning"])


def _pieces(text: str, words: Vocabulary) -> Iterator[str]:
    """The names in a cell; a piece that is no word of ours may be several, joined by a middle dot."""
    whole = clean(text)
    if area_word(whole, words) and not _within(_BRACKET_WIDE.sub(_joined, whole), words):
        yield whole
        return
    listed = _BRACKET_WIDE.sub(_joined, re.sub(r"[①-⑳]|[㈠-㈩]", "、", text.replace("\u3000", "、")))
    for piece in (clean(part) for part in _SEPARATOR.split(listed) if clean(part)):
        known = area_word(piece, words) and not _within(piece, words)
        if known or _peripheral(fold(piece), words) or fold(piece) in words.silent:
            yield piece
            continue
        inner = _BRACKET.search(piece)
        within = _within(piece, words)
        if within:
            yield from within
            continue
        finer = [p for p in _FINER.split(_BRACKET.sub("", piece) if inner else piece) if p.strip()]
        if (len(finer) > 1 and all(area_word(p, words) or _peripheral(fold(p), words) for p in finer)) or (
            len(finer) > 1 and "・" in piece
        ):
            yield from finer
        else:
            yield piece


def _joined(bracket: re.Match[str]) -> str:
    """What is listed in a bracket with middle dots between, so that no separator cuts the bracket."""
    return re.sub(r"[、,，\s/／]+", "・", bracket[0])


def _within(piece: str, words: Vocabulary) -> list[str]:
    """The areas in a bracket that says which of a broad word are meant, 税(固定・軽自), or are meant besides,
    戸籍(附票含む); none where the bracket names no areas.
    """
    found = _BRACKET.search(piece)
    bare = _BRACKET.sub("", piece).strip()
    if found is None or not area_word(bare, words) or fold(found[0]) in words.areas:
        return []
    besides = re.sub(r"(?:を|も)?(?:含む|含む。|含)$", "", found[1])
    inner = [part for part in _FINER.split(besides) if part.strip()]
    named = {name for part in inner for name in area_word(part, words)}
    if not inner or not all(area_word(part, words) for part in inner):
        return []
    if besides != found[1]:
        return [bare, *inner]
    broad = set(area_word(bare, words))
    return inner if len(broad) > 1 and len(inner) > 1 and named <= broad else []


def yes_or_no(got: Got) -> Got:
    """はい and いいえ as booleans."""
    value = {YES: True, NO: False}.get(str(got.value), got.value)
    read_as = {YES: True, NO: False}.get(str(got.read_as), got.read_as)
    return replace(got, value=value, read_as=read_as)


__all__ = ["NOTHING", "area_word", "dated_state", "legend_of", "outside_word", "read_areas", "read_word",
           "seems_outside", "yes_or_no"]  # fmt: skip
