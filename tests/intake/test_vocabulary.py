"""The words of specs/vocabulary: every list says where it is from, and no word is lost to another."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from readiness.intake.fields import ALIASES, CIRCLED, shape_of
from readiness.intake.fold import fold, fold_head
from readiness.intake.vocabulary import FILES
from readiness.model.standard.confidence import Confidence
from readiness.standard.locate import specs_root

FOLDER = specs_root() / "vocabulary"
# What headings and values speak of besides fields of records.
OTHER = ("row.", "links.", "interface.", "work.", "contract.systems", "cost_line.item", CIRCLED)


def data(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def test_every_file_is_read() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_list_says_where_it_is_from_and_how_sure_it_is(name: str) -> None:
    lists = data(name)
    about = lists.pop("about")
    assert set(about) == set(lists)
    for key, told in about.items():
        assert told["source"] and told["confidence"] in {c.value for c in Confidence}, key
        guessed = told["confidence"] == Confidence.ASSUMPTION.value
        assert all(("閲覧" in s or "Excel" in s) != guessed for s in told["source"]), (
            key
        )  # seen when, or a rule of ours


def test_every_heading_leads_to_a_field() -> None:
    targets = {target for kind in data("headings")["kinds"].values() for target in kind}
    targets |= set(data("values")["words"]) | set(data("values")["marks"])
    unknown = [
        t for t in targets if not t.startswith(OTHER) and shape_of(t) is None and t.partition(".")[0] not in ALIASES
    ]
    named = {"vendor.name", "package.name", "division.name", "contract.name", "system.name", "device.name"}
    assert not unknown and named <= targets


@pytest.mark.parametrize("kind", ["system", "interface", "contract", "device"])
def test_no_heading_leads_to_two_fields_of_equal_rank(kind: str) -> None:
    """Which of two fields a heading means must not rest on the order of the file alone."""
    first: dict[str, str] = {}
    for target, words in data("headings")["kinds"][kind].items():
        for word in words[:1]:
            assert first.setdefault(fold_head(word), target) == target, word


def test_no_word_of_a_value_has_two_meanings() -> None:
    for field, table in data("values")["words"].items():
        meant: dict[str, str] = {}
        for value, words in table.items():
            for word in words or ():
                assert meant.setdefault(fold(str(word)), str(value)) == str(value), (field, word)


def test_no_word_is_both_an_area_and_outside() -> None:
    areas = data("areas")
    inside = {fold(w) for words in areas["words"].values() for w in words}
    inside |= {fold(w) for group in areas["groups"] for w in group["words"]}
    assert not inside & {fold(w) for w in areas["peripheral"]}
