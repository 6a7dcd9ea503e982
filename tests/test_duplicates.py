"""What is written twice is changed once: six lines that are the same in two places want one place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LINES = 6
ROOT = Path(__file__).resolve().parents[1] / "readiness"


def code_of(text: str) -> Iterator[tuple[int, str]]:
    """Number and words of every line that is no blank, comment or import."""
    importing = False
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.strip()
        if words.startswith(("from ", "import ")):
            importing = words.endswith("(")
        elif importing:
            importing = not words.startswith(")")
        elif words and not words.startswith("#"):
            yield number, words


def twice(texts: dict[str, str]) -> list[str]:
    """Places where `LINES` lines begin that stand elsewhere too."""
    first: dict[tuple[str, ...], str] = {}
    found = []
    for name, text in texts.items():
        lines = list(code_of(text))
        for at in range(len(lines) - LINES + 1):
            place = f"{name}:{lines[at][0]}"
            other = first.setdefault(tuple(words for _, words in lines[at : at + LINES]), place)
            found += [f"{place} = {other}"] if other != place else []
    return found


def test_no_six_lines_are_written_twice() -> None:
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py"))}
    assert len(texts) > 300
    assert twice(texts) == []


def test_a_second_writing_is_found() -> None:
    lines = [f"line {number}" for number in range(LINES)]
    again = "\n".join(["import a", *lines[:3], "", "# other words", *lines[3:]])
    assert twice({"a.py": "\n".join(lines), "b.py": again}) == ["b.py:2 = a.py:1"]
    assert twice({"a.py": "\n".join(lines[1:]), "b.py": again}) == []
