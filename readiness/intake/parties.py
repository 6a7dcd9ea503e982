"""The cell of a vendor: one firm, several, the body itself, or nobody (事業者の欄)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from readiness.intake.fold import clean, fold
from readiness.intake.got import NOTHING, Got, held
from readiness.intake.vocabulary import Vocabulary

SELF = "自団体"
OFFICE = re.compile(r"(?:課|室|係|局|部|所|センター|館|会|班)$")  # how the name of a division ends
_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
MOVES = re.compile(r"[→⇒➡]|(?:^|[\s(])旧[:)]|から.+へ|に変更|へ変更")
_PARTLY = re.compile("一部|ただし|但し|委託|支援|除[くき]|ほか")  # 直営(一部委託)
_EITHER = re.compile("又は|または|もしくは|若しくは|あるいは|或いは")
_OTHERS = re.compile(r"(?:[\s、,]|)(?:他|ほか|外)\s*[0-9]+(?:社|者|名)|[\s、,)](?:他|ほか|外)(?:社|者|数社)?$")
# A person behind the firm, in the same cell.
_PERSON = re.compile(r"[\s\u3000]\S{1,6}(?:様|氏|さん)$")
# Who signs for the firm.
_BEARER = re.compile(r"(?<=\S)[\s\u3000]+(?:代表|取締役|支店長|支社長|所長|理事長|会長|社長)\S*(?:[\s\u3000]+\S+)*$")
_PERSONS = frozenset({"担当", "担当者", "担当様", "様", "氏"})
_PHONE = re.compile(
    r"\s*[(]?(?:TEL|Tel|tel|℡|電話)?[:：]?\s*[(（]?[0０][0-9０-９]{1,4}[)）]?[-－ー‐(（]?[0-9０-９]{1,4}[)）]?[-－ー‐][0-9０-９]{3,4}[)）]?"
)
_JOIN = re.compile(r"[・、,，;；/／＋+&＆\n]|及び|および|並びに")
_FORM = re.compile(
    r"株式会社|有限会社|合同会社|\(株\)|（株）|㈱|㈲|\(有\)|（有）|一般社団法人|一般財団法人|公益財団法人"
)


def read_vendor(text: str, words: Vocabulary) -> Got:  # noqa: PLR0911, PLR0912 - one per way of writing
    """The firm a cell names, as the body spells it; `extra` names further firms of a joint venture."""
    lists = words.parties
    shown = " ".join(clean(text.replace("\n", "\0")).replace("\0", "\n").split(" ")).strip()
    key = fold(shown)
    bare = fold(_BRACKET.sub("", shown))
    if key in _folded(tuple(lists["own_staff"])) or (bare and bare in _folded(tuple(lists["own_staff"]))):
        beside = next((found[1] for found in _BRACKET.finditer(shown) if _PARTLY.search(found[1])), "")
        alone = key in _folded(tuple(lists["own_staff"])) or not beside
        return Got(value=SELF) if alone else held("remark", SELF, rest=beside)
    if any(key.endswith(word) and OFFICE.search(key.removesuffix(word)) for word in _folded(tuple(lists["own_staff"]))):
        return Got(value=SELF)  # 住民課直営
    if key in _folded(tuple(lists["none"])) or bare in _folded(tuple(lists["none"])):
        return Got(notes=("no-vendor",))
    if key in _folded(tuple(lists["unsettled"])):
        return Got(notes=("unsettled",))
    if not re.search(r"[^\W\d_]", key) or key.startswith("〒") or "@" in key:  # no letter: a number, an arrow
        return held("vendor", text=shown)
    if _EITHER.search(key):
        return held("joint-vendor", None, text=shown, firms=())
    if (noted := re.match(r"(.+?)\s*[※＊]\s*(\S.*)", shown, re.DOTALL)) and not re.fullmatch("[0-9]+", fold(noted[2])):
        return held("remark", noted[1], rest=noted[2])
    if MOVES.search(clean(text)):
        return held("vendor-moved", text=shown)
    labelled = _by_role(text, words)
    if len(labelled) > 1 or _OTHERS.search(clean(text)):
        return held("joint-vendor", None, text=shown, firms=tuple(firm for _, firm in labelled))
    if labelled and clean(text).lstrip("([【").startswith(labelled[0][0]):
        role, firm = labelled[0]
        return held("remark", firm, rest=role)
    name, notes = _without_remarks(text.strip(), words)
    if bearer := _BEARER.search(name):
        return held("remark", name[: bearer.start()].strip(), rest=" ".join(bearer[0].split()))
    if labelled and (beside := next((b for b in _BRACKET.finditer(name) if labelled[0][0] in clean(b[1])), None)):
        return held("remark", " ".join(name.replace(beside[0], " ").split()) or None, rest=beside[1])
    firms = _firms(name, words)
    if len(firms) > 1:
        return held("joint-vendor", None, text=shown, firms=tuple(firms))
    if any(fold(word) in fold(name) for word in lists["joint"]):
        return held("joint-vendor", None, text=shown, firms=())
    if not name:
        return held("vendor", text=shown)
    if _PERSON.search(name) or any(fold(found[1]) in _PERSONS for found in _BRACKET.finditer(clean(text))):
        firm = " ".join(_BRACKET.sub("", name).split()[:-1])
        return held("remark", firm or None, rest=name)
    remark = next((found for found in _BRACKET.finditer(name) if not _is_form(found[0], words)), None)
    if remark is not None:
        bare = " ".join(name.replace(remark[0], " ").split())
        return held("remark", bare or None, rest=remark[1])
    return Got(value=name, notes=notes)


def _is_form(bracket: str, words: Vocabulary) -> bool:
    return bool(_FORM.fullmatch(clean(bracket))) or fold(bracket) in _folded(tuple(words.parties["corporate_forms"]))


def _by_role(text: str, words: Vocabulary) -> list[tuple[str, str]]:
    """Roles and firms of a cell that says who does what: (開発)甲社 (保守)乙社."""
    roles = "|".join(map(re.escape, sorted(words.parties["roles"], key=len, reverse=True)))
    label = rf"[(【\[]?(?<![^\W\d_])({roles})[)】\]:]"
    parts = re.split(label, clean(text))
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return [(role, firm) for role, notes in pairs if (firm := notes.split("\n")[0].strip(" 、,/(【[:"))]


@lru_cache(maxsize=64)
def _folded(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word) for word in listed)


def _without_remarks(text: str, words: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """The name without persons, telephones and addresses behind it."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("_x000D_", "").split("\n") if line.strip()]
    kept = [line for index, line in enumerate(lines) if index == 0 or not _beside(line, words)]
    name = "\n".join(kept)
    notes: tuple[str, ...] = ("vendor-remark",) if len(kept) < len(lines) else ()
    for found in list(_BRACKET.finditer(name)):
        if not _FORM.fullmatch(clean(found[0])) and _beside(found[1], words):
            name = name.replace(found[0], "")
            notes = ("vendor-remark",)
    without = _PHONE.sub("", name)
    if without != name and without.strip():
        name, notes = without, ("vendor-remark",)
    split = re.split(r"\s*(?:担当|TEL|Tel|tel|電話|℡)\s*[:：]", name)
    if len(split) > 1 and split[0].strip():
        name, notes = split[0], ("vendor-remark",)
    return name.strip(), notes


