"""The words: every key has both languages."""

import re
from pathlib import Path

import pytest
import yaml

from readiness.messages.catalogue import Catalogue
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN, WITHHELD

MESSAGES = Path(__file__).parents[1] / "readiness" / "messages"
WORDS = sorted((MESSAGES / "words").glob("*.yaml"))


@pytest.mark.parametrize("source", WORDS, ids=lambda f: f.name)
def test_every_message_is_in_both_languages(source):
    for key, entry in yaml.safe_load(source.read_text(encoding="utf-8")).items():
        assert set(entry) == {"ja", "en"}, key
        assert all(isinstance(words, str) and words for words in entry.values()), key
        assert key.split(".")[0] == source.name.removesuffix(".yaml")


def test_what_is_asked_of_others_is_asked_politely():
    """公用文作成の考え方: inquiries and requests to others are written in です・ます."""
    asked = {
        key: entry["ja"]
        for source in WORDS
        for key, entry in yaml.safe_load(source.read_text(encoding="utf-8")).items()
        if (key.endswith(".request") and key.startswith(("gap.", "exchange.candidate.")))
        or (
            key.startswith("exchange.letter.")
            and ".item." not in key
            and key.endswith((".opening", ".how", "unknown-is-fine"))
        )
    }
    assert len(asked) > 50
    rude = {
        key: words
        for key, words in asked.items()
        if not words.rstrip("。").endswith(("ください", "します", "願います", "ありません"))
    }
    assert not rude


PLAIN = re.compile(r"(である|(?<!まし)(?<!でし)た|ない|(?<![まで])す|[うくつぬぶむる])(?=[。(]|$)")


def test_messages_speak_politely():
    """What the program says to its user is in です・ます; である is for reports and papers."""
    said = {
        key: entry["ja"]
        for source in WORDS
        for key, entry in yaml.safe_load(source.read_text(encoding="utf-8")).items()
        if key.startswith(("cli.", "input.", "store.", "source.", "spec.no-", "init.comment.", "exchange.note."))
    }
    assert len(said) > 300
    plain = {key: words for key, words in said.items() if PLAIN.search(re.sub(r"\([^()]*\)", "", words))}
    assert not {key: words for key, words in plain.items() if "_mode" not in key and not key.endswith(".mode")}


def _all_japanese(entry, path=()):
    if isinstance(entry, dict) and isinstance(entry.get("ja"), str):
        yield ".".join(path), entry["ja"]
    elif isinstance(entry, dict):
        for key, below in entry.items():
            yield from _all_japanese(below, (*path, str(key)))


RULES = sorted((MESSAGES / "rules").glob("*.yaml"))


@pytest.mark.parametrize("source", [*WORDS, *RULES], ids=lambda f: f.name)
def test_a_windows_console_can_show_every_message(source):
    """Consoles of code page 932 have no en dash and no box drawing beyond their own."""
    for key, words in _all_japanese(yaml.safe_load(source.read_text(encoding="utf-8"))):
        try:
            words.encode("cp932")
        except UnicodeEncodeError as error:
            pytest.fail(f"{key}: {words[error.start : error.end]!r} in {words!r}")


def test_a_number_that_is_unknown_or_withheld_is_told_in_words() -> None:
    """Texts group digits (`{amount:,}`); what stands in the place of a number has none."""
    words = Catalogue("ja")
    for value, said in ((UNKNOWN, "未確認"), (WITHHELD, "非公開")):
        told = words.render(text("rule.FD101.message", label="補助金", limit=value, sum=value))
        assert said in told and "⟦" not in told


def test_no_message_stands_twice() -> None:
    """YAML takes the last of two equal keys without a word."""
    for path in sorted(MESSAGES.rglob("*.yaml")):
        keys = re.findall(r"^([a-z][\w.-]*):", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert sorted({key for key in keys if keys.count(key) > 1}) == [], path.name
