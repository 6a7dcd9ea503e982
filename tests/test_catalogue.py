"""The words: every key has both languages."""

from importlib.resources import files

import pytest
import yaml

WORDS = sorted(files("readiness.messages").joinpath("words").iterdir(), key=lambda f: f.name)


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
        or (key.startswith("exchange.letter.") and key.endswith((".opening", ".how", "unknown-is-fine")))
    }
    assert len(asked) > 50
    rude = {
        key: words
        for key, words in asked.items()
        if not words.rstrip("。").endswith(("ください", "します", "ありません"))
    }
    assert not rude
