"""The one gate every doubt passes: what a person answered settles it, else it is asked (確認の回答)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from readiness.intake.doubt import Doubt, Key, Weight, plain
from readiness.intake.fold import fold
from readiness.model.missing import Fate

YES, READ, LEAVE = "はい", "読む", "読まない"
KEEP, CLEAR = "残す", "なくなった"  # what stands no more in a list read again
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
    "emptied": (KEEP, CLEAR),
    "emptied-link": (KEEP, CLEAR),
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
_IT = r"(?:の?(?:もの|物|会社|業者|事業者|法人|システム|製品|契約|人))?"
_SAID: Mapping[str, str] = {
    YES: r"ok|可|○|yes|はい、?(?:その(?:とおり|通り))?|(?:読み取り(?:値)?|これ|それ)(?:で|の)?(?:可|とおり|通り|よい|"
    r"良い|正しい|結構)",
    READ: r"(?:現在も?|今も|引き続き)?(?:読(?:む|んで|みます|み[取込][るむりみっん](?:ます|で|て)?)|"
    r"取り?込(?:む|みます|んで)|"
    r"使(?:う|います|って(?:いる|います))|(?:使用|利用|稼働)(?:中|する|します|して(?:いる|います|おります))?|採用|"
    r"残(?:す|します|して)|有効|"
    r"現役|必要|対象)",
    LEAVE: r"読(?:まない|みません|まなくて(?:よい|良い))|読み(?:取り|込み|取ら|込ま)(?:ない|ません|不要)|"
    r"取り?込(?:まない|みません|み不要)|載せ(?:ない|ません|なくてよい)|"
    r"使(?:わない|いません|って(?:い|おり)(?:ない|ません))|(?:使用|利用)(?:しない|しません|して(?:い|おり)(?:ない|"
    r"ません))|不要|いらない|"
    r"除(?:外(?:する|します)?|く|いて)|(?:削除|無視)(?:する|します|して(?:よい|良い)?)?|(?:読|読み込)まないで|読み込まなくて(?:よい|良い)|"
    r"(?:対象|必要)(?:では|は)?(?:ない|ありません)|消して|廃止(?:済み?|"
    r"し(?:まし)?た)?|対象外|不使用",
    SAME: rf"はい|○|同じ{_IT}|同一{_IT}|一緒",
    APART: rf"いいえ|×|別{_IT}|別々|違(?:う|います)|異な(?:る|ります)|同じでは(?:ない|ありません)|"
    rf"関係(?:が)?(?:ない|ありません)",
    ADD: r"足(?:す|します|して)|(?:合計|合算)(?:する|します|して)?",
    KEEP: rf"はい|残(?:します|して)|(?:前回|今まで|従来)の(?:まま|とおり|通り)|そのまま|変(?:更|わり)は?(?:なし|無し)|"
    rf"(?:今も|現在も|まだ)(?:同じ|ある|あります|使(?:う|って(?:いる|います)))|同じ{_IT}|継続|維持(?:する|します)?",
    CLEAR: r"いいえ|(?:なく|無く)な(?:った|りました)|消(?:す|して)|"
    r"(?:今は|もう)(?:ない|ありません)|(?:削除|廃止|解約|解除|終了)(?:する|します|済み?|しました|して)?",
    "税込": r"(?:消費税|税)?等?(?:込み?|を?含(?:む|みます))(?:価格|金額|額)?|内税",
    "税抜": r"(?:消費税|税)?等?(?:抜き?|別|を?含ま(?:ない|ず)|を?含みません)(?:価格|金額|額)?|外税",
    "年額": r"年(?:間|額|払い)?(?:契約|分)?|1年(?:分|間)?",
    "月額": r"月(?:間|額|払い)?|毎月|1(?:か|ヶ|カ)月(?:分|あたり)?",
    **{unit: f"(?:単位は)?{unit}(?:単位)?" for unit in UNIT_WORDS},
}  # fmt: skip
# Of a record; 終了 beside a value may be the value.
_GONE = r"|(?:利用|運用)?終了(?:し(?:まし)?た|済み?)?|統合済み?"
_SOFT = re.compile(r"(?:です|でお願いします|(?<=て|で)(?:ください|下さい)|。|[(（][^)）]*[)）])+$")
_OPINION = re.compile(
    r"(?:と(?:判断|認識|考え|思料)(?:し|いたし|致し)?(?:てい|ており)?(?:る|ます|た|ました)?|です|である|でございます)$"
)
_PARTS = re.compile(r"[、。\n]")  # はい、問題ありません says it twice
_THINGS = r"(?:点|事項|箇所|内容)?(?:等)?"
_LACKS = r"(?:は|も|が)?(?:な[しい]|無[しい]?|ありません|ございません|見当たらない|見当たりません)"
_DID = r"(?:済み?|し(?:まし)?た|いたしました|致しました)"
_AGREES = re.compile(
    rf"(?:(?:回答|記載|読み取り)?(?:の)?内容(?:で|に|について)?)?(?:特に|特段)?(?:問題|異議|異存|異論|支障|相違|間違い|誤り|差異|意見|修正|変更|訂正|指摘|差し?支え|"
    rf"不備){_THINGS}{_LACKS}|"
    rf"(?:内容)?を?確認(?:{_DID}|ok|○)?|☑|ok|(?:了解|了承|承知|承諾|承認|同意|賛成|採用){_DID}?|"
    r"(?:承認|同意|賛成|採用|了承)(?:する|します|いたします)|認め(?:る|ます)|反映(?:する|します|して(?:よい|良い|"
    r"ください|下さい|可))|"
    r"(?:その|左記の?|上記の?|(?:事業者|ベンダー?|業者)?の?回答の|記載の|読み取りの)(?:とおり|通り)(?:で(?:良い|"
    r"よい|結構|問題(?:は|が)?(?:ない|ありません)|差し?支え(?:は|が)?(?:ない|ありません)))?|"
    r"(?:正し|よろし|よ|良|宜し)い|良し|よし|(?:合って|正しいと思って)(?:いる|います)|妥当|適切|適当|適正|結構|合意(?:する|します)?"
)
_DISAGREES = re.compile(
    rf"(?:相違|誤り|間違い|問題|異議|異論|支障|不備|差異){_THINGS}(?:が|は)?(?:あり|有り?|ある|あります|ございます|"
    rf"認められる|見られる)|"
    r"(?:(?:実態|実情|現状|事実|運用|実際)(?:と|とは))?(?:相違(?:する|します)?|異な(?:る|ります)|違(?:う|います))|"
    r"誤り|間違(?:い|って(?:いる|います))|要(?:修正|訂正|見直し|是正)|"
    r"(?:修正|訂正|見直し|是正)(?:(?:が|は)?(?:必要|要)|を?(?:要する|要します|求める|求めます|お願いします|願います))|"
    r"不(?:同意|承認|承諾|適切|適当|適正|十分|正確|採用)|反対|却下|ng|"
    r"(?:同意|承認|承諾|納得|了承|了解|賛成|採用|反映)(?:し|でき|いたし|致し)(?:ない|ません|かねる|かねます)|"
    r"認め(?:られ)?(?:ない|ません)|却下(?:する|します)|(?:訂正|修正)して(?:ください|下さい)|差し?戻し(?:する|します|ます|とする|て(?:ください|下さい))?"
)


def agrees(text: str) -> bool | None:
    """Whether somebody who was shown an answer or a value accepts it; None where the words say neither, or both."""
    said = {_accepts(part) for part in _PARTS.split(text) if part.strip()}
    return said.pop() if len(said) == 1 else None


def _accepts(text: str) -> bool | None:
    word = _OPINION.sub("", fold(text).rstrip("。.!"))
    said = _AGREES.fullmatch(word) or word == "はい", _DISAGREES.fullmatch(word) or word in ("いいえ", "否", "不可")
    return bool(said[0]) if any(said) else None


def spelled(answer: str, offered: Collection[str]) -> str:
    """The offered word that an answer means (廃止済み → 読まない), where it is none of them itself; else the answer."""
    said = fold(_SOFT.sub("", answer.strip()) or answer.strip(" ()（）"))
    if answer in offered:
        return answer
    parts = [_SOFT.sub("", part) for part in _PARTS.split(said) if part]
    meant = [
        word
        for word in offered
        if all(part == fold(word) or _means(part, word, record=READ in offered) for part in parts or [said])
    ]
    return meant[0] if len(meant) == 1 else answer


def _means(said: str, word: str, *, record: bool) -> bool:
    way = _SAID.get(word, "") + (_GONE if word == LEAVE and record else "")
    return bool(way and re.fullmatch(way, said)) or (word == YES and bool(agrees(said)))


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
