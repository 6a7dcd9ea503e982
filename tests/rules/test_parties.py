"""Outside parties by law are known by whatever inventories call them."""

from __future__ import annotations

import pytest

from readiness.model.standard.standard import spelling
from readiness.standard.load import load_standard

STANDARD = load_standard()


@pytest.mark.parametrize(
    ("key", "name", "same"),
    [
        ("eltax", "ｅＬＴＡＸ(地方税ポータル)", True),
        ("eltax", "eL-QR 収納", False),
        ("nhi-federation", "愛知県国民健康保険団体連合会", True),
        ("nhi-federation", "国保連合会", True),
        ("nhi-central", "国保 情報集約システム", True),
        ("information-server", "自治体中間サーバー・プラットフォーム", True),
        ("information-server", "医療保険者等向け中間サーバー", False),
        ("eligibility", "医療保険者等向け中間サーバー", True),
        ("pension", "日本年金機構(年金事務所)", True),
        ("jnks", "軽ＪＮＫＳ", True),
        ("juki-net", "住基ネットCS", True),
        ("certificates", "コンビニ交付", True),
        ("wide-union", "後期高齢者医療広域連合", True),
    ],
)
def test_parties_are_known_by_their_usual_names(key: str, name: str, same: bool) -> None:
    party = next(party for party in STANDARD.parties if party.key == key)
    assert party.is_named_in(spelling(name)) is same


def test_every_party_has_areas_that_exist_and_words_as_they_are_compared() -> None:
    for party in STANDARD.parties:
        assert set(party.areas) <= set(STANDARD.area_by_key), party
        assert all(word == spelling(word).casefold() for word in (*party.words, *party.not_words)), party
