"""What words beside a code state: each way of saying no, later, for money, in part or otherwise takes the code back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from readiness.exchange.replies.contradiction import contradiction, words_against
from readiness.exchange.replies.statements import Statement
from readiness.model.conformance import Answer
from readiness.model.gap import Reply

AGAINST = {
    Answer.FITS: """
        対応していないことはありません
        当該機能は搭載していない
        Ver.6.0以降で対応
        R9.4以降対応
        令和9年度に実装
        データ項目定義書を頂いた場合に限り対応
        端末の更新をしていただければ対応できます
        標準外
        パッケージ外の機能です
        要望として承ります
        対応は困難です
        未実装
        開発を見送りました
        Excelマクロで対応
        EUCで作成可能
        追加開発が必要
        別契約となります
        費用が発生します
        検討します
        連携先の対応が前提です
        適合しない
        NG
        ×
        未対応
        別パッケージで対応
        手動で登録
        紙で運用
        後継製品で対応
        Ver7から
        指定都市版のみ対応
        (11/20訂正)
        概ね適合しています
        適合と認識しています
        現在検証中です
    """,
    Answer.FITS_LATER: "提供済みです\n既に対応済み\n対応しない\n次期版でも対応しません\n適合",
    Answer.WORKAROUND: "代替手段はない\n標準機能で対応済み\n対象外",
    Answer.EXTERNAL: "予定なし\n標準で対応",
    Answer.PAID_OPTION: "追加費用なし\n標準で含まれます\n予定はない\n対応していない",
    Answer.UNSUPPORTED: """
        不可ではない
        対応していないことはない
        有償オプションで提供
        運用で代替できます
        別製品で対応
        標準装備です
        カスタマイズにより対応
        条件が整えば対応可
        令和9年度に対応します
        ○
    """,
    Answer.NOT_APPLICABLE: "有償で対応\n次期版で対応",
}
BESIDE = {
    Answer.FITS: """
        標準機能で対応しています
        Ver.5.0で対応済み
        令和8年4月から提供中
        制限はない
        例外なし
        未確認の項目はありません
        適合確認試験に合格しています
        特になし
        運用に影響しません
        追加の費用は発生しません
        有償ではなく標準提供です
        オプションは不要です
        対象者がいない場合はエラーメッセージを表示します
        検索条件を指定して抽出できます
        異動取消処理に対応
        一部納付に対応
        自動・手動の両方に対応しています
        代替文字に対応
        所得見込額を登録できます
        支給の中止・廃止に対応
        DV等支援対象者の情報は表示しない設定が可能
        御不明な点がございましたら御連絡ください
        申し訳ございませんが、資料は後日送付します
    """,
    Answer.FITS_LATER: """
        R9.10に提供予定
        現在は未対応ですが、次期版で対応します
        現行版では対応していません。令和10年1月の版で提供します
    """,
    Answer.WORKAROUND: "標準機能では未対応のため、CSVで出力し手作業で突合\n機能はありません",
    Answer.EXTERNAL: "当社パッケージでは対応していません\n他社の宛名印刷製品を利用",
    Answer.PAID_OPTION: "標準では対応していませんが、有償オプションで提供します\n保守対象外のため別途費用",
    Answer.UNSUPPORTED: """
        対応予定なし
        要件が確定していないため
        今後の対応は未定です
        代替を検討中
        有償でも対応できません
        運用での代替もできません
        次期版でも対応しません
    """,
    Answer.NOT_APPLICABLE: "今後も利用の予定がないため\n有償機能を契約していないため\nなし",
}


@pytest.mark.parametrize("code", list(Answer), ids=lambda code: code.name)
def test_words_that_take_a_code_back_and_words_that_do_not(code: Answer) -> None:
    assert [line for line in _lines(AGAINST[code]) if not words_against(code, line)] == []
    assert [(line, words_against(code, line)) for line in _lines(BESIDE[code]) if words_against(code, line)] == []


WAYS = yaml.safe_load((Path(__file__).parent / "ways_to_say.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", WAYS["against"])
def test_ways_to_say_it_of_another_hand(code: str) -> None:
    against, beside = _lines(WAYS["against"][code]), _lines(WAYS["beside"].get(code, ""))
    assert [line for line in against if not words_against(Answer[code], line)] == []
    assert [(line, words_against(Answer[code], line)) for line in beside if words_against(Answer[code], line)] == []


def test_words_nobody_understands_are_not_plain() -> None:
    plain = "標準機能で対応しています / Ver.5.0で対応済み / 操作手順書12頁 / 追加の費用は発生しません / 現行版で提供中"
    assert [words for words in plain.split(" / ") if not Statement(words).is_plain()] == []
    unread = ["町内会の名簿は別です", "近い様式", "ふりがなは半角です", "データパッチで対応", *_lines(WAYS["unread"])]
    assert [words for words in unread if Statement(words).is_plain()] == []


def test_a_version_to_come_is_none_of_today() -> None:
    to_come = "R9.1版より / 令和9年1月の版にて搭載 / R9.4版 / 2027年4月リリース / R9.3末の定期リリース"
    here = "2025年4月出荷版より搭載済み / R8.4版 / 令和9年4月施行の法改正に対応済み / 令和9年度税制改正に対応"
    for words, code in ((to_come, "code-against-words"), (here, "")):
        for way in words.split(" / "):
            reply = Reply(answer=Answer.FITS, version=way)
            assert contradiction(reply, "", date(2026, 10, 5))[1] == code, way


def test_what_stands_in_the_columns_of_alternatives_and_versions_beside_what_fits() -> None:
    none = "なし / 不要 / 該当なし / 対象外 / N/A / ○ / 標準機能のため不要 / なし(標準機能で対応) / 代替手段は不要です"
    ways = "運用で代替 / Excelで作成 / 帳票で確認 / あり / 手作業 / 標準機能のため運用で対応 / 不要な場合は手作業"
    here = "Ver.5.0(R8.10リリース) / 令和8年4月リリース版 / R7.4から提供 / 該当なし / 標準仕様書4.1版対応"
    to_come = (
        "Ver.6.0(R9.10リリース) / 令和9年4月リリース版 / R9.4から提供 / R8.10リリース取りやめ / R8.4提供、R9.3終了予定"
    )
    for words, field, code in (
        (none, "alternative", ""),
        (ways, "alternative", "code-against-words"),
        (here, "version", ""),
        (to_come, "version", "code-against-words"),
    ):
        for way in words.split(" / "):
            reply = Reply(answer=Answer.FITS, **{field: way})  # type: ignore[arg-type]
            assert contradiction(reply, "", date(2026, 11, 30))[1] == code, way


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]
