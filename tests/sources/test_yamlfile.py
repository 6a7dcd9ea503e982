"""Data, positions and all problems of YAML in one run."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.sources.characters import CONTROL
from readiness.sources.limits import Limits
from readiness.sources.yamlfile import load_yaml, read_yaml

TOWN = """\
# 架空の町
id: midori-cho
systems:
  - id: juki   # 住民記録
    名称: 住民記録システム
    from: 2026-04-01
  - id: "kokuho"
    share: 0.5

notes: |
  一行目
  二行目

tail: [a, {b: 1}]
"""


def codes(text: str, **limits: int) -> list[tuple[str, int, int]]:
    document = load_yaml(text, "t.yaml", Limits(**limits))
    return [(p.code, p.span.line, p.span.column) for p in document.problems]


def test_data_and_positions() -> None:
    document = load_yaml(TOWN, "town.yaml")
    assert document.readable and document.problems == ()
    assert document.data == {
        "id": "midori-cho",
        "systems": [
            {"id": "juki", "名称": "住民記録システム", "from": date(2026, 4, 1)},
            {"id": "kokuho", "share": 0.5},
        ],
        "notes": "一行目\n二行目\n",
        "tail": ["a", {"b": 1}],
    }
    spans = document.spans
    place = spans["systems", 0, "名称"]
    assert (place.line, place.column, place.end_line, place.end_column) == (5, 9, 5, 17)
    assert TOWN[place.start : place.end] == "住民記録システム"
    key = spans.key(("systems", 0, "名称"))
    assert (key.line, key.column, key.end_column) == (5, 5, 7)
    # A block ends with its last value, not with the comments and blank lines after it.
    assert TOWN[spans["systems", 1].start : spans["systems", 1].end] == 'id: "kokuho"\n    share: 0.5'
    assert TOWN[spans["notes",].start : spans["notes",].end] == "|\n  一行目\n  二行目"
    assert TOWN[spans["tail", 1, "b"].start] == "1"
    assert spans.key(("systems", 0)) is None
    assert ("systems", 7) not in spans


def test_nearest_falls_back_to_the_key_above() -> None:
    spans = load_yaml(TOWN, "town.yaml").spans
    assert spans.nearest(("systems", 0, "vendor")).line == 4
    assert spans.nearest(("vendors", 3)).line == 2
    assert load_yaml("", "t.yaml").spans.nearest(("x",)).line == 1


def test_crlf_and_byte_order_mark() -> None:
    document = load_yaml("\ufeffa: 1\r\nb:\r\n  - 二\r\n", "t.yaml")
    assert document.data == {"a": 1, "b": ["二"]}
    assert document.bom
    assert document.spans["b", 0].line == 3
    assert document.spans["b", 0].column == 5


def test_unquoted_codes_keep_their_text_with_a_warning() -> None:
    document = load_yaml("code: 011002\nversion: 1.10\nopens: 12:30\nlinked: no\nno: 3\n", "t.yaml")
    assert document.data == {"code": "011002", "version": "1.10", "opens": "12:30", "linked": "no", "no": 3}
    assert document.readable
    assert [(p.code, p.span.line, p.param("reading"), p.suggestion) for p in document.problems] == [
        ("yaml.surprise", 1, "4610", '"011002"'),
        ("yaml.surprise", 2, "1.1", '"1.10"'),
        ("yaml.surprise", 3, "750", '"12:30"'),
        ("yaml.surprise", 4, "false", '"no"'),
    ]


def test_everything_wrong_is_listed_in_file_order() -> None:
    text = "a: 1\na: 011\nb: {x: 1, x: 2}\n<<: {q: 1}\n? [k]\n: 1\nc: !!python/name:os.system x\nd: !secret 1\n"
    assert codes(text) == [
        ("yaml.duplicate-key", 2, 1),
        ("yaml.surprise", 2, 4),
        ("yaml.duplicate-key", 3, 11),
        ("yaml.merge-key", 4, 1),
        ("yaml.key", 5, 3),
        ("yaml.tag", 7, 4),
        ("yaml.tag", 8, 4),
    ]
    assert load_yaml(text, "t.yaml").data["a"] == 1


def test_several_syntax_errors_in_one_run() -> None:
    text = (
        "- id: a: b\n  name: x\n- id: c\n  name: 'oops\n  z: 1\n- id: d\n\tfoo: 1\n"
        "- id: e\n  v: [1, 2\n  w: 3\n- id: f\n   bad: 1\n- ok: 1\n"
    )
    document = load_yaml(text, "t.yaml")
    assert document.data is None and not document.readable
    assert [(p.code, p.span.line, p.param("reason")) for p in document.problems] == [
        ("yaml.syntax", 1, "colon"),
        ("yaml.syntax", 4, "quote-open"),
        ("yaml.tab", 7, None),
        ("yaml.syntax", 9, "bracket-open"),
        ("yaml.syntax", 12, "colon"),
    ]


def test_errors_in_nested_entries_are_found_on_both_sides_of_the_nesting() -> None:
    text = "systems:\n  - id: x\n    name: @v\n    owner: y\n  - id: z: 1\nvendors:\n  - id: }\n"
    assert codes(text) == [("yaml.syntax", 3, 11), ("yaml.syntax", 5, 10), ("yaml.syntax", 7, 9)]


def test_full_width_typing_is_recognised() -> None:
    document = load_yaml("systems:\n  - id： juki\n    name: 住民記録\n", "t.yaml")
    (found,) = document.problems
    assert (found.code, found.param("reason"), found.suggestion) == ("yaml.syntax", "full-width", "- id: juki")
    assert (found.span.line, found.span.column) == (2, 7)
    (warning,) = load_yaml("- id：juki\n", "t.yaml").problems
    assert (warning.code, warning.suggestion) == ("yaml.full-width-colon", "id: juki")
    assert load_yaml("note: 備考：なし\n", "t.yaml").problems == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &a [1, *a]\n", "yaml.alias-cycle"),
        ("a: *nowhere\n", "yaml.alias"),
        ("[" * 4000, "yaml.too-deep"),
        ("a: 1\n---\nb: 2\n", "yaml.multi-document"),
        ("a: \x00\n", "yaml.control-character"),
        ("a: \ud800\n", "yaml.control-character"),
    ],
)
def test_refused(text: str, code: str) -> None:
    document = load_yaml(text, "t.yaml")
    assert [p.code for p in document.problems] == [code]
    assert not document.readable


def test_bomb_is_measured_not_unfolded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    document = load_yaml("\n".join(lines), "t.yaml")
    assert [(p.code, p.param("limit")) for p in document.problems] == [("yaml.bomb", 500_000)]
    assert document.data is None


def test_an_alias_is_shared_and_has_the_place_of_its_anchor() -> None:
    document = load_yaml("a: &x [1]\nb: *x\nc: 1\n", "t.yaml")
    assert document.data == {"a": [1], "b": [1], "c": 1}
    assert document.spans["b", 0].line == 1
    assert document.spans.key(("b",)).line == 2


def test_limits() -> None:
    assert codes("[1, 2, 3, 4]", nodes=3) == [("yaml.too-large", 1, 1)]
    assert codes("a: {b: {c: 1}}", depth=2)[0][0] == "yaml.too-deep"
    assert codes("a: 1", file_bytes=3)[0][0] == "yaml.too-large"
    found = load_yaml("".join(f"k{n}: 01{n}\n" for n in range(9)) + "k0: 1\n", "t.yaml", Limits(problems=3)).problems
    assert [p.code for p in found] == ["yaml.surprise"] * 2 + ["yaml.duplicate-key", "source.more-problems"]
    assert found[-1].param("count") == 7


def test_files(tmp_path: Path) -> None:
    sjis = tmp_path / "sjis.yaml"
    sjis.write_bytes("名称: 住民記録\nid: 011\n".encode("cp932"))
    document = read_yaml(sjis, "inv/sjis.yaml")
    assert [(p.code, p.file, p.param("detected")) for p in document.problems] == [
        ("yaml.encoding", "inv/sjis.yaml", "cp932"),
        ("yaml.surprise", "inv/sjis.yaml", None),
    ]
    assert not document.readable
    assert document.data == {"名称": "住民記録", "id": "011"}

    wide = tmp_path / "wide.yaml"
    wide.write_text("名称: x\n", encoding="utf-16")
    assert read_yaml(wide).problems[0].param("detected") == "utf-16"
    broken = tmp_path / "broken.yaml"
    broken.write_bytes("a: 住\nb: ".encode() + b"\xff\xff\n")
    assert [(p.code, p.span.line, p.param("detected")) for p in read_yaml(broken).problems] == [
        ("yaml.encoding", 2, "unknown")
    ]
    assert [p.code for p in read_yaml(tmp_path / "none.yaml").problems] == ["file.missing"]
    assert [p.code for p in read_yaml(tmp_path).problems] == ["file.not-a-file"]
    marked = tmp_path / "bom.yaml"
    marked.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml(marked).data == {"a": 1} and read_yaml(marked).bom


# PyYAML itself does not read back what it writes of these line breaks.
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029")
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.dates(),
    st.text(CHARACTERS, max_size=12).filter(lambda text: not CONTROL.search(text)),
    st.sampled_from(["no", "011", "1.10"]),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(min_size=1, max_size=6).filter(str.isalpha), inner, max_size=4),
    ),
    max_leaves=15,
)


@settings(max_examples=50)
@given(TREES, st.booleans())
def test_what_pyyaml_writes_reads_back_and_every_value_has_its_place(tree: object, flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    if text.endswith("...\n"):
        text = text[:-4]
    document = load_yaml(text, "t.yaml")
    assert document.readable
    assert document.data == tree
    for path, span in document.spans.items():
        value = document.data
        for step in path:
            value = value[step]
        assert 0 <= span.start <= span.end <= len(text)
        if isinstance(value, int | date) and not isinstance(value, bool):
            assert text[span.start : span.end] == str(value)


@settings(max_examples=50)
@given(st.text(alphabet="ab: -[]{}'\"#&*!|>%@`,?\n\t　：0１", max_size=40))
def test_no_text_raises(text: str) -> None:
    document = load_yaml(text, "t.yaml")
    ordered = [p.span.start for p in document.problems]
    assert ordered == sorted(ordered)
    try:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        assert not document.readable
