"""Finding the body meant by a code or a name."""

import pytest

from readiness.inventory.identify import Directory, Identity, Unidentified, split_name
from readiness.model.body import BodyClass
from readiness.model.published import BodyCode, Designation, DesignationTable, ProgressTable, PublishedProgress
from readiness.model.unknown import UNKNOWN

PROGRESS = ProgressTable(
    file="p.xlsx",
    bodies=(
        PublishedProgress(prefecture="愛知県", municipality="豊橋市", rates=(("family_register", 1.0),)),
        PublishedProgress(prefecture="東京都", municipality="府中市"),
        PublishedProgress(prefecture="広島県", municipality="府中市"),
        PublishedProgress(prefecture="岩手県", municipality="金ケ崎町"),
        PublishedProgress(prefecture="東京都", municipality="千代田区"),
        PublishedProgress(prefecture="長野県"),
    ),
)
LIST = DesignationTable(
    file="d.xlsx",
    bodies=(
        Designation(code="232017", name="愛知県豊橋市", body_class=BodyClass.CORE_CITY, areas=("child_allowance",)),
    ),
)
CODES = (
    BodyCode(code="342084", prefecture="広島県", name="府中市"),
    BodyCode(code="200000", prefecture="長野県", name="長野県"),
)


def found(code: str | None, name: str | None) -> Identity:
    result = Directory(PROGRESS, LIST, CODES).find(code, name)
    assert isinstance(result, Identity), result
    return result


def refused(code: str | None, name: str | None) -> Unidentified:
    result = Directory(PROGRESS, LIST, CODES).find(code, name)
    assert isinstance(result, Unidentified), result
    return result


@pytest.mark.parametrize("code", ["232017", "２３２０１７", "23201"])
def test_by_code_with_everything_the_tables_know(code: str) -> None:
    body = found(code, None)
    assert body.full_name == "愛知県豊橋市"
    assert body.body_class is BodyClass.CORE_CITY
    assert body.progress is PROGRESS.bodies[0]
    assert body.designation is LIST.bodies[0]


@pytest.mark.parametrize("name", ["愛知県 豊橋市", "愛知県豊橋市", "豊橋市", "愛知県　豊橋市"])
def test_by_name_however_it_is_written(name: str) -> None:
    assert found(None, name).code == "232017"


def test_small_and_large_ke_are_the_same() -> None:
    assert found(None, "岩手県金ヶ崎町").municipality == "金ケ崎町"


def test_class_follows_the_name_where_no_list_says_more() -> None:
    assert found(None, "千代田区").body_class is BodyClass.SPECIAL_WARD
    assert found(None, "長野県").body_class is BodyClass.PREFECTURE
    assert found(None, "金ケ崎町").body_class is BodyClass.TOWN


def test_namesakes_are_listed() -> None:
    assert set(refused(None, "府中市").near) == {"東京都府中市", "広島県府中市"}
    assert found("342084", None).full_name == "広島県府中市"


def test_a_wrong_check_digit_names_the_right_code() -> None:
    result = refused("232018", None)
    assert dict(result.message.params)["right"] == "232017"
    assert result.near[0] == "232017 愛知県豊橋市"


def test_an_unknown_code_lists_the_nearest_and_a_name_helps_out() -> None:
    assert refused("232025", None).message.key == "init.code-unknown"
    assert "232017 愛知県豊橋市" in refused("232025", None).near


def test_code_and_name_of_two_bodies_are_refused() -> None:
    assert refused("342084", "愛知県豊橋市").message.key == "init.code-and-name-differ"


def test_a_misspelt_name_lists_the_nearest() -> None:
    assert refused(None, "愛知県 豊端市").near[0] == "愛知県豊橋市"


def test_without_tables_a_full_name_is_enough() -> None:
    body = Directory().find(None, "北海道 札幌市")
    assert isinstance(body, Identity)
    assert (body.prefecture, body.municipality, body.code) == ("北海道", "札幌市", UNKNOWN)
    assert isinstance(Directory().find("011002", None), Unidentified)


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("東京都府中市", ("東京都", "府中市")),
        ("京都府京都市", ("京都府", "京都市")),
        ("神奈川県横浜市", ("神奈川県", "横浜市")),
        ("和歌山県", ("和歌山県", None)),
        ("山県市", ("", "山県市")),
        ("岐阜県山県市", ("岐阜県", "山県市")),
    ],
)
def test_prefecture_and_municipality(full: str, parts: tuple[str, str | None]) -> None:
    assert split_name(full) == parts


def test_five_digits_lack_the_check_digit_or_the_leading_zero() -> None:
    codes = (
        BodyCode(code="012025", prefecture="北海道", name="函館市"),
        BodyCode(code="232017", prefecture="愛知県", name="豊橋市"),
    )
    read = [Directory(codes=codes).find(code, None) for code in ("12025", "01202", "23201")]
    assert [body.full_name for body in read if isinstance(body, Identity)] == ["北海道函館市"] * 2 + ["愛知県豊橋市"]
