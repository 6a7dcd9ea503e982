"""Where the parts of a composed document stand in its text: what a splice has to know."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from readiness.sources.sourcemap import SourceMap
from readiness.sources.yamltree import is_alias

_ALIAS = re.compile(r"[ \t]*(\*[^\s,\[\]{}]+)")
_KEEP = re.compile(r"[|>][0-9]?\+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A value and the room it has.

    `anchor` is the offset after the colon or dash before the value (the value's own start for the root); `start`/`end`
    its text, trimmed; `column` that of the entries around it (0-based, -2 for the root, so that a nested block stands
    at `column + 2`); `item` whether it follows a dash; `flow` whether it stands inside brackets.
    """

    node: yaml.Node
    anchor: int
    start: int
    end: int
    column: int
    item: bool
    flow: bool
    alias: bool

    @property
    def empty(self) -> bool:
        """A null that is not written at all."""
        return isinstance(self.node, yaml.ScalarNode) and self.start == self.end and not self.alias


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A mapping entry or sequence item: it begins at `start` (key or dash) and ends at `end`; `tail` is where the line
    after it begins (in block style). `colon` tells whether a key has one (`{a}` has none).
    """

    start: int
    end: int
    tail: int
    slot: Slot
    colon: bool = True


class Layout:
    """Reads places off the text of one document."""

    def __init__(self, spans: SourceMap) -> None:
        self.spans = spans
        self.text = spans.text
        self.lines = spans.lines

    def root(self, node: yaml.Node) -> Slot:
        """The slot of the whole document."""
        start = node.start_mark.index
        end = self.spans.end_of(node)
        return Slot(node=node, anchor=start, start=start, end=end, column=-2, item=False, flow=False, alias=False)

    def entries(self, slot: Slot) -> list[Entry]:
        """The entries of a mapping or sequence, in order."""
        node = slot.node
        flow = slot.flow or bool(isinstance(node, yaml.CollectionNode) and node.flow_style)
        if isinstance(node, yaml.MappingNode):
            column = self.column(node.value[0][0].start_mark.index) if node.value else 0
            return [self._entry_of_key(key, value, column, flow=flow) for key, value in node.value]
        if flow:
            return self._flow_items(node)
        return self._block_items(node)

    def column(self, offset: int) -> int:
        """0-based column of an offset."""
        return offset - self.lines.line_start(offset)

    def begins_line(self, offset: int) -> bool:
        """Whether only blanks stand before an offset on its line."""
        return not self.text[self.lines.line_start(offset) : offset].strip(" ")

    def rest_is_blank(self, offset: int) -> bool:
        """Whether only blanks follow an offset on its line."""
        return not self.text[offset : self.lines.next_line_start(offset)].strip()

    def _entry_of_key(self, key: yaml.Node, value: yaml.Node, column: int, *, flow: bool) -> Entry:
        after = key.end_mark.index
        while self.text[after : after + 1] in (" ", "\t"):
            after += 1
        colon = self.text[after : after + 1] == ":"
        anchor = after + 1 if colon else key.end_mark.index
        slot = self._slot(value, anchor, column, item=False, flow=flow)
        end = max(slot.end, anchor)
        return Entry(start=key.start_mark.index, end=end, tail=self._tail(slot, end), slot=slot, colon=colon)

    def _flow_items(self, node: yaml.Node) -> list[Entry]:
        entries = []
        after = node.start_mark.index + 1
        for child in node.value:
            anchor = child.start_mark.index
            if is_alias(child, after):
                anchor = max(self.text.find("*", after), after)
            slot = self._slot(child, anchor, 0, item=True, flow=True)
            entries.append(Entry(start=slot.start, end=slot.end, tail=slot.end, slot=slot))
            after = slot.end
        return entries

    def _block_items(self, node: yaml.Node) -> list[Entry]:
        entries: list[Entry] = []
        floor = node.start_mark.index
        column = 0
        for child in node.value:
            # Before every dash stand only comments, blanks, and for the first one perhaps an anchor or tag.
            dash = self._dash(floor, None if not entries else column)
            if not entries:
                column = self.column(dash)
            slot = self._slot(child, dash + 1, column, item=True, flow=False)
            end = max(slot.end, dash + 1)
            entries.append(Entry(start=dash, end=end, tail=self._tail(slot, end), slot=slot))
            floor = entries[-1].tail
        return entries

    def _dash(self, floor: int, column: int | None) -> int:
        """The first dash from `floor` on; with `column`, the first line from there on that has one in that column."""
        if column is None and self.text[floor : floor + 1] == "-":
            return floor
        line, _ = self.lines.position(floor)
        while line <= len(self.lines):
            row = self.lines.line_text(line)
            head = len(row) - len(row.lstrip(" "))
            start = self.lines.starts[line - 1]
            if row[head : head + 1] == "-" and column in (None, head) and start + head >= floor:
                return start + head
            line += 1
        return floor

    def _slot(self, node: yaml.Node, anchor: int, column: int, *, item: bool, flow: bool) -> Slot:
        start, end = node.start_mark.index, 0
        alias = is_alias(node, anchor)
        if alias:
            match = _ALIAS.match(self.text, anchor)
            start, end = match.span(1) if match else (anchor, anchor)
        elif isinstance(node, yaml.ScalarNode) and start == node.end_mark.index:
            start = end = anchor  # a null that is not written
        else:
            end = self.spans.end_of(node)
        return Slot(node=node, anchor=anchor, start=start, end=end, column=column, item=item, flow=flow, alias=alias)

    def _tail(self, slot: Slot, end: int) -> int:
        """Offset of the line after an entry. Blank lines kept by a `|+` block belong to it."""
        last = slot.node
        while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
            last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
        if last.start_mark.index >= slot.start and isinstance(last, yaml.ScalarNode):
            kept = _KEEP.match(self.text, last.start_mark.index)
            if last.style in ("|", ">") and kept:
                return int(last.end_mark.index)
        return self.lines.next_line_start(end)
