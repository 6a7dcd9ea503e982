"""Editing a YAML text by key path: only the characters that must change are touched.

Comments, order, quotes and line ends stay. Every result is read back and compared with the intended data before it is
returned, so an unusual layout ends in an `EditError`, never in a wrong file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import yaml

from readiness.sources.edits import Edit, EditError, Grouped, Insert, edited, group, same
from readiness.sources.layout import Entry, Layout, Slot
from readiness.sources.limits import DEFAULT_LIMITS, Limits
from readiness.sources.sourcemap import Path
from readiness.sources.yamldata import Data
from readiness.sources.yamlfile import load_yaml
from readiness.sources.yamlwrite import (
    ValueNotYamlError,
    block_lines,
    flow_text,
    indented,
    scalar_lines,
    scalar_text,
)


@dataclass(frozen=True, slots=True)
class Splice:
    """Put `text` in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def apply_splices(text: str, splices: Iterable[Splice]) -> str:
    """The text after the splices, whose places all refer to the text before. Insertions at one place keep their order.

    Raises `EditError` (`edit.overlap`) if two of them share a character.
    """
    parts: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        if splice.start < at:
            raise EditError("edit.overlap")
        parts += (text[at : splice.start], splice.text)
        at = splice.end
    return "".join(parts) + text[at:]


def apply_edits(text: str, edits: Sequence[Edit], limits: Limits = DEFAULT_LIMITS) -> str:
    """The text after the edits, whose paths and indices all refer to the text before.

    Raises `EditError`; see there for the codes. An empty list of edits returns the text as it is.
    """
    if not edits:
        return text
    before = load_yaml(text, "", limits)
    if not before.readable:
        raise EditError("edit.source")
    intended = edited(before.data, edits)
    try:
        body = apply_splices(before.text, _Planner(Layout(before.spans)).plan(edits, intended))
    except ValueNotYamlError as error:
        raise EditError("edit.value") from error
    after = load_yaml(body, "", limits)
    if not after.readable or not same(after.data, intended):
        raise EditError("edit.unwritable", edits[0].path)
    return ("\ufeff" if before.bom else "") + body


