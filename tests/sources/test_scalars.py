"""Unquoted scalars keep what was typed; PyYAML's own resolver is the oracle for what others would read."""

from datetime import date, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from readiness.sources.scalars import canonical_float, resolve_plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-12", -12),
        ("131016", 131016),
        ("0.5", 0.5),
        ("1.0", 1.0),
        ("0.00001", 0.00001),
        ("true", True),
        ("~", None),
        ("", None),
        ("2026-04-01", date(2026, 4, 1)),
        ("住民記録", "住民記録"),
        ("-", "-"),
        ("-x", "-x"),
        ("2026-4-1", "2026-4-1"),
        ("0123-4567", "0123-4567"),
    ],
)
def test_plain_values(text: str, value: object) -> None:
    resolved, surprise = resolve_plain(text)
    assert resolved == value
    assert type(resolved) is type(value)
    assert surprise is None


@pytest.mark.parametrize(
    ("text", "kind", "reading"),
    [
        ("011002", "octal", "4610"),
        ("089", "leading-zero", "89"),
        ("1.10", "float", "1.1"),
        ("12:30", "sexagesimal", "750"),
        ("no", "bool", "false"),
        ("y", "bool", "true"),
        ("on", "bool", "true"),
        ("1_000", "number", "1000"),
        ("+5", "number", "5"),
        ("0x1F", "hexadecimal", "31"),
        ("0b101", "binary", "5"),
        ("0o17", "octal", "15"),
        (".inf", "float", "inf"),
        ("-.inf", "float", "-inf"),
        ("1e3", "float", "1000.0"),
        ("NULL", "null", "null"),
        ("12345678901234567890", "number", "12345678901234567890"),
        ("2026-04-01T10:00:00", "date-time", "2026-04-01T10:00:00"),
        ("2026-02-30", "date", ""),
    ],
)
def test_surprises_keep_the_literal_text(text: str, kind: str, reading: str) -> None:
    value, surprise = resolve_plain(text)
    assert value == text
    assert surprise is not None
    assert (surprise.kind, surprise.reading) == (kind, reading)


def test_suggestion_is_what_to_type() -> None:
    assert resolve_plain("011002")[1].suggestion == '"011002"'
    assert resolve_plain("True")[1].suggestion == "true"


@given(st.text(alphabet="0123456789+-.:_xeobnytfaTruslE~ZN", min_size=1, max_size=9))
def test_no_reading_of_pyyaml_goes_unnoticed(text: str) -> None:
    value, surprise = resolve_plain(text)
    try:
        theirs = yaml.safe_load(yaml.serialize(_plain(text)))
    except (ValueError, OverflowError):
        theirs = "no value"
    if isinstance(value, str):
        assert value == text
        assert isinstance(theirs, str | datetime) or surprise is not None, (text, theirs)
    else:
        assert surprise is None
        assert value == theirs and type(value) is type(theirs)


def _plain(text: str) -> yaml.Node:
    tag = yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False))
    return yaml.ScalarNode(tag, text)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_float_written_shortest_reads_back(value: float) -> None:
    text = canonical_float(value)
    if len(text) <= 20:
        assert resolve_plain(text) == (value, None)