def _beside(text: str, words: Vocabulary) -> bool:
    folded = fold(text)
    return any(fold(word) in folded for word in words.parties["beside"]) or bool(
        re.search(r"[0-9]{2,4}-[0-9]{2,4}", folded)
    )


def _firms(name: str, words: Vocabulary) -> list[str]:
    """The firms of a joint venture; one where the cell names one."""
    plain = name
    if any(fold(word) in fold(name) for word in words.parties["joint"]):
        plain = clean(name)
        for word in words.parties["joint"]:
            plain = re.sub(re.escape(word), "", plain, flags=re.IGNORECASE)
    parts = [piece for part in _JOIN.split(plain) for piece in _with(part) if piece.strip(" ()（）")]
    pieces = [piece.strip() if _FORM.search(piece) else piece.strip(" ()（）") for piece in parts]
    joint = plain != name
    forms = sum(bool(_FORM.search(piece)) for piece in parts)
    if len(pieces) > 1 and (joint or forms > 1 or re.search(r"[、,，;；/／＋+&＆\n]", name)):
        return pieces
    return [name]


def _with(part: str) -> Iterator[str]:
    """The two firms that と joins: each has its corporate form; みなと情報㈱ is one firm."""
    for found in re.finditer("と", part):
        one, other = part[: found.start()], part[found.end() :]
        if _FORM.search(one) and _FORM.search(other):
            yield one
            yield from _with(other)
            return
    yield part


def same_firm(name: str, words: Vocabulary) -> str:
    """What two spellings of one firm have in common: no corporate form, old and new shapes of a letter alike."""
    key = fold(name)
    for form in words.parties["corporate_forms"]:
        key = key.replace(fold(form), "")
    for pair in words.parties["same"]:
        key = key.replace(pair[0], pair[1])
    return re.sub(r"[・.,\-()]", "", key) or fold(name)


def like_firm(name: str, names: frozenset[str], words: Vocabulary) -> str:
    """What two names of perhaps one firm have in common: letters often mixed up alike, and a branch left away where
    the firm itself is among `names` (keys of `same_firm`).
    """
    key = _near(same_firm(name, words), words)
    if any(key.endswith(fold(branch)) for branch in words.parties["branches"]):
        firms = {_near(other, words) for other in names}
        return next((key[:end] for end in range(len(key) - 1, 2, -1) if key[:end] in firms), key)
    return key


def _near(key: str, words: Vocabulary) -> str:
    for pair in words.parties["near"]:
        key = key.replace(pair[0], pair[1])
    return key


__all__ = ["NOTHING", "SELF", "like_firm", "read_vendor", "same_firm"]
