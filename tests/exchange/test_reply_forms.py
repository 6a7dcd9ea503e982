"""How days, amounts and codes are written into answers: what plainly says one thing is taken, the rest is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from readiness.exchange.cells import read_planned
from readiness.exchange.replies.amounts import read_yen
from readiness.exchange.replies.mail_labels import labelled
from readiness.exchange.replies.no_answer import may_say_nothing, says_nothing
from readiness.exchange.replies.words import is_garbled, loose, official
from readiness.intake.answers import agrees
from readiness.model.conformance import Answer
from readiness.sources.mailhtml import html_text

DAYS = {
    "2027-10-01": "2027/10/1 0:00:00 / 2027年10月1日付 / 令和9年10月1日（予定） / R9.10.1予定 / 2027/10/1 (予定) / "
    "2027年10月1日（金曜日） / "
    "2027-10-01 00:00:00 / 提供予定日：令和9年10月1日",
    "2027-10-31": "2027年10月予定 / 2027年10月までに / 2027年10月中 / R9年10月提供予定 / 2027年10月から提供 / "
    "202710 / 令和9年10月より提供",
    "2027-03-31": "R8年度末 / 令和8年度末 / 2026年度末 / R9.3末 / 令和8年度末までに提供予定",
    "": "202713 / 令和9年度末まで / 令和9年10月以降順次 / 早くて令和9年10月 / 令和9年10月を目途 / 2027年10月まで / "
    "2027年3月31日まで提供 / R9.10～ / 2027年10月頃 / 2027年10月見込み / 令和9年度 / 10月予定 / "
    "2027年10月上旬 / R9.10サービス終了 / R9.10.1、R10.1.4 / 年度末",
}
YEN = {
    3_300_000: "¥3,300,000- / 3,300,000円- / 金3,300,000円也 / 金3,300,000円 / 330万円(概算) / 330万円(予定) / "
    "330万円（税込・概算） / 3,300,000円(消費税込) / ￥３，３００，０００ / 概算で330万円程度 / "
    "330万円（10％税込） / "
    "330万円（消費税10%込） / 330万円（うち消費税30万円） / 3,300,000 円 也 / 一式 3,300,000円 / "
    "3,300,000円（一式） / "
    "3,300,000円/式 / JPY 3,300,000 / 3,300,000円 ※税込 / 3,300,000 (円) / 税抜300万円（税込330万円） / "
    "330万円（税抜300万円） / 総額330万円 / 合計3,300,000円 / 330万円ほど / 330万円を予定",
    0: "無償 / 無償で対応 / 無償(保守範囲内) / 追加費用なし / 費用は発生しません",
    None: "税抜300万円（税込400万円） / 無償ではない / 無償（初年度のみ） / 一式3点300万円 / 一式×2 330万円 / "
    "330万円（うち機器費30万円） / 330万円（うち消費税別） / 値引後300万円 / 300万円（別途消費税） / "
    "定価400万円、値引後300万円 / "
    "300万円（有効期限R9.3.31） / 330万円弱 / 300万円以上 / 数百万円 / 300万円（機器費除く） / 3.3E+06 / "
    "330万円/本 / 330万円+税 / 330万円×2 / 330万円～ / 330万円/年 / 330万円以内 / 03-1234-5678 / 330万円(初期) / "
    "3,30,000円 / 3千3百万円",
}
CODES = {
    Answer.FITS: "適合。 / 適合です / 「適合」 / 1.適合 / 対応しています / 準拠しております。 / "
    "標準機能で対応 / 標準装備 / 適合いたします / 標準仕様に準拠 / 適合(標準機能) / ○(適合) / ○:適合 / (1)適合 / "
    "対応可能 / "
    "標準機能で対応済 / 実装しています / すべて対応済",
    Answer.UNSUPPORTED: "未対応です / ×。 / 対応していません / 対応しておりません / 対応できません / 実装なし / "
    "不適合 / "
    "適合しません / 対応予定はありません / 機能無し / 提供予定なし / NG",
    None: "適合ではない / 適合ではありません / 対応していないことはない / 適合・未対応 / 適合× / 条件付き適合 / "
    "一部適合 / "
    "概ね適合 / 適合? / 適合(要確認) / 適合見込 / 対応します / 対応する / 対応中 / 検討中 / カスタマイズで対応 / "
    "適合(有償) / "
    "適合(オプション) / 適合(次期版) / 適合/未対応 / ○/× / 標準またはオプション / 対応可(有償) / 可能性あり / "
    "対応可否確認中 / 対応済(一部除く) / 標準(予定) / 標準仕様 / パッケージ / 予定なし / 有償カスタマイズ / "
    "非該当? / "
    "一部未対応 / 適合→未対応 / 実装されていない部分あり / 提供時期未定",
    Answer.FITS_LATER: "今後対応予定 / 実装予定 / 次期版で対応 / 次期バージョンで対応 / 開発中 / 期限後に適合 / "
    "適合予定",
    Answer.WORKAROUND: "運用による代替 / 運用でカバー / 代替手段あり / 代替可 / 代替運用で対応",
    Answer.EXTERNAL: "外付けシステム / 外付けで対応 / 別パッケージ / 他製品",
    Answer.PAID_OPTION: "有料 / 有料オプション / オプション対応 / 有償にて対応 / 別途有償 / オプションにて対応可",
    Answer.NOT_APPLICABLE: "該当無し / 該当しません / 適用外",
}
AGREES = {
    True: "確認いたしました。 / 了解です / 承知しました / 相違ございません / 間違いないです / そのとおりです / "
    "事業者回答のとおり / 同意します / 合っています / 妥当と考える / 差し支えありません / 特に問題なし / 意見なし / "
    "承認します / はい、問題ありません / 確認しました。問題ありません。 / 回答内容に相違ありません / "
    "左記のとおりで差し支えありません / 合意します",
    False: "違います / 実態と異なる / 修正が必要 / 同意できない / 認められない / 差し戻します / 問題あり / 不十分 / "
    "誤りあり / いいえ、実態と違います / 訂正してください / 却下します",
    None: "確認中 / 確認します / 確認しています / 保留 / 一部相違 / 概ね確認 / 妥当と思われる / 業者に確認中 / "
    "確認が必要 / "
    "はい、ただし一部相違 / はい、誤りあり / 問題ありませんが未確認 / 修正します / "
    "確認できません / 問題なし? / 条件付きで了承 / どちらともいえない / 修正 / 特になし / 未確認 / 相違の有無を確認",
}

NO_ANSWER = (
    "別途スケジュール表をご提示いたします / 後日、一覧表をお送りします / "
    "前回回答のとおり / 前回と同じ / 昨年度と同じ / R7年度照会時の回答と同様です / 別途ご相談 / "
    "営業担当より連絡します / わかりません / 把握していません / 開発元に確認中です / メーカー確認中 / "
    "本社に照会しております / 12月中に回答予定 / 来週回答します / 回答できません / "
    "契約書をご確認ください / 提案書P.12参照 / HPをご覧ください / https://example.jp/spec.pdf / "
    "詳細は添付の見積書のとおり / 要打合せ / お打合せの場で説明します / 今後検討します / "
    "検討いたします / 国の通知待ち / 仕様確定後に回答 / 標準仕様書の改定後に検討 / "
    "担当者が異なるため回答できません / 貴町にて確認願います / ??? / … / 了解しました / 承知しました / "
    "ありがとうございます / 未定（R9年度以降） / 時期未定 / 現時点では未定です / 現在調整しております / "
    "追って御連絡いたします。 / 未回答 / 空欄 / 回答済み / 回答済 / 対応協議中 / 見積中 / 見積書作成中 / "
    "取り寄せ中 / 情報政策課に確認してください / ベンダーに聞いてください / 担当替えのため引継中 / "
    "昨年と同じ / 不明 / 社内で確認のうえ別途ご連絡します / 別添資料1をご覧ください / "
    "11月末までに回答します / 個別にご相談ください / 担当者へ確認中 / 見積書参照 / 課内で調整中 / "
    "別紙のとおり / 後日回答します。よろしくお願いいたします。 / 確認中です。11月末までに回答します。 / "
    "現在協議中であり、12月に回答します / 回答は差し控えます / 別途、お打合せ(12月1日)で回答します。 / "
    "追って連絡 / 検討中"
)
ANSWERS = (
    "別途CSVを提出します / 後日納品書を交付します / "
    "特になし / なし / 0件 / 済 / OK / 非公開 / 守秘義務契約(NDA)締結後に開示 / "
    "窓口で届出を受けています。 / 月1回、担当者が目視で確認しています / 令和9年10月に提供します / "
    "契約に含みます。 / 開発中です / 未定ですが、R9.10を予定しています / "
    "データは年2回まで無償で提供します / 届出は窓口で受けています。 / 令和8年度末が期限です / "
    "協議中。R9.10提供予定 / CSVで提出します / データ項目定義書を提示します / "
    "文字コードはShift_JIS、外字120字 / 別紙のとおり。費用は300万円です / システムの画面で確認できます / "
    "対応できません / 提供の予定はありません / 16週間 / 回答期限は11月末と理解しています / "
    "3か月の準備期間が必要 / EUCで抽出可能 / 12月中に提供します / 職員が電話で確認しています / "
    "住民に文書で照会しています / サポート終了日は2027年10月12日です / はい / 庁内サーバー / "
    "開示は有償です / 標準仕様書2.0版に準拠 / 毎月1日に報告しています / カスタマイズ3件(帳票2、連携1) / "
    "2027年1月に受入試験を開始できます / 令和9年3月まで保守します / 当社が管理しています / "
    "県に報告しています / 税務課が確認しています"
)


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


def test_how_a_division_says_that_it_agrees_or_does_not() -> None:
    for agreed, words in AGREES.items():
        assert {word: agrees(word) for word in words.split(" / ")} == dict.fromkeys(words.split(" / "), agreed)


def test_words_that_put_off_point_elsewhere_or_thank_are_no_answer() -> None:
    assert [word for word in NO_ANSWER.split(" / ") if not says_nothing(word)] == []
    assert [word for word in ANSWERS.split(" / ") if says_nothing(word)] == []
    ways = yaml.safe_load((Path(__file__).parent / "ways_to_say.yaml").read_text(encoding="utf-8"))
    assert [word for word in ways["no_answer"].splitlines() if not says_nothing(word)] == []
    answers = ways["answers"].splitlines()
    assert [word for word in answers if says_nothing(word)] == []
    assert [word for word in ways["may_be_none"].splitlines() if not may_say_nothing(word)] == []
    assert sum(map(may_say_nothing, answers)) < 0.08 * len(answers)  # a remark at every tenth row is read by nobody


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


@pytest.mark.parametrize("word", ["から", "の場で", "後日", "検討中", "1月に"])
def test_a_page_of_one_word_is_judged_at_once(word: str) -> None:
    """Ways to say «later» that could be parted in endlessly many ways; so long a sentence says something."""
    assert says_nothing("後日、打合せの場で改めて回答します。") and not says_nothing(word * 1500)


def test_hundreds_of_millions_as_people_say_them() -> None:
    assert (read_yen("1億2千万円").low, read_yen("1億2,000万円").low, read_yen("3千万円").low) == (
        120_000_000, 120_000_000, 30_000_000,
    )  # fmt: skip
