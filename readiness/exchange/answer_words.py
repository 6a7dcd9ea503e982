"""How people write the answer codes, beyond the words of our list."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.model.conformance import Answer

SPELLINGS: Mapping[str, Answer] = {
    **dict.fromkeys(
        ("◎", "○", "対応", "対応済", "対応済み", "対応可", "準拠", "標準対応", "標準機能", "標準"), Answer.FITS
    ),
    **dict.fromkeys(("期限後適合", "経過措置", "期限後対応", "対応予定", "今後対応"), Answer.FITS_LATER),
    **dict.fromkeys(("代替運用", "運用代替", "運用対応", "運用で対応", "代替", "代替手段"), Answer.WORKAROUND),
    **dict.fromkeys(("外付", "外付け対応", "別製品", "アドオン", "別システム"), Answer.EXTERNAL),
    **dict.fromkeys(("オプション", "有償オプション", "オプション(有償)", "有償"), Answer.PAID_OPTION),
    **dict.fromkeys(("×", "非対応", "対応不可", "不可", "対応予定なし", "なし"), Answer.UNSUPPORTED),
    **dict.fromkeys(("非該当", "該当なし", "対象外機能"), Answer.NOT_APPLICABLE),
}

# △ has no agreed meaning: some vendors mean a workaround, others a partial fit. A mapping file may say which.
UNCLEAR = "△▲"
