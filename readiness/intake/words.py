"""Words of a closed list, marks and their legend (状態・記号の語)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from readiness.intake.dates import Role, read_date, spans
from readiness.intake.fold import clean, fold
from readiness.intake.got import Got, held
from readiness.intake.vocabulary import Vocabulary

_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_MARK = "●○◎△×▲□■☆★◇◆▽▼-"
_SIGN = r"●○◎△×▲□■☆★◇◆▽▼―－ー✓レ〇◯✕⭕\-"
_LEGEND = re.compile(
    rf"(?:^|[\s、,;(「『:/・は])[「『]?([{_SIGN}])[」』]?\s*(?:[:=…は→‥\s]|\.\.\.)\s*([^\s、,;。()「」{_SIGN}]+)"
)
_NUMBERED = re.compile(r"^(?:[(（]?[0-9０-９]{1,2}\s*[:：.．、)）]|[①-⑳])\s*(?=\D)")
YES, NO = "はい", "いいえ"
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
    if (bare := _NUMBERED.sub("", text.strip(), count=1)) != text.strip():  # 2:未移行, ③庁内
        return read_word(target, bare, words, legend, as_of)
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
        coming = _dated(remark, words, as_of) if target == "system.migrated" and got.value == NO else None
        if coming is not None and coming.value == NO and coming.extra:  # 未移行(R9.4予定)
            return replace(got, notes=(*got.notes, "remark"), extra=(*got.extra, *coming.extra))
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
_STEP = "移行|切替|切り替え|稼働|本稼働|本番稼働|運用開始|リリース|カットオーバー|サービスイン"
_DONE = re.compile(rf"{_TO_STANDARD}({_STEP}|導入)?(済み?|完了|実施済|終了)")
_COMING = re.compile(
    rf"(?:頃)?{_TO_STANDARD}({_STEP})?(予定|見込み?|目標|予定日)"
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


def yes_or_no(got: Got) -> Got:
    """はい and いいえ as booleans."""
    value = {YES: True, NO: False}.get(str(got.value), got.value)
    read_as = {YES: True, NO: False}.get(str(got.read_as), got.read_as)
    return replace(got, value=value, read_as=read_as)
