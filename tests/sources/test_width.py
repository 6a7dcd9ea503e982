"""Widths, the caret and suggestions."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.sources import width as module
from readiness.sources.caret import caret
from readiness.sources.suggest import suggest
from readiness.sources.width import clip, clusters, display_width, pad, rooms, wrap


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("住民記録", 8),
        ("ｶﾅ", 2),
        ("Ａ１", 4),
        ("か\u3099", 2),  # か + combining voiced mark
        ("葛\U000e0100", 2),  # ideographic variation selector
        ("👨\u200d👩\u200d👧", 2),
        ("🇯🇵", 2),
        ("✈\ufe0f", 2),
        ("👍🏽", 2),
        ("𠮷", 2),
        ("a\tb", 9),
        ("\u200bx", 1),
        ("", 0),
    ],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_ambiguous_width_is_a_choice() -> None:
    assert display_width("①α") == 2
    assert display_width("①α", ambiguous=2) == 4


def test_clip_and_pad() -> None:
    assert clip("住民記録システム", 9) == "住民記録…"
    assert clip("住民記録システム", 8) == "住民記…"
    assert clip("住民", 4) == "住民"
    assert pad("住民", 6) + "|" == "住民  |"
    assert pad("住民", 7, align="right") == "   住民"
    assert pad("住民記録", 2) == "住民記録"


def test_wrap_keeps_words_and_closing_marks() -> None:
    assert wrap("標準準拠システムへの移行、Kubernetes cluster計画。", 10) == [
        "標準準拠シ",
        "ステムへの",
        "移行、",
        "Kubernetes",
        "cluster計",
        "画。",
    ]
    assert wrap("", 10) == [""]
    assert wrap("a\nb", 10) == ["a", "b"]
    assert wrap("住民記録。", 8) == ["住民記", "録。"]


@given(st.text(), st.integers(2, 30))
def test_clip_fits_and_wrap_loses_nothing(text: str, width: int) -> None:
    assert display_width(clip(text.replace("\t", ""), width)) <= width
    assert "".join(cluster for cluster, _ in clusters(text)) == text
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_caret_under_full_width_text() -> None:
    line = "名称: 住民記録 # 記録"
    marks = caret(line, 5, 9)
    assert marks == " " * 6 + "^" * 8
    assert caret(line, 1, 3) == "^^^^"
    assert caret("ab", 3, 3) == "  ^"
    assert caret("", 1, 1) == "^"
    assert caret("\t値: x", 2, 3) == "\t^^"
    assert caret("\tx", 1, 3) == "^"
    assert caret("か\u3099き x", 5, 6) == "     ^"
    assert caret("👨\u200d👩\u200d👧: @", 8, 9) == "    ^"


def test_suggest() -> None:
    assert suggest("kokuho-sys", ["juki", "kokuho-system", "kosodate"])[0] == "kokuho-system"
    assert suggest("住民記緑", ["住民記録", "戸籍", "戸籍の附票"]) == ("住民記録",)
    assert suggest("ｊｕｋｉ", ["juki"]) == ("juki",)
    assert suggest("Owner_Division", ["owner-division", "vendor"]) == ("owner-division",)
    assert suggest("戸籍", ["戸籍の附票", "就学"]) == ("戸籍の附票",)
    assert suggest("zzz", ["juki", "kokuho"]) == ()
    assert suggest("", ["juki"]) == ()
    assert len(suggest("sys-1", [f"sys-{n}" for n in range(10, 30)])) == 3


def test_a_text_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    measured = module.clusters

    def noting(text: str, *, ambiguous: int = 1) -> Iterator[tuple[str, int]]:
        asked.append(text)
        return measured(text, ambiguous=ambiguous)

    monkeypatch.setattr(module, "clusters", noting)
    assert [display_width("同じ①文言", ambiguous=wide) for wide in (1, 2, 1, 2)] == [9, 10, 9, 10]
    assert asked == ["同じ①文言"] * 2


@given(st.text(st.one_of(st.characters(), st.sampled_from("aア漢、１ｱ\t\n①\u3099\u302a〿e\u0301🇯🇵")), max_size=12))
def test_the_short_way_counts_as_the_long_one(text: str) -> None:
    for ambiguous in (1, 2):
        total = 0
        for cluster, width in clusters(text, ambiguous=ambiguous):
            total += 8 - total % 8 if cluster == "\t" else width
        assert display_width(text, ambiguous=ambiguous) == total


@pytest.mark.parametrize(
    ("heights", "found"),
    [
        ((1, 4), (4, 4)),
        ((4, 5), (4, 5)),
        ((5, 5), (5, 4)),
        ((9,), (9,)),
        ((2, 3, 4), (3, 3, 4)),
        ((4, 4, 4), (3, 3, 3)),
    ],
)
def test_texts_share_lines_so_that_none_is_cut_while_all_fit(heights: tuple[int, ...], found: tuple[int, ...]) -> None:
    assert rooms(["あ" * 5 * height for height in heights], cells=10, lines=9) == tuple(10 * room for room in found)
