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
