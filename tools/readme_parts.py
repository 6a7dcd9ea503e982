"""The parts of the READMEs that are made by the program: the list of commands and an excerpt of real output.

`python tools/readme_parts.py` writes them; a test keeps them current.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "inventories" / "midori-cho"


def help_block(language: str) -> str:
    """The commands with their short helps, as a table."""
    from readiness.cli.root import cli
    from readiness.messages.catalogue import Catalogue

    words = Catalogue("en" if language == "en" else "ja")
    names = cli.list_commands(None)  # type: ignore[arg-type]
    rows = [f"| `readiness {name}` | {words.get(f'cli.{name}.short')} |" for name in names]
    return "\n".join(["| command | |" if language == "en" else "| コマンド | |", "|---|---|", *rows])


def excerpt_block(language: str) -> str:
    """The terminal summary of the sample town."""
    from readiness.app.analyze import analyze
    from readiness.messages.catalogue import Catalogue
    from readiness.report.summary import summary

    here = Path.cwd()
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        try:
            result = analyze(SAMPLE, out=Path("output"), language=language)
            assert result.analysis is not None and result.folder is not None
            words = Catalogue("en" if language == "en" else "ja")
            text = summary(result.analysis, result.folder, result.files, words)
        finally:
            os.chdir(here)
    stated = "" if language == "ja" else f' ARGS="--lang {language}"'
    return f"```text\n$ make analyze{stated}\n{text}\n```"


def with_block(text: str, name: str, block: str) -> str:
    """The text with what stands between the two marks replaced."""
    pattern = re.compile(rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
    assert pattern.search(text), name
    return pattern.sub(lambda match: f"{match[1]}{block}\n{match[2]}", text)


def rendered(path: Path) -> str:
    """A README with its parts made anew."""
    language = "ja" if path.name.endswith(".ja.md") else "en"
    text = with_block(path.read_text(encoding="utf-8"), "help", help_block(language))
    return with_block(text, "excerpt", excerpt_block(language))


def write() -> None:
    """Both READMEs with their parts made anew."""
    for name in ("README.md", "README.ja.md"):
        (ROOT / name).write_text(rendered(ROOT / name), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    write()
