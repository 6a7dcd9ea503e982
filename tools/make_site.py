"""The guide as an offline site: plain HTML pages with relative links, readable from a folder, a share or a USB stick.

    python tools/make_site.py [--out output/site]

Rendered are README.ja.md (as index.html) and docs/, so that every link of the guide has its page. Nothing is
loaded from outside: one style sheet, no script.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import sys
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[1]
COPIED = (".png", ".svg", ".xlsx")
NAVIGATION = (
    ("index.html", "はじめに"),
    ("docs/guide/index.html", "利用の手引"),
    ("docs/guide/tutorial.html", "半日でやってみる"),
    ("docs/guide/monthly.html", "毎月の手順"),
    ("docs/guide/faq.html", "よくある質問"),
    ("docs/guide/glossary.html", "用語集"),
    ("docs/inventory.html", "台帳の項目"),
    ("docs/rules/README.html", "所見の一覧"),
)
STYLE = """\
:root { color-scheme: light; --ink: #1a1a1c; --blue: #0017c1; --line: #b3b3b3; --soft: #f2f2f2; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 0 1rem 4rem; color: var(--ink); background: #fff;
  font: 1rem/1.7 "Noto Sans JP", "BIZ UDGothic", "Yu Gothic", Meiryo, sans-serif; }
a { color: var(--blue); text-underline-offset: 0.2em; }
a:focus-visible, pre:focus-visible, .wide:focus-visible { outline: 4px solid #000; outline-offset: 2px;
  background: #ffd43d; }
.skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0.75rem 0; margin: 0; list-style: none;
  border-bottom: 1px solid var(--line); }
nav a { display: inline-block; padding: 0.25rem 0; } nav a[aria-current] { font-weight: 700; color: var(--ink); }
h1 { font-size: 1.75rem; line-height: 1.4; } h2 { font-size: 1.375rem; margin-top: 2.5rem; } h3 { font-size: 1.125rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; margin: 1rem 0; }
th, td { border: 1px solid var(--line); padding: 0.4rem 0.7rem; text-align: left; vertical-align: top; }
th { background: var(--soft); }
code { background: var(--soft); padding: 0.1em 0.3em; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: 1rem; overflow-x: auto; line-height: 1.5; }
pre code { padding: 0; overflow-wrap: normal; }
img { max-width: 100%; height: auto; border: 1px solid var(--line); }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 4px solid var(--line); }
@media print { @page { size: A4; margin: 15mm; } nav, .skip { display: none; }
  body { max-width: none; font-size: 10pt; }
  h1, h2, h3 { break-after: avoid; } pre { white-space: pre-wrap; } tr, pre, img { break-inside: avoid; } }
"""
PAGE = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; img-src 'self' file:">
<title>{title}</title>
<link rel="stylesheet" href="{up}style.css">
</head>
<body>
<a class="skip" href="#main">本文へ</a>
<nav aria-label="ページ" lang="ja"><ul>
{navigation}
</ul></nav>
<main id="main">
{body}
</main>
</body>
</html>
"""


# A line that ends and goes on in Japanese, which knows no blank between words.
_KANA_KANJI = "[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff5e]"
_BROKEN = f"(?<={_KANA_KANJI})\\n(?={_KANA_KANJI})"


def sources() -> dict[str, Path]:
    """Path of each page in the site → its Markdown."""
    pages = {"index.html": ROOT / "README.ja.md", "README.html": ROOT / "README.md"}
    for page in sorted((ROOT / "docs").rglob("*.md")):
        pages[page.relative_to(ROOT).with_suffix(".html").as_posix()] = page
    return pages


def rendered(name: str, text: str) -> str:
    """One page."""
    up = "../" * name.count("/")
    body = _markdown().render(text)
    body = re.sub(rf"(<pre>.*?</pre>)|{_BROKEN}", lambda match: match[1] or "", body, flags=re.DOTALL)
    body = re.sub(r'(href|src)="([^"]+)"', lambda match: f'{match[1]}="{_target(match[2], up)}"', body)
    body = re.sub(r"<table>.*?</table>", _wide, body, flags=re.DOTALL)
    body = body.replace("<pre>", '<pre tabindex="0">').replace("<th></th>", "<td></td>")
    found = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    heading = html.unescape(re.sub(r"<[^>]+>", "", found[1])) if found else name
    lang = "ja" if re.search(r"[\u3041-\u3096]", heading + text[:2000]) else "en"
    links = "\n".join(
        f'<li><a href="{up}{target}"{" aria-current=page" if target == name else ""}>{word}</a></li>'
        for target, word in NAVIGATION
    )
    return PAGE.format(lang=lang, title=html.escape(heading), up=up, navigation=links, body=body)


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _target(link: str, up: str) -> str:
    """Where a link leads in the site: pages became HTML, the Japanese README is the start page."""
    path, mark, anchor = link.partition("#")
    if "://" in path or not path:
        return link
    if path.endswith("/") and not path.startswith("http"):
        path = f"{path}index.md"
    if path == f"{up}README.ja.md":
        path = f"{up}index.md"
    return re.sub(r"\.md$", ".html", path) + mark + anchor


def _wide(match: re.Match[str]) -> str:
    return f'<div class="wide" role="group" aria-label="表" tabindex="0">{match[0]}</div>'


def folder_index(name: str, pages: dict[str, Path]) -> str:
    """A list of the pages in a folder that has no page of its own."""
    inside = [page for page in pages if Path(page).parent.as_posix() == name]
    rows = "\n".join(f"* [{_title(pages[page])}]({Path(page).name})" for page in inside)
    return f"# {name}\n\n{rows}\n"


def _title(page: Path) -> str:
    first = next((line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("# ")), page.stem)
    return first.removeprefix("# ")


def write_site(out: Path) -> list[Path]:
    """All pages, pictures and examples below `out`, which is made anew."""
    if out.exists():
        shutil.rmtree(out)
    pages = sources()
    made = {name: rendered(name, _without_comments(page.read_text(encoding="utf-8"))) for name, page in pages.items()}
    for folder in sorted({Path(name).parent.as_posix() for name in pages} - {"."}):
        index = f"{folder}/index.html"
        made.setdefault(index, rendered(index, folder_index(folder, pages)))
    written = []
    for name, text in made.items():
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        written.append(target)
    (out / "style.css").write_text(STYLE, encoding="utf-8", newline="\n")
    for file in sorted((ROOT / "docs").rglob("*")):
        if file.suffix in COPIED:
            target = out / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    shutil.copyfile(ROOT / "LICENSE", out / "LICENSE")
    return written


def _without_comments(text: str) -> str:
    return re.sub(r"<!--.*?-->\n?", "", text, flags=re.DOTALL)


def main() -> int:
    """Write the site and tell where it begins."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "output" / "site")
    out = parser.parse_args().out
    print(f"{len(write_site(out))} pages: {out / 'index.html'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
