"""Edits touch only what they must; random documents and edits read back as intended."""

import re
from datetime import datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.sources.edits import Delete, EditError, Insert, Replace, edited, same
from readiness.sources.sourcemap import SourceMap
from readiness.sources.splice import Splice, apply_edits, apply_splices
from readiness.sources.yamlfile import load_yaml
from tests.sources.yamltext import VALUES, apply_naively, documents, edits_of

HEAD = """\
# 架空の町
id: midori-cho   # 団体
name: '緑町'

systems:
  # 住基
  - id: juki
    code: "011002"   # 触らない
    vendor: 未確認
"""
TOWN = (
    HEAD
    + """\
  # 国保
  - id: kokuho
    terms: {notice: 90, kind: リース}
    note: |
      一行目
      二行目

vendors: []
contact:
"""
)


def test_only_the_changed_characters_change() -> None:
    changed = apply_edits(
        TOWN,
        [
            Replace(("name",), "緑'町"),
            Replace(("systems", 0, "vendor"), "vendor-a"),
            Replace(("systems", 0, "code"), "011003"),
            Replace(("systems", 1, "terms", "notice"), 180),
            Replace(("systems", 1, "note"), "改めた\n二行\n"),
            Replace(("contact",), "電話"),
        ],
    )
    assert changed == TOWN.replace("'緑町'", "'緑''町'").replace("vendor: 未確認", "vendor: vendor-a").replace(
        '"011002"', '"011003"'
    ).replace("notice: 90", "notice: 180").replace("一行目\n      二行目", "改めた\n      二行").replace(
        "contact:", "contact: 電話"
    )


def test_inserting_entries_and_items() -> None:
    changed = apply_edits(
        TOWN,
        [
            Insert(("systems", 0, "opened"), "12:30"),
            Insert(("systems", 2), {"id": "kosei", "codes": ["001", "no"], "links": [{"to": "juki"}]}),
            Insert(("systems", 1, "terms", "until"), "2026-03"),
            Insert(("vendors", 0), {"id": "vendor-a", "name": "架空社"}),
            Insert(("contact", "tel"), "0123"),
        ],
    )
    assert (
        changed
        == HEAD
        + """\
    opened: "12:30"
  # 国保
  - id: kokuho
    terms: {notice: 90, kind: リース, until: 2026-03}
    note: |
      一行目
      二行目
  - id: kosei
    codes:
      - "001"
      - "no"
    links:
      - to: juki

vendors:
  - id: vendor-a
    name: 架空社
contact:
  tel: "0123"
"""
    )


def test_deleting_entries_and_items() -> None:
    changed = apply_edits(TOWN, [Delete(("systems", 0, "id")), Delete(("systems", 0, "code")), Delete(("systems", 1))])
    assert (
        changed
        == """\
# 架空の町
id: midori-cho   # 団体
name: '緑町'

systems:
  # 住基
  - vendor: 未確認
  # 国保

vendors: []
contact:
"""
    )
    emptied = apply_edits(TOWN, [Delete(("systems", 0)), Delete(("systems", 1)), Delete(("vendors",))])
    assert load_yaml(emptied, "t").data["systems"] == []
    assert "systems: []\n" in emptied


def test_line_ends_and_byte_order_mark_stay() -> None:
    text = "\ufeffa: 1\r\nb:\r\n  - x\r\n"
    assert apply_edits(text, [Insert(("b", 1), "y\nz\n"), Replace(("a",), 2)]) == (
        "\ufeffa: 2\r\nb:\r\n  - x\r\n  - |\r\n    y\r\n    z\r\n"
    )
    assert apply_edits("a: 1", [Insert(("b",), 2)]) == "a: 1\nb: 2"
    assert apply_edits("", [Replace((), {"a": "01"})]) == 'a: "01"\n'
    assert apply_edits(TOWN, []) is TOWN


