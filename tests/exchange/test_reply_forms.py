"""How days, amounts and codes are written into answers: what plainly says one thing is taken, the rest is asked."""

from __future__ import annotations

from readiness.exchange.amounts import read_yen
from readiness.exchange.answer_words import is_garbled, loose, official
from readiness.exchange.cells import read_planned
from readiness.exchange.mail_labels import labelled
from readiness.model.conformance import Answer
from readiness.sources.mailhtml import html_text

DAYS = {
    "2027-10-01": "令和9年10月1日（予定） / R9.10.1予定 / 2027/10/1 (予定) / 2027年10月1日（金曜日） / "
    "2027-10-01 00:00:00 / 提供予定日：令和9年10月1日",
    "2027-10-31": "2027年10月予定 / 2027年10月までに / 2027年10月中 / R9年10月提供予定",
    "2027-03-31": "R8年度末 / 令和8年度末 / 2026年度末 / R9.3末 / 令和8年度末までに提供予定",
    "": "2027年10月まで / 2027年3月31日まで提供 / R9.10～ / 2027年10月頃 / 2027年10月見込み / 令和9年度 / 10月予定 / "
    "2027年10月上旬 / R9.10サービス終了 / R9.10.1、R10.1.4 / 年度末",
}
YEN = {
    3_300_000: "¥3,300,000- / 3,300,000円- / 金3,300,000円也 / 金3,300,000円 / 330万円(概算) / 330万円(予定) / "
    "330万円（税込・概算） / 3,300,000円(消費税込) / ￥３，３００，０００",
    None: "330万円+税 / 330万円×2 / 330万円～ / 330万円/年 / 330万円以内 / 03-1234-5678 / 330万円(初期)",
}
CODES = {
    Answer.FITS: "適合。 / 適合です / 「適合」 / 1.適合 / 対応しています / 準拠しております。 / "
    "標準機能で対応 / 標準装備",
    Answer.UNSUPPORTED: "未対応です / ×。 / 対応していません / 対応しておりません",
    None: "適合ではない / 適合ではありません / 対応していないことはない / 適合・未対応 / 適合×",
}


def test_days_of_a_plan() -> None:
    for day, words in DAYS.items():
        for word in words.split(" / "):
            found = read_planned(word)
            assert (found.value.isoformat() if found.value else "", bool(found.problem)) == (day, not day), word


def test_amounts() -> None:
    for yen, words in YEN.items():
        for word in words.split(" / "):
            found = read_yen(word)
            assert (found.low, found.high, bool(found.problem)) == (yen, None, yen is None), word


def test_codes_with_words_of_politeness() -> None:
    for code, words in CODES.items():
        assert {word: official(word) or loose(word) for word in words.split(" / ")} == dict.fromkeys(
            words.split(" / "), code
        )


def test_letters_read_in_another_code_are_known() -> None:
    garbled = ["適合です".encode().decode(code, "replace") for code in ("cp932", "latin-1")]
    assert all(map(is_garbled, garbled))
    assert not any(map(is_garbled, ("適合です", "ﾀｲｵｳｽﾞﾐ", "Ａ①㈱髙﨑", "Café", "ﾃｷｺﾞｳ")))


def test_labels_in_a_mail() -> None:
    assert labelled(["回答区分：適合", "回答内容: 提供中", "です", "概算費用（下限）：300万円"]) == {
        "answer": "適合", "fact": "提供中\nです", "cost_low": "300万円",
    }  # fmt: skip
    assert labelled(["適合", "回答区分：適合", "備考：なし"]) is None
    assert labelled(["回答区分：適合", "回答区分：未対応", "備考：なし"]) is None
    assert labelled(["担当：山田", "備考：なし"]) is None


def test_html_is_read_as_it_is_seen() -> None:
    shown, unseen = html_text(
        "<head><title>題</title></head><p>甲：<s>適合</s>未対応</p><div class='gmail_quote'>乙 問い</div>丙<br>丁"
        "<span style='display: none'>適合</span><table><tr><td>A</td><td><p>一</p><p>二</p></td></tr></table>"
    )
    lines = [line for line in shown.splitlines() if line.strip()]
    assert (lines, unseen) == (["甲：未対応", "> 乙 問い", "丙", "丁", "A\t一 二"], 2)
