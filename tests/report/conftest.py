"""Both samples analysed once and one browser for the whole session."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.app.analyze import analyze

ROOT = Path(__file__).parents[2]
BODIES = ("midori-cho", "aozora-shi")

HOSTILE = """
body:
  id: warui-cho
  name: '<script>window.hacked=1</script>町'
  code: "993018"
  body_class: 町
  welfare_office: いいえ
  fictional: true
  as_of: 2026-11-02
vendors:
  - {id: v1, name: '"><img src=x onerror="window.hacked=1">社'}
  - {id: v2, name: '=cmd|'' /C calc''!A0'}
divisions:
  - {id: d1, name: "';window.hacked=1;//課", areas: [住民基本台帳]}
systems:
  - {id: s1, name: '</script><script>window.hacked=1</script>', areas: [住民基本台帳], vendor: v1, owner_division: d1}
  - {id: s2, name: '{{ 7*7 }}${7*7}', areas: [印鑑登録], vendor: v2, move_with: [s1]}
  - {id: s3, name: '=1+1', areas: [軽自動車税], vendor: v2}
interfaces:
  - {id: i1, from: s1, to: s2, data: '<svg onload="window.hacked=1">'}
  - {id: i2, from: s2, to: s3, data: '=HYPERLINK("http://example.com")'}
"""


@pytest.fixture(scope="session")
def out(town):
    """Output folders of both samples, Japanese, for readers inside the body."""
    return {town(body).parent for body in BODIES}.pop()


@pytest.fixture(scope="session")
def plain_ledger(tmp_path_factory):
    """The example of the tutorial, dropped as it is."""
    folder = tmp_path_factory.mktemp("plain")
    analyze(ROOT / "docs" / "guide" / "example" / "かえで町.xlsx", out=folder)
    return folder / "かえで町"


@pytest.fixture(scope="session")
def english(tmp_path_factory):
    folder = tmp_path_factory.mktemp("english")
    analyze(ROOT / "inventories" / "midori-cho", out=folder, language="en")
    return folder / "midori-cho"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A body whose every name tries something."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    (folder / "in" / "all.yaml").write_text(HOSTILE, encoding="utf-8")
    result = analyze(folder / "in", out=folder / "out")
    assert result.folder is not None, result.checked.findings
    return result.folder


@pytest.fixture
def page(browser):
    """A page that may load nothing but the file itself; console errors and requests are kept and must stay empty."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.trouble = []
    page.on("console", lambda message: page.trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.trouble.append(str(error)))

    def only_files(route):
        if route.request.url.startswith("file:") and route.request.is_navigation_request():
            route.continue_()
        else:
            page.trouble.append(f"request {route.request.url}")
            route.abort()

    page.route("**/*", only_files)
    yield page
    assert page.trouble == []
    page.close()