@pytest.mark.parametrize(
    ("text", "edits", "code", "path"),
    [
        ("a: 1\n", [Replace(("b",), 1)], "edit.missing", ("b",)),
        ("a: [1]\n", [Delete(("a", 1))], "edit.missing", ("a", 1)),
        ("a: 1\n", [Insert(("a", "b"), 1)], "edit.missing", ("a", "b")),
        ("a: 1\n", [Insert(("a",), 1)], "edit.exists", ("a",)),
        ("a: {b: 1}\n", [Delete(("a",)), Replace(("a", "b"), 2)], "edit.overlap", ("a", "b")),
        ("a: 1\n", [Replace(("a",), 1), Delete(("a",))], "edit.overlap", ("a",)),
        ("a: &x {b: 1}\nc: *x\n", [Replace(("c", "b"), 2)], "edit.alias", ("c",)),
        ("a: &x {b: 1}\nc: *x\n", [Replace(("a", "b"), 2)], "edit.unwritable", ("a", "b")),
        ("a: 1\na: 2\n", [Replace(("a",), 3)], "edit.source", ()),
        ("a: 1\n", [Replace(("a",), float("inf"))], "edit.value", ()),
        ("a: 1\n", [Replace(("a",), datetime(2026, 4, 1))], "edit.value", ()),
        ("a: 1\n", [Replace(("a",), "\ud800")], "edit.value", ()),
    ],
)
def test_refused(text: str, edits: list, code: str, path: tuple) -> None:
    with pytest.raises(EditError) as caught:
        apply_edits(text, edits)
    assert (caught.value.code, caught.value.path) == (code, path)


def test_an_alias_can_be_replaced_or_removed() -> None:
    text = "a: &x {b: 1}\nc: *x  # 同じ\nd: [*x, 1]\n"
    assert apply_edits(text, [Replace(("c",), 2)]) == "a: &x {b: 1}\nc: 2  # 同じ\nd: [*x, 1]\n"
    assert apply_edits(text, [Delete(("c",)), Delete(("d", 0))]) == "a: &x {b: 1}\nd: [1]\n"


def test_splices() -> None:
    assert apply_splices("abcd", [Splice(2, 3, "X"), Splice(0, 0, "1"), Splice(0, 0, "2")]) == "12abXd"
    with pytest.raises(EditError):
        apply_splices("abcd", [Splice(0, 2, ""), Splice(1, 3, "")])


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_random_edits_read_back_as_intended(draws: st.DataObject) -> None:
    text, data = draws.draw(documents())
    assert same(load_yaml(text, "t").data, data)
    edits = draws.draw(edits_of(data))
    intended = apply_naively(data, edits)
    assert same(edited(data, edits), intended)
    assert same(load_yaml(apply_edits(text, edits), "t").data, intended)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_all_that_is_not_edited_stays_as_typed(draws: st.DataObject) -> None:
    text, data = draws.draw(documents())
    edits = draws.draw(edits_of(data, most=1))
    if not edits:
        return
    (edit,) = edits
    changed = apply_edits(text, edits)
    old, new = load_yaml(text, "t").spans, load_yaml(changed, "t").spans
    for path in old:
        moved = path_after(path, edit, data)
        if moved is not None and isinstance(old.find(path)[1], yaml.ScalarNode):
            before, after = old[path], new[moved]
            assert changed[after.start : after.end] == text[before.start : before.end]
    # A container that is emptied is written anew.
    gone = edit.path
    while gone and not isinstance(edit, Insert) and len(old.find(gone[:-1])[1].value) == 1:
        gone = gone[:-1]
    first, last = (0, 0) if isinstance(edit, Insert) else lines_of(old, gone)
    for number, line in enumerate(text.splitlines(), 1):
        for comment in re.findall(r"# [注行]\d+.*", line):
            assert first <= number <= last or comment in changed


def path_after(path: tuple, edit: object, data: object) -> tuple | None:
    """Where the value at `path` stands after the edit; None if it is the edited one."""
    depth = len(edit.path) - 1
    if path[:depth] != edit.path[:depth] or len(path) <= depth:
        return path
    step, at = path[depth], edit.path[depth]
    if not isinstance(edit, Insert) and step == at:
        return None
    if isinstance(step, int) and isinstance(edit, Insert):
        step += step >= at
    elif isinstance(step, int) and isinstance(edit, Delete):
        step -= step > at
    return (*path[:depth], step, *path[depth + 1 :])


def lines_of(spans: SourceMap, path: tuple) -> tuple[int, int]:
    """First and last line of an entry; of an item, from the end of what stands before it."""
    span = spans[path]
    if key := spans.key(path):
        return key.line, span.end_line
    before = spans.get((*path[:-1], path[-1] - 1)) if path and path[-1] else None
    return (before.end_line + 1 if before else 1), span.end_line


@given(VALUES)
def test_same_tells_types_apart(value: object) -> None:
    assert same(value, value)
    assert not same(1, True) and not same(1.0, 1) and not same([1], [True]) and same({"a": 1, "b": 2}, {"b": 2, "a": 1})
