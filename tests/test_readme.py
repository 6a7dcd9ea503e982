"""The READMEs say what the program does: command list and excerpt are made from it."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))


def between(text, name):
    return text.split(f"<!-- {name}:begin -->\n")[1].split(f"\n<!-- {name}:end -->")[0]


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.ja.md", "ja")])
def test_the_commands_are_those_of_the_program(name, language):
    import readme_parts

    text = (ROOT / name).read_text(encoding="utf-8")
    assert between(text, "help") == readme_parts.help_block(language), "run python tools/readme_parts.py"


@pytest.mark.long  # a whole analysis for each language
@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.ja.md", "ja")])
def test_the_excerpt_is_the_real_output_word_by_word(name, language):
    import readme_parts

    text = (ROOT / name).read_text(encoding="utf-8")
    assert between(text, "excerpt") == readme_parts.excerpt_block(language), "run python tools/readme_parts.py"


PAGES = ["README.md", "README.ja.md", *(str(page.relative_to(ROOT)) for page in sorted((ROOT / "docs").rglob("*.md")))]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    import re

    page = ROOT / name
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", prose):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_the_list_of_fields_is_current():
    import make_inventory_doc

    text = (ROOT / "docs" / "inventory.md").read_text(encoding="utf-8")
    assert text == make_inventory_doc.page(), "run python tools/make_inventory_doc.py"
    assert "⟦" not in text
