"""The offline site: every link leads somewhere inside it, nothing comes from outside, axe finds nothing."""

from __future__ import annotations

import re
import sys
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import make_site

    out: Path = tmp_path_factory.mktemp("guide") / "site"
    make_site.write_site(out)
    return out


def test_every_link_leads_to_a_page_of_the_site(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text
        for kind, link in re.findall(r'(href|src)="([^"]+)"', text):
            target = unquote(unescape(link))
            if target.startswith("https://"):
                assert kind == "href"  # to be read, never loaded
                continue
            path, _, anchor = target.partition("#")
            there = page.parent / path if path else page
            assert there.is_file(), f"{page.relative_to(site)}: {target}"
            if anchor:
                assert f'id="{anchor}"' in there.read_text(encoding="utf-8"), target


def test_the_pages_are_japanese_and_titled(site: Path) -> None:
    tutorial = (site / "docs" / "guide" / "tutorial.html").read_text(encoding="utf-8")
    assert "ファイルの名前がそのまま団体IDになります" in tutorial  # broken over two lines in the source
    assert '<html lang="ja">' in tutorial and "<title>半日でやってみる</title>" in tutorial
    assert (site / "docs" / "guide" / "example" / "かえで町.xlsx").is_file()
    assert '<html lang="en">' in (site / "docs" / "architecture.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_axe_finds_nothing(site: Path, browser: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    names = (
        "index",
        "docs/guide/tutorial",
        "docs/guide/faq",
        "docs/guide/glossary",
        "docs/inventory",
        "docs/rules/README",
    )
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in names:
        page.goto((site / f"{name}.html").as_uri())
        found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(item["id"], item["nodes"][0]["html"][:160]) for item in found] == [], name
    assert all(url.startswith("file:") for url in asked)
    page.close()