class _Planner:
    """Turns edits of one document into splices. Splices of inner containers come before those of outer ones."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._text = layout.text
        self._lines = layout.lines
        # A literal block that ends a file without a line end would lose its own.
        self._literal = layout.text.endswith(("\n", "\r"))

    @cached_property
    def _line_end(self) -> str:
        """The line end the file uses."""
        if len(self._lines) < 2:
            return "\n"
        start = self._lines.starts[1]
        return "\r\n" if self._text[start - 2 : start] == "\r\n" else self._text[start - 1]

    def plan(self, edits: Sequence[Edit], intended: Data) -> list[Splice]:
        """The splices that turn the text into one that holds the `intended` data."""
        root = self._layout.spans.root
        if root is None:
            return [self._whole_lines(len(self._text), block_lines(intended))]
        slot = self._layout.root(root)
        if not edits[0].path:
            return self._replace(slot, intended)
        return self._container(slot, edits, 0)

    def _container(self, slot: Slot, edits: Sequence[Edit], depth: int) -> list[Splice]:
        path = edits[0].path[:depth]
        if slot.alias:
            raise EditError("edit.alias", path)
        work = group(edits, depth)
        entries = self._layout.entries(slot) if isinstance(slot.node, yaml.CollectionNode) else []
        steps = self._steps(slot.node)
        places = dict(zip(steps, entries, strict=True))
        if all(step in work.deleted for step in steps):
            return self._replace(slot, self._only_inserted(slot, work))
        splices: list[Splice] = []
        for step, value in work.replaced.items():
            splices += self._replace(places[step].slot, value, colon=places[step].colon)
        for step, inner in work.below.items():
            splices += self._below(places[step], inner, depth + 1)
        gone = [step in work.deleted for step in steps]
        flow = slot.flow or bool(isinstance(slot.node, yaml.CollectionNode) and slot.node.flow_style)
        runs = self._inserted_runs(slot.node, work, steps, flow=flow)
        if flow:
            return splices + self._flow(entries, gone, runs)
        return splices + self._block(entries, gone, runs)

    def _below(self, entry: Entry, edits: Sequence[Edit], depth: int) -> list[Splice]:
        if isinstance(entry.slot.node, yaml.ScalarNode) and all(isinstance(edit, Insert) for edit in edits):
            # A null that becomes a container.
            value = edited(None, [replace(edit, path=edit.path[depth:]) for edit in edits])
            return self._replace(entry.slot, value, colon=entry.colon)
        return self._container(entry.slot, edits, depth)

    @staticmethod
    def _steps(node: yaml.Node) -> Path:
        if isinstance(node, yaml.MappingNode):
            return tuple(key.value for key, _ in node.value)
        return tuple(range(len(node.value))) if isinstance(node, yaml.SequenceNode) else ()

    @staticmethod
    def _only_inserted(slot: Slot, work: Grouped) -> Data:
        if isinstance(slot.node, yaml.SequenceNode):
            return [value for _, value in sorted(work.inserted, key=lambda pair: pair[0])]
        return {str(step): value for step, value in work.inserted}

    def _inserted_runs(self, node: yaml.Node, work: Grouped, steps: Path, *, flow: bool) -> dict[int, list[list[str]]]:
        """New entries, as lines, by the index of the old entry they go before."""
        runs: dict[int, list[list[str]]] = {}
        for step, value in work.inserted:
            if isinstance(node, yaml.MappingNode):
                entry: Data = {str(step): value}
                lines = [flow_text(entry)[1:-1]] if flow else block_lines(entry, literal=self._literal)
                runs.setdefault(len(steps), []).append(lines)
            else:
                lines = [flow_text(value)] if flow else block_lines([value], literal=self._literal)
                runs.setdefault(int(step), []).append(lines)
        return runs

    def _flow(self, entries: list[Entry], gone: list[bool], runs: dict[int, list[list[str]]]) -> list[Splice]:
        splices: list[Splice] = []
        index = 0
        while index < len(entries):
            last = index
            while gone[index] and last + 1 < len(entries) and gone[last + 1]:
                last += 1
            if gone[index] and last + 1 < len(entries):
                splices.append(Splice(entries[index].start, entries[last + 1].start, ""))
            elif gone[index]:
                splices.append(Splice(entries[index - 1].end, entries[last].end, ""))
            index = last + 1
        for before, run in sorted(runs.items()):
            text = ", ".join(lines[0] for lines in run)
            left = next((at for at in range(before - 1, -1, -1) if not gone[at]), None)
            if left is not None:
                splices.append(Splice(entries[left].end, entries[left].end, f", {text}"))
            else:
                first = entries[gone.index(False)].start
                splices.append(Splice(first, first, f"{text}, "))
        return splices

    def _block(self, entries: list[Entry], gone: list[bool], runs: dict[int, list[list[str]]]) -> list[Splice]:
        splices = self._block_deletions(entries, gone)
        column = self._layout.column(entries[0].start)
        for before, run in sorted(runs.items()):
            left = next((at for at in range(before - 1, -1, -1) if not gone[at]), None)
            lines = [line for entry in run for line in entry]
            if left is not None:
                splices.append(self._whole_lines(entries[left].tail, indented(lines, column)))
            else:
                first = entries[gone.index(False)].start
                text = self._line_end.join([lines[0], *indented(lines[1:], column), " " * column])
                splices.append(Splice(first, first, text))
        return splices

    def _block_deletions(self, entries: list[Entry], gone: list[bool]) -> list[Splice]:
        splices = []
        index = 0
        if gone[0] and not self._layout.begins_line(entries[0].start):
            # The first entry stands on its parent's line (`- id: x`): the next one moves up to it.
            index = gone.index(False)
            stop = entries[index - 1].tail
            while self._text[stop : stop + 1] in (" ", "\t", "\r", "\n"):
                stop += 1
            splices.append(Splice(entries[0].start, stop, ""))
        for entry, dropped in list(zip(entries, gone, strict=True))[index:]:
            if dropped:
                splices.append(Splice(self._lines.line_start(entry.start), entry.tail, ""))
        return splices

    def _replace(self, slot: Slot, value: Data, *, colon: bool = True) -> list[Splice]:
        collection = isinstance(value, dict | list) and bool(value)
        if slot.flow:
            return [self._inline(slot, [self._flow_value(slot, value)], colon=colon)]
        if collection and not slot.item and slot.column >= 0:
            return self._block_below(slot, value)
        literal = self._literal and slot.column >= 0 and self._layout.rest_is_blank(max(slot.end, slot.anchor))
        if collection:
            column = self._layout.column(slot.start) if slot.start > slot.anchor else slot.column + 2
            lines = block_lines(value, literal=literal)
            return [self._inline(slot, [lines[0], *indented(lines[1:], max(0, column))])]
        lines = self._scalar_lines(slot, value, literal=literal)
        lines = [lines[0], *indented(lines[1:], slot.column + 2)]
        if self._hangs_below(slot):
            first, last = self._lines.line_start(slot.start), self._lines.next_line_start(slot.end)
            text = self._line_end.join([" " + lines[0], *lines[1:]])
            return [Splice(slot.anchor, slot.anchor, text), Splice(first, last, "")]
        return [self._inline(slot, lines)]

    def _hangs_below(self, slot: Slot) -> bool:
        """A block that begins on a line of its own, below its key or dash."""
        node = slot.node
        below = self._lines.position(slot.start)[0] > self._lines.position(slot.anchor)[0]
        return below and isinstance(node, yaml.CollectionNode) and not slot.alias

    def _block_below(self, slot: Slot, value: Data) -> list[Splice]:
        """A block value under its key, with the comment on the key's line kept there."""
        lines = indented(block_lines(value, literal=self._literal), slot.column + 2)
        if self._hangs_below(slot):
            first, last = self._lines.line_start(slot.start), self._lines.next_line_start(slot.end)
            return [Splice(first, last, ""), self._whole_lines(last, lines)]
        removed = Splice(slot.anchor, max(slot.end, slot.anchor), "")
        return [removed, self._whole_lines(self._lines.next_line_start(removed.end), lines)]

    def _inline(self, slot: Slot, lines: list[str], *, colon: bool = True) -> Splice:
        text = self._line_end.join(lines)
        if slot.empty:
            return Splice(slot.anchor, slot.anchor, f" {text}" if colon else f": {text}")
        return Splice(slot.start, slot.end, text)

    def _whole_lines(self, at: int, lines: list[str]) -> Splice:
        """Lines put in where a line begins, or after a last line that has no end."""
        text = self._line_end.join(lines)
        if at == len(self._text) and at and self._text[-1] not in "\r\n":
            return Splice(at, at, self._line_end + text)
        return Splice(at, at, text + self._line_end)

    @staticmethod
    def _quote(slot: Slot) -> str | None:
        return slot.node.style if isinstance(slot.node, yaml.ScalarNode) and not slot.alias else None

    def _flow_value(self, slot: Slot, value: Data) -> str:
        if isinstance(value, dict | list):
            return flow_text(value)
        return scalar_text(value, style=self._quote(slot), flow=True)

    def _scalar_lines(self, slot: Slot, value: Data, *, literal: bool) -> list[str]:
        if isinstance(value, dict | list):
            return [flow_text(value)]
        return scalar_lines(value, style=self._quote(slot), literal=literal)
