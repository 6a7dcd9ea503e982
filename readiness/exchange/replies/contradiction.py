"""An answer code beside the other cells of its row: where they contradict each other, the code or the date waits."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

from readiness.exchange.cells import read_planned
from readiness.exchange.replies.statements import Sense, Statement
from readiness.exchange.replies.words import is_dash, loose, official
from readiness.model.conformance import Answer
from readiness.model.gap import Reply
from readiness.model.unknown import known

# What takes a code back wherever it is said.
_SAID = {
    Answer.FITS: (
        Sense.HEDGED, Sense.UNPROVEN, Sense.DENIED, Sense.LATER, Sense.PAID, Sense.PARTLY, Sense.OTHERWISE,
        Sense.EXCLUDED, Sense.CORRECTED,
    ),
    Answer.FITS_LATER: (Sense.HEDGED, Sense.CORRECTED, Sense.OUT, Sense.NEVER),
    Answer.WORKAROUND: (Sense.HEDGED, Sense.CORRECTED, Sense.OUT),
    Answer.EXTERNAL: (Sense.HEDGED, Sense.CORRECTED, Sense.OUT, Sense.NEVER),
    Answer.PAID_OPTION: (Sense.HEDGED, Sense.CORRECTED, Sense.FREE, Sense.NEVER),
    Answer.UNSUPPORTED: (Sense.HEDGED, Sense.CORRECTED),
    Answer.NOT_APPLICABLE: (Sense.HEDGED, Sense.CORRECTED),
}  # fmt: skip
# What takes it back where the same clause does not go on to deny it.
_STATED = {
    Answer.WORKAROUND: (Sense.STANDARD,),
    Answer.EXTERNAL: (Sense.STANDARD,),
    Answer.PAID_OPTION: (Sense.STANDARD,),
    Answer.UNSUPPORTED: (Sense.POSITIVE, Sense.SOON, Sense.SOLD, Sense.INSTEAD),
    Answer.NOT_APPLICABLE: (Sense.LATER, Sense.PAID, Sense.POSITIVE),
}
# What a code itself says: a clause that denies it takes the code back, a denial elsewhere does where nothing says it.
_OWN = {Answer.FITS_LATER: Sense.LATER, Answer.WORKAROUND: Sense.OTHERWISE, Answer.PAID_OPTION: Sense.PAID}
_VERSION_OF = re.compile(
    r"(?P<day>(?:(?:令和|R)[0-9]{1,2}|20[0-9]{2})[年./][0-9]{1,2}(?:月?末|月(?:[0-9]{1,2}日)?|[./][0-9]{1,2})?)"
    r"(?:の|に|より|から)?(?:定期)?(?:出荷|リリース|提供|改定|改版|公開)?(?:予定)?(?:の)?(?:版|バージョン|リリース)",
    re.IGNORECASE,
)
# Given on a day that is past (令和8年4月リリース版); what follows the word is left to say otherwise.
_GIVEN = re.compile(
    r"(?P<day>(?:(?:令和|R)[0-9]{1,2}|20[0-9]{2})[年./][0-9]{1,2}(?:月?末|月(?:[0-9]{1,2}日)?|[./][0-9]{1,2})?)"
    r"(?:に|の|より|から)?(?:出荷|リリース|提供|実装|対応|搭載)(?:開始)?(?=$|[。、)\s]|し|済|の?版)",
    re.IGNORECASE,
)
# What stands in the column of alternatives beside a function that is there.
_NEEDS_NONE = re.compile(
    r"(?:(?:標準(?:機能|仕様)?|パッケージ(?:標準)?(?:機能)?|適合|対応(?:済み?)?)(?:の|で(?:ある)?|して(?:いる|おります?))?"
    r"(?:ため|ので|につき)、?)?(?:代替(?:手段|案|方法|運用)?(?:は|の|も)?)?(?:特に)?(?:(?:記入|記載|該当|必要)(?:は|も|事項)?)?"
    r"(?:な[しい]|無し?|不要|あり?ません|ございません)(?:です)?(?:\((?:標準|適合|パッケージ)[^)]*\))?|n/?a"
)
_DATELESS = (Answer.UNSUPPORTED, Answer.WORKAROUND)
_NO_OTHER_WAY = (Answer.FITS, Answer.NOT_APPLICABLE)


def words_against(code: Answer, words: str, *, dated: bool = False) -> str:
    """What in the words takes the code back; "" where nothing does. `dated`: a day of delivery stands beside them."""
    statement = Statement(words, dated=dated)
    said = (statement.finds(sense) for sense in _SAID[code])
    stated = (statement.states(sense) for sense in _STATED.get(code, ()))
    other = (line for line in statement.lines if _is_other(line, code))
    return next((found for found in (*other, *said, *stated) if found), "") or _denied(
        code, statement, words, dated=dated
    )


def _is_other(line: str, code: Answer) -> bool:
    """Whether a line is the word of another code. Beside 運用で代替 and 外付け the package may lack it (未対応), beside
    期限後適合 today's version (未実装).
    """
    found = official(line) or loose(line)
    if found is not Answer.UNSUPPORTED or (official(line) and code is Answer.FITS_LATER):
        return found not in (None, code)
    lacking = code is Answer.FITS_LATER and line.startswith("未")
    return not lacking and code not in (Answer.WORKAROUND, Answer.EXTERNAL, Answer.UNSUPPORTED)


def _denied(code: Answer, statement: Statement, words: str, *, dated: bool) -> str:
    own = _OWN.get(code)
    if own is None:
        return ""
    if found := statement.denies(own):
        return found
    if code is Answer.WORKAROUND or dated or statement.states(own):
        return ""
    if code is Answer.FITS_LATER and (given := statement.states(Sense.READY) or statement.states(Sense.POSITIVE)):
        return given if statement.states(Sense.READY) else ""
    found = statement.finds(Sense.DENIED)
    # Not there today (未実装), not in the standard (標準では未提供): what such a code says itself.
    own_words = (found.startswith("未") or "現" in words) if code is Answer.FITS_LATER else "標準" in words
    return "" if own_words else found


def contradiction(reply: Reply, remark: str, as_of: date) -> tuple[str, str]:
    """(what waits, the code of the remark): `answer`, `delivery` or `costs`; ("", "") where the row agrees with itself.

    `remark` is what was typed as a remark; what could not be read stands in `reply.words` too and says nothing here.
    """
    if reply.cost_low is not None and reply.cost_high is not None and reply.cost_low > reply.cost_high:
        return "costs", "bounds-crossed"
    code = reply.answer
    against = _against(code, reply, remark, as_of) if known(code) else ("", "")
    if not against[0] and reply.delivery is not None and reply.delivery < as_of and code is not Answer.FITS:
        return "delivery", "date-past"
    return against


def is_beside(reply: Reply, remark: str) -> bool:
    """Whether a code that says 適合 stands with words nobody has understood: it is taken, and a person reads them."""
    words = "\n".join((reply.fact, remark, reply.alternative))
    return reply.answer is Answer.FITS and not Statement(words).is_plain()


def _against(code: Answer, reply: Reply, remark: str, as_of: date) -> tuple[str, str]:
    further = [said for said in (reply.alternative, reply.version) if code is Answer.FITS and not _needs_none(said)]
    words = "\n".join((reply.fact, remark, *further))
    words = _without_days_past(words, as_of) if code is Answer.FITS else words
    numbered = code is Answer.FITS and bool(reply.transitional_number)
    if numbered or (code is Answer.FITS and _of_a_version_to_come(words, as_of)):
        return "answer", "code-against-words"
    if code is Answer.FITS and not _needs_none(reply.alternative):
        return "answer", "code-against-words"
    if words_against(code, words, dated=reply.delivery is not None):
        return "answer", "code-against-words"
    if reply.delivery is not None and code is Answer.NOT_APPLICABLE:
        return "answer", "code-against-date"
    return ("delivery", "date-against-code") if reply.delivery is not None and code in _DATELESS else ("", "")


def _needs_none(said: str) -> bool:
    """Whether a cell says that there is no such thing, or only again that the function is there."""
    lines = (line.rstrip("。") for line in Statement(said).lines)
    return all(
        is_dash(line) or _NEEDS_NONE.fullmatch(line) or (official(line) or loose(line)) in _NO_OTHER_WAY
        for line in lines
    )


def _without_days_past(words: str, as_of: date) -> str:
    def left(found: re.Match[str]) -> str:
        day = read_planned(found["day"]).value
        return found[0] if day is None or day > as_of else ""

    return _GIVEN.sub(left, normalize("NFKC", words))


def _of_a_version_to_come(words: str, as_of: date) -> bool:
    """Whether the words name a version by a day that is still to come (令和9年1月の版にて搭載)."""
    found = (read_planned(match["day"]).value for match in _VERSION_OF.finditer(normalize("NFKC", words)))
    return any(day is not None and day > as_of for day in found)
