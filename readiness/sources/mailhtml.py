"""The text of an HTML mail as a person reads it: line by line, quotations marked, without what is hidden or struck."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LINES = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "hr", "blockquote", "h1", "h2", "h3", "h4", "pre"}
)
_SKIPPED = frozenset({"script", "style", "head", "title", "template"})
_STRUCK = frozenset({"s", "strike", "del"})
_VOID = frozenset(
    {"br", "hr", "img", "meta", "input", "link", "col", "wbr", "area", "base", "embed", "source", "track"}
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|"
    r"text-decoration[^;]*:[^;]*line-through|font-size\s*:\s*0(?![.0-9])"
)
# What Word puts round lists; and what begins like a tag or a comment and never ends, for which the parser would look
# through the whole rest of the mail each time.
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CONDITION = re.compile(r"<!\[[^<>]*>")
_ENDLESS = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_MOST_OPEN = 100  # elements open at once; deeper ones are no mail


def html_text(html: str) -> tuple[str, int]:
    """The lines of a text, cells of a table parted by tabs, and how many pieces were hidden or struck through."""
    reader = _Reader()
    reader.feed(_ended(html))
    reader.close()
    lines = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in reader.text().split("\n"))
    return "\n".join(line.rstrip() for line in lines), reader.unseen


def _ended(html: str) -> str:
    """The text without comments, and as text what begins like a tag and does not end."""
    commented, end, rest = html.rpartition("-->")
    return _ENDLESS.sub("&lt;", _CONDITION.sub("", _COMMENT.sub("", commented + end) + rest.replace("<!--", "&lt;!--")))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._open: list[tuple[str, bool, bool]] = []  # tag, whether it is passed over, whether it quotes
        self._fresh = True
        self.unseen = 0

    def text(self) -> str:
        """What was read."""
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LINES:
            self._line()
        if tag in _VOID or len(self._open) >= _MOST_OPEN:
            return
        stated = {name: value or "" for name, value in attrs}
        hidden = bool(_HIDING.search(stated.get("style", "")[:1000].lower())) or "hidden" in stated
        self._open.append((tag, tag in _SKIPPED or tag in _STRUCK or hidden, _quotes(tag, stated)))

    def handle_endtag(self, tag: str) -> None:
        at = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), None)
        if at is not None:
            del self._open[at:]
        if tag in ("td", "th"):
            self._parts.append("\t")
        elif tag in _LINES:
            self._line()

    def handle_data(self, data: str) -> None:
        passed = [tag for tag, over, _ in self._open if over]
        if passed:
            self.unseen += bool(data.strip()) and not _SKIPPED & set(passed)
            return
        text = re.sub(r"\s+", " ", data)
        if self._fresh and not text.strip():
            return
        if self._fresh and any(quotes for _, _, quotes in self._open):
            self._parts.append("> ")
        self._parts.append(text)
        self._fresh = False

    def _line(self) -> None:
        """A new line; inside a cell of a table a blank, so that a row of cells stays a line."""
        cell = max((n for n, (tag, _, _) in enumerate(self._open) if tag in ("td", "th")), default=-1)
        if cell >= 0 and not any(tag == "table" for tag, _, _ in self._open[cell + 1 :]):
            self._parts.append(" ")
            return
        self._parts.append("\n")
        self._fresh = True


def _quotes(tag: str, stated: dict[str, str]) -> bool:
    return tag == "blockquote" or "quote" in stated.get("class", "").lower()
