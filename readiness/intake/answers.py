"""The one gate every doubt passes: what a person answered settles it, else it is asked (確認の回答)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from readiness.intake.doubt import Doubt, Key, Weight, plain
from readiness.intake.fold import fold
from readiness.model.missing import Fate

YES, READ, LEAVE = "はい", "読む", "読まない"
SAME, APART, ADD = "同じ", "違う", "足す"
BOTH_WAYS = "双方向"
RECORDS = {"システム": "system", "契約": "contract", "連携": "interface"}
WAYS = {"送信": "out", "受信": "in", BOTH_WAYS: "both"}
ROWS_GIVE, COLUMNS_GIVE = "行から列へ", "列から行へ"
SIDES = {"現行": "now", "移行先": "next"}
FATES = tuple(fate.ja for fate in (Fate.SPLIT, Fate.ENDED, Fate.FORGOTTEN))
PERIODS = ("年額", "月額")
UNIT_WORDS = ("円", "千円", "百万円")
TAXES = {"税込": "gross", "税抜": "net"}
Answers = Mapping[Key, str]

# Kinds of doubt that concern a whole column: asked once, whatever the number of rows.
BY_COLUMN = frozenset({"period", "year", "units", "no-unit", "tax-both", "budget", "turned"})
# The words each kind of doubt takes for an answer; the others those of its weight.
_BY_CODE: Mapping[str, tuple[str, ...]] = {
    "period": (*PERIODS, LEAVE),
    "year": (YES, LEAVE),
    "units": (*UNIT_WORDS, LEAVE),
    "no-unit": (*UNIT_WORDS, LEAVE),
    "tax-both": (*TAXES, LEAVE),
    "budget": (YES, LEAVE),
    "turned": (YES, LEAVE),
    "parts": (ADD, LEAVE),
    "words-outside": (YES, LEAVE),
    "region": (*RECORDS, LEAVE),
    "side-unclear": (*SIDES, LEAVE),
    "link-way": (*WAYS, LEAVE),
    "matrix-way": (ROWS_GIVE, COLUMNS_GIVE, LEAVE),
    "link-all": (LEAVE,),
    "link-code": (LEAVE,),
    "link-sentence": (LEAVE,),
    "row-no-name": (LEAVE,),
    "row-within": (LEAVE,),
    "contract-no-system": (LEAVE,),
    "contract-unknown": (LEAVE,),
    "contract-part-unknown": (LEAVE,),
    "contract-near": (YES, LEAVE),
    "aside-near": (YES, LEAVE),
    "device-unknown": (LEAVE,),
    "work-system-unknown": (LEAVE,),
    "work-unit": (LEAVE,),
}
_BY_WEIGHT: Mapping[Weight, tuple[str, ...]] = {
    Weight.VALUE: (YES, LEAVE),
    Weight.RECORD: (READ, LEAVE),
    Weight.SHAPE: (READ, LEAVE),
    Weight.WORD: (LEAVE,),
    Weight.SAME: (SAME, APART),
}
# What may be written besides: the name of a record of the body's own, a value.
_NAMES = frozenset({"missing", "link-all", "link-code", "link-several", "link-sentence", "contract-no-system",
                    "contract-unknown", "contract-part-unknown", "contract-near", "row-no-name", "row-within",
                    "device-unknown", "work-system-unknown"})  # fmt: skip
# How people say the same as a word that is offered. はい to a row that was not read could mean either and is asked.
_SAID: Mapping[str, str] = {
    YES: "ok 可 ○ 正しい そのとおり その通り 読み取りのとおり 合っている 相違なし 間違いない 問題なし "
    "確認済み 確認済 了承 yes",
    READ: "読みます 読み込む 読み取る 使う 使用する 使用中 採用 有効 現役 稼働中 必要 残す",
    LEAVE: "読み込まない 読み取らない 使わない 使用しない 不要 除外 除く 削除 廃止 廃止済み 廃止済 対象外 "
    "無視 不使用",
    SAME: "はい 同じもの 同一 同一のもの 一緒 同じシステム ○",
    APART: "いいえ 別 別物 別のもの 別々 異なる 同じではない 別システム ×",
    "税込": "税込み 込み 内税", "税抜": "税抜き 税別 抜き 外税",
    "年額": "年 年間 1年分", "月額": "月 月間 毎月 1か月分",
}  # fmt: skip
_SAID_BY_WORD = {word: {fold(said) for said in ways.split()} for word, ways in _SAID.items()}
_SOFT = re.compile(r"(?:です|でお願いします|。|[(（][^)）]*[)）])+$")


def spelled(answer: str, offered: Collection[str]) -> str:
    """The offered word that an answer means (廃止済み → 読まない), where it is none of them itself; else the answer."""
    said = fold(_SOFT.sub("", answer.strip()))
    if answer in offered:
        return answer
    meant = [word for word in offered if said == fold(word) or said in _SAID_BY_WORD.get(word, ())]
    return meant[0] if len(meant) == 1 else answer


def choices(doubt: Doubt) -> tuple[str, ...]:
    """The words that answer a doubt."""
    if doubt.code == "several-bodies":
        return doubt.others
    if doubt.code == "link-several":
        stated = doubt.params.get("systems")
        return (*(str(name) for name in (stated if isinstance(stated, tuple) else ())), LEAVE)
    if doubt.code == "missing":
        stated = doubt.params.get("named")
        return (*(str(name) for name in (stated if isinstance(stated, tuple) else ())), *FATES)
    if doubt.code == "link-direction":
        one, other = str(doubt.params["one"]), str(doubt.params["other"])
        return (f"{one}→{other}", f"{other}→{one}", BOTH_WAYS)
    found = _BY_CODE.get(doubt.code) or _BY_WEIGHT.get(doubt.weight, ())
    unread = doubt.weight is Weight.VALUE and doubt.read_as in (None, "") and doubt.code not in _BY_CODE
    return tuple(word for word in found if not (unread and word == YES))


def written(doubt: Doubt) -> str:
    """What may be written besides the words of `choices`: `value`, `meaning`, `name`; empty for nothing."""
    if doubt.code in _NAMES:
        return "name"
    if doubt.weight is Weight.WORD:
        return "meaning" if doubt.code == "word" else ""
    return "value" if doubt.weight is Weight.VALUE and doubt.code not in BY_COLUMN else ""


def column_text(head: str, code: str) -> str:
    """The words under which the answer to a doubt about a whole column is kept."""
    return f"{head} {code}"


class Asking:
    """Doubts in the order they were met, without those that have their answer. `answers`: by `Doubt.key`."""

    def __init__(self, answers: Answers | None = None) -> None:
        self._answers = answers or {}
        self.doubts: list[Doubt] = []

    def answer(self, doubt: Doubt) -> str:
        """What a person answered; empty where nobody did, and then it is asked."""
        found = self._answers.get(doubt.key, "") if doubt.asked else ""
        if found and (found in choices(doubt) or written(doubt)):
            return found
        self.doubts.append(doubt)
        return ""

    def note(self, *doubts: Doubt) -> None:
        """Doubts without an answer, and what is only told."""
        self.doubts += doubts

    def withdraw(self, *doubts: Doubt) -> None:
        """Doubts that another record has settled since."""
        self.doubts = [doubt for doubt in self.doubts if not any(doubt is gone for gone in doubts)]

    def of_column(self, field: str, head: str, code: str) -> str:
        """The answer to a doubt about a whole column, by the heading of the column."""
        found = self._answers.get(("", "", field, plain(column_text(head, code))), "")
        return found if found in _BY_CODE.get(code, ()) else ""

    def of_group(self, section: str, field: str) -> Mapping[str, str]:
        """Name → the answer given for a group of names at once (`a|b|c`), also where the group has grown since."""
        return {
            name: answer
            for (own, record, target, text), answer in self._answers.items()
            if (own, record, target) == (section, "", field)
            for name in text.split("|")
        }

    def same_names(self) -> list[tuple[str, ...]]:
        """Groups of names of vendors that a person called the same."""
        return [
            tuple(text.split("|"))
            for (section, _, field, text), answer in self._answers.items()
            if section == "vendors" and field == "vendor.name" and answer == SAME
        ]

    def meanings(self) -> Mapping[tuple[str, str], str]:
        """(field, word) → what a person said it means."""
        return {
            (field, word): answer
            for (section, record, field, text), answer in self._answers.items()
            if not section and not record and field
            for word in text.split("|")
        }
