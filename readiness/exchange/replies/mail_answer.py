"""The words that a mail has for one of our IDs → an answer: its code, its day, and nothing of ours coming back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from unicodedata import normalize

from readiness.exchange.cells import read_planned
from readiness.exchange.replies.contradiction import words_against
from readiness.exchange.replies.no_answer import says_nothing
from readiness.exchange.replies.row import AnswerRow
from readiness.exchange.replies.words import UNCLEAR, is_garbled, is_mark, loose, official
from readiness.model.conformance import Answer
from readiness.model.gap import Reply
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN
from readiness.sources.characters import BLANKS
from readiness.sources.dates import parse_date

_QUESTION = re.compile(
    r"^\s*+(?:ご?質問|照会(?:事項|内容)?|Q|問|回答期日|回答期限|期日)\s*+[0-9]*\s*+[:：.）)]?", re.IGNORECASE
)
_LABEL = re.compile(
    r"^\s*+(?:(?:ご?回答(?:区分|内容)?|対応(?:状況|可否|区分)?|適合(?:状況|可否)?|準拠(?:状況)?|区分|可否|判定|結果|A|答え?)\s*+[:：]\s*+)+",
    re.IGNORECASE,
)
_ANSWER_MARK = re.compile(
    r"^\s*(?:[【\[《〈(（]?\s*(?:ご?回答|答え?)\s*(?:[】\]》〉)）]\s*[:：]?|[:：⇒→➡]|=>|->)|[AＡ]\s*[:：])\s*",
    re.IGNORECASE,
)
_ALL = re.compile(r"^(?:(?:すべて|全て|全部|全項目|いずれも|両方とも?|両者とも)(?:は|に|とも)?[\s、,]*)+")
_BEFORE, _BEHIND = BLANKS + ":：、,，。→⇒➡⇨►▶=＝>-】」』）)]〉>", BLANKS + "【「『（([〈<"
_ABOUT = re.compile(
    r"^(?:(?:の件)?(?:につきまして|について|に関しまして|に関して)は?|の件は?|は(?=いずれも|[^いな]))[\s、,:]*"
)
_PIECES = re.compile(r"[\s,、。:：/()（）「」『』【】→⇒➡⇨►▶]+")
_FIRST = re.compile(r"[\s,、。:：/]+")
_POLITE = re.compile(r"(?:です|でございます|となります|になります|といたします|いたします|である)$")
_PARTICLE = re.compile(r"^(?:では|でな|の|に|を|が|と|も|から|へ|や)")
_DAY = (
    r"(?:(?:令和|R)\s*+[0-9元]{1,2}\s*+[年./]\s*+|[0-9]{4}\s*+[年./\-]\s*+)"
    r"[0-9]{1,2}\s*+(?:月\s*+(?:[0-9]{1,2}\s*+日|末日?)?|[./\-]\s*+[0-9]{1,2})?"
)
_GIVING = r"提供|納品|納入|リリース|対応|稼働|開示|提示|引渡|適合|開始"
_GIVEN_AFTER = re.compile(
    rf"(?P<day>{_DAY})(?:頃|より|から|までに|に|を目途に|を予定|、|,|\s)*(?:{_GIVING})(?!.{{0,6}}(?:終了|中止|停止|廃止))"
)
_GIVEN_BEFORE = re.compile(
    rf"(?:(?:{_GIVING})(?:予定|可能)?(?:日|時期|年月)?)(?:は|:|：|が|\s)*(?P<day>{_DAY})(?!.{{0,6}}(?:終了|まで(?!に)|満了|期限|打合|会議))"
)


def trimmed(text: str) -> str:
    """A text without the marks and blanks around it."""
    return _edged(_ABOUT.sub("", _edged(text)))


def _edged(text: str) -> str:
    return text.lstrip(_BEFORE).rstrip(_BEHIND)


def answer_words(lines: Sequence[str], ours: Sequence[str]) -> str:
    """The words without labels and without what we wrote ourselves."""
    kept = []
    for line in lines:
        text = trimmed(line)
        answered = trimmed(_ANSWER_MARK.sub("", text))
        if answered and (answered != text or not _QUESTION.match(text)) and not is_ours(answered, ours):
            kept.append(answered)
    return "\n".join(kept).strip()


def is_ours(text: str, ours: Sequence[str]) -> bool:
    """Whether a text is one of our own, or nearly."""
    folded = _letters(text)
    for own in map(_letters, ours):
        if not own or not folded:
            continue
        if folded == own or (len(folded) > 12 and (folded in own or (len(own) > 12 and folded.startswith(own)))):
            return True
        if len(own) > 12 and SequenceMatcher(None, folded, own).quick_ratio() > 0.9:
            return SequenceMatcher(None, folded, own).ratio() > 0.9
    return False


def holds_ours(text: str, ours: Sequence[str]) -> bool:
    """Whether one of our own texts, or nearly, stands somewhere in a text."""
    folded = _letters(text)
    return is_ours(text, ours) or any(len(own) > 2 and own in folded for own in map(_letters, ours))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", normalize("NFKC", text).casefold())


def answer_row(place: str, row_id: str, words: str, as_of: date | None) -> AnswerRow:
    """The row of one ID: the code and the day that its words tell, and the words themselves."""
    if is_garbled(words):
        return AnswerRow(place=place, id=row_id, reply=Reply(words=words), raw=words, waits=True)
    answer, is_loose, doubt = code_in(words)
    delivery = None if answer in (Answer.UNSUPPORTED, Answer.NOT_APPLICABLE) else _delivery(words, as_of)
    reply = Reply(answer=answer, fact=words, delivery=delivery)
    return AnswerRow(place=place, id=row_id, reply=reply, raw=words, loose=is_loose, doubtful=doubt)


def code_in(words: str) -> tuple[Maybe[Answer], bool, bool]:
    """The code that stands alone at the beginning of words; whether it is a spelling of people, and whether a word like
    a code stands there that is none, for what follows takes it back or goes on with it.
    """
    line = _ALL.sub("", _LABEL.sub("", words.split("\n", 1)[0]))
    pieces = _FIRST.split(line.strip(), maxsplit=1)
    token = _POLITE.sub("", pieces[0])
    inside = re.fullmatch(r"([^(（]+)[(（](.*)[)）]?", token)
    rest = (pieces[1] if len(pieces) > 1 else "") + words[len(words.split("\n", 1)[0]) :]
    if inside and official(token) is None:
        token, rest = inside[1], f"{inside[2]} {rest}"
    code = official(token)
    spelled = code is None
    code = code if code is not None else loose(token)
    if code is None:
        return UNKNOWN, False, token in tuple(UNCLEAR) or len(_codes_of(words)) > 1
    # A day behind a code of what is to come is its day of delivery, and leaves the code alone.
    dated = code is Answer.FITS_LATER and read_planned(rest.strip(" 。()（）、")).value is not None
    alone = not rest.strip() or dated
    goes_on = bool(_PARTICLE.match(rest.lstrip())) or bool(words_against(code, rest))
    if goes_on or (spelled and not alone and not is_mark(token)):
        return UNKNOWN, False, True
    return code, spelled and not is_mark(token), False


def _codes_of(words: str) -> set[Answer]:
    """The codes whose own words stand in a text: of two (旧:適合 新:未対応) nobody but a person tells which holds."""
    pieces = (official(_POLITE.sub("", piece)) for piece in _PIECES.split(words))
    return {code for code in pieces if code is not None}


def _delivery(words: str, as_of: date | None) -> date | None:
    """The one day on which, as the words say, something is given."""
    text = normalize("NFKC", words)
    found = {
        day
        for pattern in (_GIVEN_AFTER, _GIVEN_BEFORE)
        for match in pattern.finditer(text)
        if (day := parse_date(re.sub(r"\s", "", match["day"]).rstrip("./-"), month_end=True))
    }
    later = {day for day in found if as_of is None or day >= as_of}
    return later.pop() if len(later) == 1 and not says_nothing(text) else None
