"""What an answer says of a field of the ledger, where it says it plainly; a person decides (回答から読める値)."""

from __future__ import annotations

import re
from typing import cast
from unicodedata import normalize

from readiness.exchange.cells import read_date, read_integer, read_word, read_yes
from readiness.exchange.replies.amounts import read_yen
from readiness.model.conformance import Answer
from readiness.model.fields import FieldFacts
from readiness.model.gap import Reply
from readiness.model.record import Word
from readiness.model.system import Conformance
from readiness.model.unknown import known
from readiness.tables.table import Value

YEN_NAMES = ("amount", "fee", "penalty", "price", "cost")
_LEAD = re.compile(r"[^。、,\n(]+")  # the first statement; what follows explains it
_EXISTS = re.compile(
    r"(?:連携)?(?:仕様書|定義書|一覧|資料)?(?:は|が)?(?P<there>あり(?!ません)|有り?|ある|あります)?(?P<none>なし|無し?|ない|ありません)?(?:です)?"
)
_WEEKS = re.compile(r"([0-9]{1,3})週間?")
_VERSION = re.compile(r"(?:(?:[Vv]er(?:sion)?\.?|バージョン|[Vv]\.?|第)\s*+)?[0-9]++(?:\.[0-9]++)*+\s*+版?")
_PLAIN = 16  # letters of a version that is nothing else
_OF_CODE = {
    Answer.FITS: Conformance.CONFORMANT,
    Answer.FITS_LATER: Conformance.TRANSITIONAL,
    Answer.UNSUPPORTED: Conformance.NON_CONFORMANT,
}


def proposed(fact: FieldFacts, reply: Reply) -> Value:
    """The value of one field; empty where the words do not say it, or its code and its words differ."""
    said = normalize("NFKC", reply.fact).strip()
    lead = found[0].strip() if (found := _LEAD.match(said)) else ""
    if fact.kind == "date":
        return reply.delivery if fact.name == "delivery_date" else read_date(reply.fact).value
    if fact.kind == "boolean":
        stated = _yes(fact, reply, lead)
        return "" if stated is None else "はい" if stated else "いいえ"
    if fact.kind in ("integer", "number"):
        return _number(fact, reply, lead)
    if fact.kind == "word":
        return _word(fact, reply, lead)
    if fact.name == "version":
        return _version(said)
    return reply.fact if "\n" not in said and "。" not in said.rstrip("。") else ""


def _yes(fact: FieldFacts, reply: Reply, lead: str) -> bool | None:
    stated = next((value for text in (reply.fact, lead) if (value := read_yes(text).value) is not None), None)
    exists = _EXISTS.fullmatch(lead) if fact.name == "documented" and lead else None
    if stated is None and exists is not None and bool(exists["there"]) != bool(exists["none"]):
        stated = bool(exists["there"])
    coded = {Answer.FITS: True, Answer.UNSUPPORTED: False}.get(reply.answer) if known(reply.answer) else None
    if stated is not None and coded is not None and stated != coded:
        return None
    return coded if stated is None else stated


def _number(fact: FieldFacts, reply: Reply, lead: str) -> Value:
    if any(word in fact.name for word in YEN_NAMES):
        bounds = {bound for bound in (reply.cost_low, reply.cost_high) if bound is not None}
        return bounds.pop() if len(bounds) == 1 else read_yen(reply.fact).low
    weeks = _WEEKS.fullmatch(lead) if fact.name.endswith("weeks") else None
    return int(weeks[1]) if weeks else read_integer(reply.fact).value


def _word(fact: FieldFacts, reply: Reply, lead: str) -> Value:
    words = cast("type[Word]", fact.target)
    stated = next((word for text in (reply.fact, lead) if (word := read_word(text, words).value) is not None), None)
    coded = _OF_CODE.get(reply.answer) if words is Conformance and known(reply.answer) else None
    if stated is not None and coded is not None and stated is not coded:
        return ""
    found = stated if stated is not None else coded
    return found.ja if found is not None else ""


def _version(said: str) -> Value:
    """The version alone: MINAMI-Pro Ver.7.2 is Ver.7.2; of two versions, or one to come, nobody can say which."""
    if len(said) <= _PLAIN and not re.search(r"[、。,\s]", said):
        return said
    found = [match[0].strip() for match in _VERSION.finditer(said)]
    other = re.search(r"次期|予定|以降|年|月|及び|又は", said)
    return found[0] if len(found) == 1 and not other else ""
