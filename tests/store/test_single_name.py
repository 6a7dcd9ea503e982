"""An ID becomes the name of one folder below the chosen place, or nothing."""

from pathlib import Path

import pytest

from readiness.store.errors import StoreError
from readiness.store.names import single_name


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "a/b", "..", ".", "", "a\\b", "CON", "a.", "a\nb", "x" * 300])
def test_an_id_that_is_no_single_name_is_refused(name: str) -> None:
    with pytest.raises(StoreError):
        single_name(name, Path("output"))


@pytest.mark.parametrize("name", ["232017", "midori-cho", "みどり町", "midori-cho-公表"])
def test_an_ordinary_id_is_kept(name: str) -> None:
    assert single_name(name, Path("output")) == name
