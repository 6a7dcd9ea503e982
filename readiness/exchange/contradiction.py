"""An answer code beside the other cells of its row: where they contradict each other, the code or the date waits."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

from readiness.model.conformance import Answer
from readiness.model.gap import Reply
from readiness.model.unknown import known

_DENIED = (
    r"ません|できない|出来ない|不可|未対応|非対応|ではな[くい]|でな[くい]|予定(?:は|も|が)?(?:ござい|あり)?(?:な[しい]|無し?|ませ)|"
    r"取[り]?消|訂正|撤回|中止|終了|廃止"
)
# 次期 alone, beside a day, is the name of a version; in a sentence it says that today's has it not.
_LATER = (
    r"次期(?!(?:版|バージョン)?\s*$)|次(?:の)?(?:版|バージョン)(?!\s*$)|新バージョン|将来|今後|開発中|検討中|未定|"
    r"(?:開発|対応|実装|リリース)予定|から(?:対応|提供|適合)"
)
_PAID = r"有償|有料|別途|オプション|追加費用|お?見積"
_PARTLY = r"一部|部分的|カスタマイズ|個別|条件付|ただし|但し|除く|以外"
_OTHERWISE = r"代替|運用(?:で|に|対応|回避)|手作業|外付|別製品|他社"
_POSITIVE = (
    r"対応済|提供(?:中|済)|標準(?:機能)?(?:で|として|に)?対応|対応(?:可能|できます|しています|します)|"
    r"適合(?:して|です|します)|準拠して|(?:提供|リリース|納品|実装)(?:します|致します|いたします|できます|可能|開始)"
)
_CORRECTED = r"取り?消|訂正|撤回|に(?:変更|修正)(?:し|いた|致|です|とな)"
# What in the words takes a code back.
_AGAINST = {
    Answer.FITS: re.compile("|".join((_DENIED, _LATER, _PAID, _PARTLY, _OTHERWISE, _CORRECTED, "対象外|経過措置"))),
    Answer.FITS_LATER: re.compile(f"{_DENIED}|{_CORRECTED}|対象外"),
    Answer.WORKAROUND: re.compile(
        _CORRECTED + r"|対象外|標準(?:機能)?で対応|(?:代替|運用)[^。]{0,10}(?:ません|できない|不可)"
    ),
    Answer.EXTERNAL: re.compile(rf"{_CORRECTED}|対象外|標準(?:機能)?で対応"),
    Answer.PAID_OPTION: re.compile(
        _CORRECTED + "|無償|追加費用(?:は)?(?:なし|ありません)|対象外|予定(?:は)?ありません|未対応"
    ),
    Answer.UNSUPPORTED: re.compile(
        f"{_POSITIVE}|{_CORRECTED}|開発中|次期|対応予定|実装予定|提供予定(?!は?(?:あり|ござい|な))"
    ),
    Answer.NOT_APPLICABLE: re.compile(f"{_LATER}|{_PAID}|{_POSITIVE}|{_CORRECTED}"),
}  # fmt: skip
# Words that hold one of the above and say nothing against a fit.
_HARMLESS = re.compile(
    r"(?:追加|別途)(?:の)?費用(?:は)?(?:なし|不要|ありません|ございません|かかりません|発生しません)|"
    r"別紙|問題(?:は)?ありません|(?:変更|支障|影響|制約|相違)(?:は)?(?:あり|ござい)ません|別途(?:の)?(?:契約|対応)(?:は)?不要|カスタマイズ(?:は)?(?:なし|不要)|"
    r"(?:対象外|経過措置)(?:の適用)?(?:は|も)?(?:なし|不要|ありません|ございません)"
)
_DATELESS = (Answer.UNSUPPORTED, Answer.WORKAROUND)


def words_against(code: Answer, words: str, *, dated: bool = False) -> str:
    """What in the words takes the code back; "" where nothing does. `dated`: a day of delivery stands beside them."""
    text = _HARMLESS.sub("", normalize("NFKC", words)).strip()
    found = _AGAINST[code].search(text if dated else f"{text}。")
    return found[0] if found else ""


def contradiction(reply: Reply, remark: str, as_of: date) -> tuple[str, str]:
    """(what waits, the code of the remark): `answer`, `delivery` or `costs`; ("", "") where the row agrees with itself.

    `remark` is what was typed as a remark; what could not be read stands in `reply.words` too and says nothing here.
    """
    if reply.cost_low is not None and reply.cost_high is not None and reply.cost_low > reply.cost_high:
        return "costs", "bounds-crossed"
    code = reply.answer
    against = _against(code, reply, remark) if known(code) else ("", "")
    if not against[0] and reply.delivery is not None and reply.delivery < as_of and code is not Answer.FITS:
        return "delivery", "date-past"
    return against


def _against(code: Answer, reply: Reply, remark: str) -> tuple[str, str]:
    words = "\n".join((reply.fact, remark, reply.alternative if code is Answer.FITS else ""))
    numbered = code is Answer.FITS and bool(reply.transitional_number)
    if numbered or words_against(code, words, dated=reply.delivery is not None):
        return "answer", "code-against-words"
    if reply.delivery is not None and code is Answer.NOT_APPLICABLE:
        return "answer", "code-against-date"
    return ("delivery", "date-against-code") if reply.delivery is not None and code in _DATELESS else ("", "")
