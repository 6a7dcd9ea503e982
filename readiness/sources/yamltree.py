"""One pass of PyYAML's C parser over a text: the node tree with its marks, measured while it grows."""

from __future__ import annotations

from typing import Any

import yaml

from readiness.sources.limits import Limits

# Tags of our own, set by `resolve`; any other tag on a node was typed by the user.
PLAIN, QUOTED, SEQUENCE, MAPPING = "plain", "quoted", "sequence", "mapping"
TYPED_STRING = "tag:yaml.org,2002:str"


class TreeLimitError(Exception):
    """The tree passes a limit: `code` is `yaml.too-deep` or `yaml.too-large`, `limit` the bound, `offset` the place."""

    def __init__(self, code: str, limit: int, offset: int) -> None:
        self.code = code
        self.limit = limit
        self.unit = "levels" if code == "yaml.too-deep" else "nodes"
        self.offset = offset
        super().__init__(code)


class _Composer(yaml.CLoader):
    """PyYAML's composer with its hooks used to mark plain scalars, and to stop at a limit instead of after it."""

    def __init__(self, text: str, limits: Limits) -> None:
        self._limits = limits
        self._depth = 0
        self._count = 0
        super().__init__(text)

    def resolve(self, kind: type, value: Any, implicit: Any) -> str:
        """The composer asks for the tag of every node that has none."""
        if kind is yaml.ScalarNode:
            return PLAIN if implicit[0] else QUOTED
        return MAPPING if kind is yaml.MappingNode else SEQUENCE

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Called before each node is composed."""
        self._depth += 1
        self._count += 1
        if self._depth > self._limits.depth:
            raise TreeLimitError("yaml.too-deep", self._limits.depth, _offset(current_node))
        if self._count > self._limits.nodes:
            raise TreeLimitError("yaml.too-large", self._limits.nodes, _offset(current_node))

    def ascend_resolver(self) -> None:
        """Called after each node is composed."""
        self._depth -= 1


def _offset(node: yaml.Node | None) -> int:
    return node.start_mark.index if node is not None else 0


def compose(text: str, limits: Limits) -> tuple[yaml.Node | None, int | None]:
    """The root node (None for an empty document) and, if there is a second document, the offset at which it begins.

    Raises `yaml.YAMLError` for broken text and `TreeLimitError` for a tree past its limits.
    """
    composer = _Composer(text, limits)
    try:
        if not composer.check_node():
            return None, None
        root = composer.get_node()
        second = composer.get_node() if composer.check_node() else None
        return root, None if second is None else second.start_mark.index
    finally:
        composer.dispose()


def is_alias(child: yaml.Node, not_before: int) -> bool:
    """Whether the child stands here as an alias: its anchor was written before this place."""
    return bool(child.start_mark.index < not_before)
