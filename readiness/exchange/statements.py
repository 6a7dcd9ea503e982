"""What a vendor's words state of a function (答えの文の意味): it is there, comes later, costs, is denied …

Each sense is a list of ways to say it. Words that hold a denial and deny nothing (支障はありません) are taken out
first; two denials in a row (対応していないことはない) say nothing that a code could stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from unicodedata import normalize

_DOING = r"(?:対応|提供|実装|開発|リリース|搭載|納品|適合|準拠)"
_WORK = r"(?:対応|実装|開発|リリース|搭載|準拠|適合)"
_NO = (
    r"(?:な[しい]|無[しい]|なく|無く|不要|(?:では)?(?:あり|ござい|かかり|し|発生し|生じ|いたし|なり)ません|"
    r"(?:し|生じ|発生し|伴わ|要し)ない)"
)
_NOUNS_OF_TROUBLE = (
    r"問題|支障|影響|制約|制限|相違|差異|変更|不足|欠落|例外|異存|特記事項|懸念|未確認の項目|残課題|不具合|課題|漏れ|除外|条件|前提(?:条件)?|申し?訳|"
    r"(?:追加|別途)(?:の)?(?:費用|料金|作業|開発|契約|見積り?|対応|オプション)|費用(?:負担)?|オプション|カスタマイズ|改修|"
    r"個別(?:対応|開発)|経過措置(?:の適用)?|対象外(?:の(?:項目|機能|要件))?|未対応(?:の(?:項目|機能|要件))?"
)
_HARMLESS = re.compile(
    rf"(?:{_NOUNS_OF_TROUBLE})等?(?:は|も|が|の(?:追加|必要|発生)は)?(?:特に|一切)?(?:必要)?{_NO}|"
    r"(?:有償|有料|オプション)では(?:なく|ない|ありません|ございません)|別紙|すみません|恐れ入りますが|(?:よろし|宜し|差し支えな)ければ|"
    r"(?:ご|御)(?:不明|質問|疑問|不都合)[^。\n]*(?:連絡|問い?合わ?せ)[^。\n]*"
)
# A cell that says that there is nothing to say.
_NOTHING = re.compile(r"(?:特に|特段|とくに)?(?:な[しい]|無し?|あり?ません|ございません)(?:です)?。?")
_DENIAL = (
    r"ません|(?<!少)(?<!間も)(?<!危)(?<!切)ない(?!よう|し|場合|とき|時|者|人|もの|データ|項目|世帯|限り|設定|こと[がも]|制御)|無い(?!場合|とき|者)|"
    r"せず|できず|出来ず|おらず|不可(?!欠)|不能|"
    r"未(?:対応|実装|提供|開発|搭載|準拠|適合|リリース|着手|整備)|非(?:対応|搭載|準拠|適合)|不適合|対応外|かね(?:ます|る)|"
    r"困難(?!者|事例|な)|難し[いく]|見送|断念|取り?やめ|(?:提供|販売|サポート|開発|保守|対応|サービス|取り?扱い?)(?:を|は|が)?(?:終了|中止|廃止)|予定(?:は|も|が)?(?:な[しい]|無し?)|"
    r"(?:機能|対応|提供|実装)(?:は|も)?(?:なし|無し)|×|(?<![a-z])ng(?![a-z])|ではな[くい]|でな[くい]"
)
_NEGATED = re.compile(f"{_DENIAL}|なし|不要|なく")
_CLAUSE = re.compile(r"[。、,;\n]|ものの|(?<=[すいたるだ])が(?=[、,]?[^、。])|ため|ので")


class Sense(Enum):
    """What can be stated; the value is how people say it."""

    HEDGED = (
        r"ない(?:という)?(?:こと|わけ|訳|もの)(?:は|も|では|でも)?(?:な[いく]|無[いく]|あり|ござい)|"
        r"(?:不可|不能|不適合|未対応|非対応|対応外)(?:で|という(?:わけ|こと)で)(?:は|も)(?:な[いく]|あり|ござい)|"
        r"(?:でき|し|え|せ)なく(?:は|も)(?:ない|あり|ござい)|かもしれ|たぶん|多分|おそらく|恐らく|はずです|と思われ|と(?:認識|理解|考え)|未検証"
    )
    DENIED = _DENIAL
    NEVER = (
        rf"予定(?:は|も|が)?(?:な[しい]|無し?|あり?ません|ございません|ござい?ません)|"
        rf"{_DOING}(?:を|は)?(?:し(?:ない|ません)|いたしません|致しません|見送|中止|断念|取り?やめ)"
    )
    # 次期 alone, beside a day, is the name of a version; in a sentence it says that today's has it not.
    LATER = (
        r"次期(?!(?:版|バージョン)?\s*$)|次(?:の)?(?:版|バージョン)(?!\s*$)|新バージョン|新製品|後継|次世代|将来|今後|"
        rf"開発中|対応中|(?:試験|検証|テスト)中|検討(?:中|し|いた|致|予定|課題|事項)|未定|{_DOING}(?:の|する)?見込|見込み?(?:です|で$)|{_WORK}を?予定|"
        rf"(?:から|以降)(?:に|は|で|の)?{_DOING}(?!中|済|して|しま|いたしま|開始済)|年度(?:中|内|末)?(?:に|から|より)?{_DOING}(?!中|済|し[てた]|しまし)|"
        r"(?:ver\.?|version|v|バージョン|第)\s*[0-9][0-9.]*版?(?:以降|から|より)(?![^。\n]{0,8}(?:中|済|してい|しまし))"
    )
    SOON = rf"開発中|次期|{_DOING}を?予定(?!は|も|が|な|無)|年度(?:中|内|末)?に{_DOING}"
    READY = rf"(?:既|すで)に{_DOING}|{_DOING}(?:済|中)(?!止)"
    PAID = (
        r"有償|有料|別途|オプション|お?見積|課金|別契約|別料金|(?:追加|別)(?:の)?費用|"
        r"費用(?:が|を)(?:別途)?(?:発生|かか|要|必要|頂|いただ)"
    )
    SOLD = r"(?:有償|有料|オプション|カスタマイズ|個別)[^。\n]{0,12}(?:提供|対応|可)"
    FREE = rf"無償|無料|(?:追加)(?:の)?費用(?:は|も)?{_NO}|標準(?:機能)?(?:で|に)含"
    PARTLY = (
        r"一部(?!納付|負担|改正|返還|支給)|部分的|ほぼ|概ね|おおむね|大部分|大半|カスタマイズ|個別(?:に|で)?(?:対応|開発|相談|見積|協議|契約)|"
        r"(?<!検索)(?<!抽出)(?<!出力)(?<!指定)条件(?:付|が|次第|に?より)|ただし|但し|除[くき]|以外|に限|限り|(?:版|のみ)(?:の)?(?:対応|提供)|版のみ|前提|"
        r"要望(?:として|に(?:より|応じ)|があ|次第)|(?:要|追加)開発|要改修|(?:開発|改修)(?:が|を)?(?:必要|要)|次第で|"
        rf"場合(?:は|に|には|のみ|であれば)?、?[^。\n]{{0,12}}(?:可能|{_DOING})|"
        rf"(?:れば|けれ?ば|ならば?|たら)、?[^。\n]{{0,12}}(?:可|{_DOING})"
    )
    OTHERWISE = (
        r"代替(?!文字|フォント)|運用(?:で|にて|に?より|対応|回避|カバー)|手作業|手動(?:で|にて|により)(?!の|も)|手入力(?:で|とな|により|が必要)|手計算|紙(?:で|にて|によ)|外付|外部(?:ツール|製品)|"
        r"別(?:製品|パッケージ|システム)|他(?:社|製品)|マクロ|"
        r"(?:excel|エクセル|access|euc|rpa)(?:で|にて|により|を(?:用|使))[^。\n]{0,4}(?:対応|作成|管理|加工|集計|抽出|補)"
    )
    INSTEAD = (
        r"(?:代替|運用|手作業|外付|別(?:製品|パッケージ|システム)|他社)"
        rf"(?!.{{0,6}}検討)[^。\n]{{0,12}}(?:可|でき|します|{_DOING}(?!を))"
    )
    EXCLUDED = r"対象外|標準外|パッケージ外|範囲外|スコープ外|保守外|経過措置"
    OUT = r"対象外"
    CORRECTED = (
        r"(?:取り?消し?|訂正|撤回)(?:し(?:ます|ました)|ます|ました|いた|致|です|を?お?願|\s*[。:)])|"
        r"に(?:変更|修正)(?:し|いた|致|です|とな)"
    )
    STANDARD = r"標準(?:機能|仕様)?(?:で|として|に|にて)?(?:対応|提供|装備|実装|搭載|含)"
    POSITIVE = (
        rf"{_DOING}(?:済|中(?!止)|可(?!否)|でき|しています|しております|します|致します|いたします|されて|開始)|標準(?:機能)?(?:で|として|に)?対応|"
        r"(?:標準)?装備|可能です|可能で|適合(?:です|して)|含まれ"
    )


_FORMS = {sense: re.compile(sense.value) for sense in Sense}
_RAW = frozenset({Sense.FREE, Sense.HEDGED})  # said by words that are harmless elsewhere


class Statement:
    """The words of one cell or paragraph, ready to be asked what they state."""

    def __init__(self, words: str, *, dated: bool = False) -> None:
        self.lines = [line for raw in words.split("\n") if (line := _folded(raw)) and not _NOTHING.fullmatch(line)]
        self._raw = "\n".join(self.lines)
        self._text = _HARMLESS.sub("", self._raw).strip()
        self._text = self._text if dated else f"{self._text}。"

    def finds(self, sense: Sense) -> str:
        """The words that have the sense anywhere, denied or not; "" where none do."""
        found = _FORMS[sense].search(self._raw if sense in _RAW else self._text)
        return found[0] if found else ""

    def states(self, sense: Sense) -> str:
        """The words that have the sense in a clause that does not go on to deny it."""
        return next((found[0] for found, rest in self._within(sense) if not _NEGATED.search(rest)), "")

    def denies(self, sense: Sense) -> str:
        """The words that have the sense in a clause that goes on to deny it."""
        return next((f"{found[0]}{rest}" for found, rest in self._within(sense) if _NEGATED.search(rest)), "")

    def _within(self, sense: Sense) -> Iterator[tuple[re.Match[str], str]]:
        for clause in _CLAUSE.split(self._raw if sense in _RAW else self._text):
            if found := _FORMS[sense].search(clause):
                yield found, clause[found.end() :]


def _folded(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().replace("✕", "×").split())
