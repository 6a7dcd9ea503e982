"""The areas of the standard that words name, and words known to be of none (業務の語)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.intake.fold import clean, fold
from readiness.intake.got import Got
from readiness.intake.vocabulary import Vocabulary

_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_SEPARATOR = re.compile(r"[、,，;；\n/／＋+&＆|｜\t\u3000]|[①-⑳]|(?<![0-9])[0-9]{1,2}[)）.]|\s+")
_FINER = re.compile(r"[・･]|及び|および|並びに|と")
_SIDE = re.compile(r"[(\[【〔]|([)\]】〕])")
_EXCEPT = re.compile("以外|[をは]?除[くき]")
_BRACKET_WIDE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")


def read_areas(text: str, words: Vocabulary) -> Got:
    """The areas a cell names, by any usual separator. `read` has `areas-read` where a word was not the name itself;
    `others` are the words nobody knows, `params['outside']` those known to be no area.
    """
    found: list[str] = []
    unknown: list[str] = []
    outside: list[str] = []
    asked: list[str] = []
    except_for = _EXCEPT.search(_BRACKET_WIDE.sub("", clean(text)))  # 国保以外: what it names is what it is not
    for piece in _pieces(text, words) if not except_for else [clean(text)]:
        key = fold(piece)
        names = area_word(piece, words)
        if names:
            found += names
            asked += [piece] if key in words.asked_areas else []
        elif _peripheral(key, words):
            outside.append(piece)
        elif re.search(r"\w", key) and not _nothing(key, words):
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
    parts = [fold(f"{part}{bare}") for part in _FINER.split(remark)]
    own = set(words.areas.get(bare, ()))
    other = any(own and not set(words.areas.get(part, ())) <= own for part in parts)  # 住民税(個人・法人・事業所)
    return other or any(fold(word) in remark for word in words.values["turning"])


def _pieces(text: str, words: Vocabulary) -> Iterator[str]:
    """The names in a cell; a piece that is no word of ours may be several, joined by a middle dot."""
    whole = clean(text)
    if named := _spread(whole, words):
        yield from named
        return
    if area_word(whole, words) and not _within(_BRACKET_WIDE.sub(_joined, whole), words):
        yield whole
        return
    listed = _BRACKET_WIDE.sub(_joined, re.sub(r"[①-⑳]|[㈠-㈩]", "、", text.replace("\u3000", "、")))
    for piece in (clean(part).lstrip("・･●○■□◆◇*-") for part in _SEPARATOR.split(listed) if clean(part)):
        known = area_word(piece, words) and not _within(piece, words)
        if known or _peripheral(fold(piece), words) or fold(piece) in words.silent:
            yield piece
            continue
        parts = [p for p in _parted(piece) if p.strip()]
        finer = [name for part in parts for name in (_within(part, words) or _spread(part, words) or [part])]
        known = all(area_word(p, words) or _peripheral(fold(p), words) for p in finer)
        if len(finer) > 1 and (known or "・" in piece):
            yield from finer
        else:
            yield piece


def _parted(piece: str) -> Iterator[str]:
    """Parts joined by a middle dot or a word for "and", outside of brackets (the next one does not close)."""
    closing = [(side.start(), side[1] is not None) for side in _SIDE.finditer(piece)]
    at = beyond = 0
    for joint in _FINER.finditer(piece):
        while beyond < len(closing) and closing[beyond][0] < joint.end():
            beyond += 1
        if beyond == len(closing) or not closing[beyond][1]:
            yield piece[at : joint.start()]
            at = joint.end()
    yield piece[at:]


def _spread(piece: str, words: Vocabulary) -> list[str]:
    """The areas of a word with each of the parts in its bracket: 住民税(個人・法人); none where one is no area."""
    found, bare = _BRACKET.search(piece), _BRACKET.sub("", piece).strip()
    parts = [part for part in _FINER.split(found[1]) if part.strip()] if found else []
    named = [f"{part}{bare}" for part in parts]
    return named if len(parts) > 1 and all(fold(name) in words.areas for name in named) else []


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
    return inner if len(broad) > 1 and len(inner) > 1 and named & broad else []
