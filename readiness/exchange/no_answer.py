"""Words that look like an answer and are none: they put it off, point elsewhere, do not know, or only thank."""

from __future__ import annotations

import re
from unicodedata import normalize

from readiness.exchange.answer_words import is_dash

# Work that goes on before there is an answer; 開発中 says something of the thing itself.
_WORK = (
    r"(?:協議|検討|確認|調整|精査|照会|調査|作業|手続き?|対応|作成|準備|依頼|見積り?|取り?寄せ|問い?合わ?せ|引き?継ぎ?|整理|審査|査定|"
    r"打ち?合わ?せ)"
)
# What will be done instead of an answer now.
_REPLY = (
    r"(?:検討|調整|確認|協議|照会|調査|精査|問い?合わ?せ|回答|返答|返信|連絡|報告|説明|相談|打ち?合わ?せ|"
    r"(?:ご|お)?(?:提示|提出|送付|送り))"
)
_TIME = (
    r"(?:追って|後日|別途|改めて|おって|今後|後ほど|のちほど|近日中に?|来週|来月|今月中に?|今週中に?|(?:お|ご)?打ち?合わ?せ(?:の場|の際|時)?(?:で|にて|に)|至急|早急に|個別に?|直接|"
    r"[^をはが]{1,24}?(?:のうえ|の上|次第|後に?|中に?|までに?|頃に?|月に|日に|の場で|の際に?|より|から|にて))"
)
_DITTO = re.compile(r"[〃々\"]|同上|上[にと]同じ|上記(?:と|に)?同(?:じ|様)|同左|同前|以下同(?:じ|文)")
_UNSETTLED = re.compile(
    rf"未確認|[^をが]{{0,16}}?(?:は|も)?未定|不明|[?？]+|tbd|n/?a|[^はが]{{0,24}}?{_WORK}中|(?:{_WORK}|検討)(?:して(?:い|お)(?:る|り)?)|"
    rf"(?:{_TIME}[、,]?){{1,3}}(?:[^をはが]{{0,12}}(?:より|から|にて))?(?:ご|御)?{_REPLY}(?:し|いた|致|させて)?(?:の)?(?:予定)?(?:願い?)?|後日|追って|おって|"
    rf"[^をはが]{{1,16}}(?:を|について|は|へ|に|と|にて){_WORK}(?:中|して(?:い|お)?(?:る|り)?)|"
    rf"(?:検討|調整|協議|確認)(?:し|いた|致)?|(?:個別に?|別途|直接)*(?:ご|お|御)?(?:相談|問い?合わ?せ|打ち?合わ?せ)(?:の上|させ)?(?:願い?)?|"
    r"(?:[^。]{1,20}(?:ため|ので|につき))?[、,]?(?:回答|返答)(?:は|を)?(?:保留|でき(?:ません|ない|かね)|いたしかね|致しかね|しかね|差し?控え|待ち)|"
    r"保留|要(?:確認|検討|調査|相談|協議|調整|打ち?合わ?せ)|(?:担当者?)?(?:が)?不在|[^。]{1,20}待ち|"
    r"(?:[^。]{1,16}(?:は|が|については))?(?:分か|わか|判)(?:り|ら)(?:ません|ない|かね)|"
    r"(?:[^。]{1,16}(?:は|を))?(?:把握|承知|認識)して(?:い|おり|お)?(?:ません|ない)|未回答|無回答|空欄|回答済み?|回答(?:し|いたし)"
)
_PAPERS = (
    r"(?:別紙|別添|別表|別途資料|添付|同封|資料|書類|ファイル|上記|下記|前回|前々回|前年度?|昨年度?|前頁|次頁|貴庁|弊社|当社|契約書|仕様書|提案書|"
    r"見積書|回答書?|一覧表?|ホームページ|hp|webサイト|ウェブサイト|カタログ|パンフレット|マニュアル|の|に)*"
)
_POINTER = re.compile(
    rf"(?:(?:詳細|内容|回答|費用|金額|時期|日程|一覧)(?:は|について(?:は)?|に関して(?:は)?)?)?{_PAPERS}"
    r"(?:no\.?|p\.?)?(?:[0-9a-z①-⑳\-~.]*)?(?:頁|ページ)?(?:の?(?:とおり|通り)|(?:を)?(?:ご|御)?(?:参照|覧|確認)(?:願います|願い)?|に記載)|別紙|別添|"
    r"https?://\S+|"
    r"(?:前回|前々回|前年度?|昨年度?|以前|先日|(?:r|令和)?[0-9]{1,4}年度?)(?:の|に)?[^。]{0,12}?"
    r"(?:(?:と|に)?(?:同じ|同様|同一)|(?:から)?(?:変更|変わり)(?:は)?(?:なし|ありません|ない|無し)|の?(?:とおり|通り))|"
    r"[^。をはが]{1,16}(?:に|へ|まで|にて)(?:直接)?(?:(?:ご|お|御)?(?:聞いて|尋ね|問い?合わ?せ|確認|照会|連絡)(?:て|して|の上)?)(?:願います|願い|頂きたい|いただきたい)?"
)
_POLITE = re.compile(
    r"(?:了解|承知|かしこまりました|ありがとうござい|お世話になっており|(?:よろしく|宜しく)(?:お願い(?:いた|致)?)?|お手数ですが|申し訳(?:あり|ござい)?(?:ません)?)(?:し|いた|致)?"
)
_AROUND = re.compile(
    r"(?:です|ます|ました|いたします|致します|します|させていただきます|になります|となります|のため$|につき$|現在|現時点(?:では|で)?|今のところ|"
    r"只今|ただいま|課内で|社内で|庁内で|部内で|弊社で|当社で|ください|下さい|お願い(?:いた)?します|[。、.,!！\s「」])+"
)
_LONGEST = 80  # letters of a sentence that may be none
_ASIDE = re.compile(r"[(（][^)）]*[)）]")
_CLAUSE = re.compile(r"[。\n;；]")


def is_ditto(text: str) -> bool:
    """Whether it points at the cell above or beside (同上, 〃)."""
    return bool(_DITTO.fullmatch(_bare(text)))


def says_nothing(text: str) -> bool:
    """Whether words are no answer to anything: every sentence of them puts it off, points elsewhere or is polite."""
    return not text.strip() or all(map(_is_empty, _CLAUSE.split(normalize("NFKC", text))))


def _is_empty(sentence: str) -> bool:
    if not sentence.strip() or is_dash(sentence):
        return True
    bare = _bare(sentence)
    if len(bare) > _LONGEST:  # so many words say something; and whoever sends a page of one word shall not stop us
        return False
    aside = _ASIDE.sub("", bare)
    forms = {bare, aside} if aside else {bare}
    return any(p.fullmatch(form) for p in (_DITTO, _UNSETTLED, _POINTER, _POLITE) for form in forms)


def _bare(text: str) -> str:
    folded = normalize("NFKC", text).casefold().strip()
    return _AROUND.sub("", folded)
