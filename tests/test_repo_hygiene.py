"""What must never be committed, and what every message must have."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
MESSAGES = ROOT / "readiness" / "messages"
LARGEST = 1_000_000

# Written in pieces, so that this file is not its own finding.
FORBIDDEN = {
    "address of a package index": re.compile(
        "|".join(
            (r"--(?:extra-)?index" + "-url", "pypi" + r"\.org", "pythonhosted" + r"\.org", r"registry\." + "npmjs")
        )
    ),
    "path of one machine": re.compile(
        r"(?<![\w.])/(?:"
        + "work"
        + r"/(?:main|wt|venv|shared|\.library)|"
        + "home"
        + r"/[a-z]|"
        + "Users"
        + r"/[A-Za-z]|root/)"
    ),
    "path of one Windows PC": re.compile(r"\b[A-Z]:\\" + r"(?:Users|work)\\", re.IGNORECASE),
    "merge conflict": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}


def tracked() -> list[Path]:
    """Files git knows; all of them in an exported tree without git."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name and (ROOT / name).exists()]


def test_no_file_is_large() -> None:
    assert [str(path) for path in tracked() if path.stat().st_size > LARGEST] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = []
    for path in tracked():
        try:
            content = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for match in FORBIDDEN[what].finditer(content):
            line = content.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{line}: {match.group()}")
    # The rule of the Makefile that keeps addresses out names the option it switches off.
    allowed = re.compile(r"^(?:Makefile|docs/decisions/[^:]*):\d+: " + "--" + "index-url$")
    assert [place for place in found if not allowed.match(place)] == []


def test_links_stay_inside() -> None:
    assert [str(path) for path in tracked() if path.is_symlink() and not path.resolve().is_relative_to(ROOT)] == []


def entries() -> Iterator[tuple[str, object]]:
    for path in sorted((MESSAGES / "words").glob("*.yaml")):
        for key, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            assert str(key).partition(".")[0] == path.stem, f"{key} belongs in words/{str(key).partition('.')[0]}.yaml"
            yield f"{path.name}:{key}", entry


def test_every_message_is_written_in_both_languages() -> None:
    incomplete = [
        key
        for key, entry in entries()
        if not (isinstance(entry, dict) and set(entry) == {"ja", "en"})
        or not all(isinstance(words, str) and words.strip() for words in entry.values())
    ]
    assert incomplete == []


def test_both_languages_of_a_message_take_the_same_parameters() -> None:
    def parameters(words: str) -> set[str]:  # `name_en` is the English of `name`
        return {name.removesuffix("_en") for name in re.findall(r"\{(\w+)[^}]*\}", words)}

    told = {key: {lang: parameters(w) for lang, w in e.items()} for key, e in entries() if isinstance(e, dict)}
    # What Click says may hold more than we need (Path 'x' does not exist), but never less.
    click = {key: told.pop(key) for key in list(told) if key.startswith("click.")}
    assert [key for key, sets in told.items() if len(set(map(frozenset, sets.values()))) > 1] == []
    assert [key for key, sets in click.items() if not sets["ja"] <= sets["en"]] == []


def test_no_message_key_is_written_twice() -> None:
    for path in sorted(MESSAGES.rglob("*.yaml")):
        keys = re.findall(r"^([\w.-]+):", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert sorted(keys) == sorted(set(keys)), path.name


def test_locks_are_pinned_by_hash_only() -> None:
    for name in ("run", "dev"):
        content = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        blocks = content.replace("\\\n", "").splitlines()
        assert blocks, name
        assert [line for line in blocks if not re.match(r"[a-z0-9-]+==\S+.* --hash=sha256:[0-9a-f]{64}", line)] == []


def test_what_becomes_a_number_is_asked_whether_it_is_decimal() -> None:
    """`"²".isdigit()` is true, and `int("²")` ends as a fault of ours."""
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "readiness").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\bint\(", line) and ".isdigit()" in line
    ]
    assert found == []
