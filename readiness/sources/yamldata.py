"""From the node tree to plain data, collecting every problem on the way."""

from __future__ import annotations

import re
from typing import NoReturn, TypeAlias

import yaml

from readiness.sources.characters import unseen
from readiness.sources.limits import Limits
from readiness.sources.problem import ProblemParam, SourceProblem, problem
from readiness.sources.scalars import Scalar, Surprise, reads_as_entry, resolve_plain
from readiness.sources.span import LineIndex
from readiness.sources.yamltree import MAPPING, PLAIN, QUOTED, SEQUENCE, TYPED_STRING

Data: TypeAlias = Scalar | list["Data"] | dict[str, "Data"]

_OWN_TAGS = frozenset({PLAIN, QUOTED, SEQUENCE, MAPPING, TYPED_STRING})


class UnbuildableError(Exception):
    """The tree cannot be unfolded (a cycle or a bomb); the problem is already listed."""


class Builder:
    """Builds the data of one tree. Keys are always text. `problems` fills as it goes."""

    def __init__(self, name: str, lines: LineIndex, limits: Limits) -> None:
        self.problems: list[SourceProblem] = []
        self._name = name
        self._lines = lines
        self._limits = limits
        self._plain: dict[str, tuple[Scalar, Surprise | None]] = {}
        self._open: set[int] = set()
        # Finished collections: data, expanded size, height. An alias meets its anchor's entry here.
        self._done: dict[int, tuple[Data, int, int]] = {}

    def build(self, root: yaml.Node) -> Data:
        """The data of the tree. Raises `UnbuildableError` on a cycle, a bomb, or aliases nested too deep."""
        return self._node(root, 1)[0]

    def _node(self, node: yaml.Node, depth: int) -> tuple[Data, int, int]:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node), 1, 1
        mark = id(node)
        if (done := self._done.get(mark)) is not None:
            if depth + done[2] - 1 > self._limits.depth:
                self._stop("yaml.too-deep", node, limit=self._limits.depth)
            return done
        if mark in self._open:
            self._stop("yaml.alias-cycle", node)
        if node.tag not in _OWN_TAGS:
            self._add("yaml.tag", node, tag=_tag(node))
        self._open.add(mark)
        data: Data
        if isinstance(node, yaml.MappingNode):
            data, size, height = self._mapping(node, depth)
        else:
            data, size, height = self._sequence(node.value, depth)
        self._open.discard(mark)
        if size > self._limits.nodes:
            self._stop("yaml.bomb", node, limit=self._limits.nodes)
        self._done[mark] = data, size, height
        return self._done[mark]

    def _sequence(self, nodes: list[yaml.Node], depth: int) -> tuple[Data, int, int]:
        items: list[Data] = []
        size, height = 1, 0
        for child in nodes:
            data, child_size, child_height = self._node(child, depth + 1)
            items.append(data)
            size += child_size
            height = max(height, child_height)
        return items, size, height + 1

    def _mapping(self, node: yaml.MappingNode, depth: int) -> tuple[Data, int, int]:
        entries: dict[str, Data] = {}
        first: dict[str, yaml.Node] = {}
        size, height = 1, 0
        for key_node, child in node.value:
            data, child_size, child_height = self._node(child, depth + 1)
            size += child_size + 1
            height = max(height, child_height)
            key = self._key(key_node)
            if key is None:
                continue
            if key in entries:
                line, _ = self._lines.position(first[key].start_mark.index)
                self._add("yaml.duplicate-key", key_node, key=key, first_line=line)
                continue
            entries[key] = data
            first[key] = key_node
        return entries, size, height + 1

    def _key(self, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode) or (node.tag == PLAIN and node.value == ""):
            self._add("yaml.key", node)
            return None
        if node.tag == PLAIN and node.value == "<<":
            self._add("yaml.merge-key", node)
            return None
        if node.tag not in _OWN_TAGS:
            self._add("yaml.tag", node, tag=_tag(node))
        self._unseen(node)
        return str(node.value)

    def _unseen(self, node: yaml.ScalarNode) -> None:
        """Characters that an escape brings in, or that only look like nothing."""
        control, hidden = unseen(node.value)
        if control is not None:
            self._add("yaml.control-character", node, char=f"U+{ord(control):04X}")
        elif hidden is not None:
            self._add("yaml.hidden-character", node, char=f"U+{ord(hidden):04X}")

    def _scalar(self, node: yaml.ScalarNode) -> Scalar:
        text: str = node.value
        self._unseen(node)
        if node.tag != PLAIN:
            if node.tag not in _OWN_TAGS:
                self._add("yaml.tag", node, tag=_tag(node))
            return text
        resolved = self._plain.get(text)
        if resolved is None:
            resolved = self._plain[text] = resolve_plain(text)
        value, surprise = resolved
        if surprise is not None:
            code = "yaml.no-such-date" if surprise.kind == "date" else "yaml.surprise"
            self._add(
                code, node, text=text, kind=surprise.kind, reading=surprise.reading, suggestion=surprise.suggestion
            )
        elif reads_as_entry(text):
            self._add("yaml.full-width-colon", node, text=text, suggestion=re.sub(r"\uff1a\s*", ": ", text, count=1))
        return value

    def _add(self, code: str, node: yaml.Node, *, suggestion: str | None = None, **params: ProblemParam) -> None:
        start, end = node.start_mark.index, node.end_mark.index
        if not isinstance(node, yaml.ScalarNode):
            end = start
        self.problems.append(problem(code, self._name, self._lines.span(start, end), suggestion=suggestion, **params))

    def _stop(self, code: str, node: yaml.Node, **params: ProblemParam) -> NoReturn:
        self._add(code, node, suggestion=None, **params)
        raise UnbuildableError


def _tag(node: yaml.Node) -> str:
    return str(node.tag).replace("tag:yaml.org,2002:", "!!")
