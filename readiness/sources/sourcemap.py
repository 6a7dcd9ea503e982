"""Where each value stands in its file, by key path; spans are worked out only when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from readiness.sources.span import FILE_START, LineIndex, Span
from readiness.sources.yamltree import is_alias

Step = str | int
Path = tuple[Step, ...]
Place = tuple[yaml.Node | None, yaml.Node, int]  # key node, value node, offset before which the value cannot begin


class SourceMap(Mapping[Path, Span]):
    """Span of every node by its key path from the root; `()` is the document.

    It keeps the composed tree and walks it on demand, so loading pays nothing for positions nobody asks for. A value
    that is an alias has the span of the anchored value. Block values end where their last value ends, without trailing
    comments.
    """

    def __init__(self, text: str, root: yaml.Node | None) -> None:
        self.text = text
        self.lines = LineIndex(text)
        self.root = root
        self._keys: dict[int, dict[str, Place]] = {}  # by mapping node: a mapping of many keys is walked once

    def __getitem__(self, path: Path) -> Span:
        place = self.find(path)
        if place is None:
            raise KeyError(path)
        return self.node_span(place[1])

    def __iter__(self) -> Iterator[Path]:
        if self.root is not None:
            yield from self._paths((), self.root)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def key(self, path: Path) -> Span | None:
        """Span of the key of a mapping entry; None for sequence items, the root and missing paths."""
        place = self.find(path)
        if place is None or place[0] is None:
            return None
        return self.lines.span(place[0].start_mark.index, place[0].end_mark.index)

    def nearest(self, path: Path) -> Span:
        """Span of the value, or of the closest ancestor that exists (by its one-line key), else the file's start."""
        if self.root is None:
            return FILE_START
        key: yaml.Node | None = None
        node = self.root
        for depth, step in enumerate(path):
            found = self._child(node, step)
            if found is None:
                if depth == 0:
                    return self.lines.span(*[node.start_mark.index] * 2)
                return (
                    self.node_span(node) if key is None else self.lines.span(key.start_mark.index, key.end_mark.index)
                )
            key, node, _ = found
        return self.node_span(node)

    def find(self, path: Path) -> Place | None:
        """The nodes at a path; of duplicate keys, the first."""
        if self.root is None:
            return None
        key: yaml.Node | None = None
        node, not_before = self.root, 0
        for step in path:
            found = self._child(node, step)
            if found is None:
                return None
            key, node, not_before = found
        return key, node, not_before

    def node_span(self, node: yaml.Node) -> Span:
        """The span of a node."""
        return self.lines.span(node.start_mark.index, self.end_of(node))

    def end_of(self, node: yaml.Node) -> int:
        """Offset after the last character of a node's own text: no trailing comments, blanks or line ends."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            if node.style in ("|", ">"):
                return start + len(self.text[start:end].rstrip())
            return int(end)
        if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
            return int(end)
        key, last = node.value[-1] if isinstance(node, yaml.MappingNode) else (None, node.value[-1])
        floor = key.end_mark.index if key is not None else start
        if not is_alias(last, floor):
            return max(self.end_of(last), floor)
        return self._alias_end(floor, end)

    def _alias_end(self, floor: int, end: int) -> int:
        """The parser gives no mark for an alias; it is the last `*name` of the block."""
        at = self.text.rfind("*", floor, end)
        stop = at + 1
        while stop < end and not self.text[stop].isspace():
            stop += 1
        return stop if at >= 0 else end

    def _paths(self, path: Path, node: yaml.Node) -> Iterator[Path]:
        yield path
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value not in seen:
                    seen.add(key.value)
                    yield from self._paths((*path, key.value), value)
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                yield from self._paths((*path, index), value)

    def _child(self, node: yaml.Node, step: Step) -> Place | None:
        if isinstance(node, yaml.MappingNode):
            return self._entries(node).get(step) if isinstance(step, str) else None
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            before = node.start_mark.index if step == 0 else node.value[step - 1].start_mark.index
            return None, node.value[step], max(before, node.start_mark.index)
        return None

    def _entries(self, node: yaml.MappingNode) -> dict[str, Place]:
        found = self._keys.get(id(node))
        if found is None:
            found = self._keys[id(node)] = {}
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    found.setdefault(key.value, (key, value, key.end_mark.index))
        return found
