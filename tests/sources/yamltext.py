"""Random documents in many layouts, with comments, and random edits of them."""

import copy
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from readiness.sources.characters import CONTROL
from readiness.sources.edits import Delete, Insert, Replace
from readiness.sources.yamlwrite import flow_text, key_text, scalar_lines, scalar_text

KEYS = st.sampled_from(["id", "name", "名称", "備考", "no", "011", "areas", "a b", "x"])
AWKWARD = [
    *("011002", "1.10", "12:30", "no", "~", "null", "true", "未確認", "it's", '"', "\\", "値：x", "a：b", "x,y", "[a]"),
    *("{", "a:", ":a", "?", "-", "---", "...", "%", "@x", "!t", "&a", "*a", "<<", "="),
    *("", " ", "a: b", "a #b", "- x", "2026-02-30", "１２", "😀", "# c"),
    *("一\n二", "一\n\n二\n", "\n", "x\n", " x\ny", "x \ny", "a\tb", "a\r\nb", "\ufeff"),
]
TEXTS = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=8).filter(lambda text: not CONTROL.search(text)))
SCALARS = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12).filter(
        lambda value: value == 0 or abs(value) > 1e-4
    ),
    st.dates(min_value=date(1000, 1, 1)),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=5,
)
RECORDS = st.fixed_dictionaries({"id": TEXTS, "name": SCALARS}, optional={"備考": VALUES, "areas": VALUES, "x": VALUES})
ROOTS = st.one_of(
    st.dictionaries(KEYS, VALUES, min_size=1, max_size=4),
    st.fixed_dictionaries({"no": VALUES, "systems": st.lists(RECORDS, min_size=1, max_size=3), "a b": VALUES}),
    st.lists(RECORDS, min_size=1, max_size=3),
    st.lists(VALUES, max_size=3),
)


@dataclass
class Writer:
    """Writes data as YAML, choosing among the layouts people use."""

    draw: object
    count: int = 0

    def chance(self) -> bool:
        return self.draw(st.integers(0, 3)) == 0

    def comment(self) -> str:
        if not self.chance():
            return ""
        self.count += 1
        return f"  # 注{self.count} - x: *y"

    def between(self, indent: int) -> list[str]:
        if not self.chance():
            return []
        self.count += 1
        return ["", " " * indent + f"# 行{self.count} - a: 'b"][self.draw(st.integers(0, 1)) :]

    def inline(self, value: object) -> str:
        style = self.draw(st.sampled_from([None, "'", '"']))
        return flow_text(value) if isinstance(value, dict | list) else scalar_text(value, style=style)

    def is_block(self, value: object) -> bool:
        return isinstance(value, dict | list) and bool(value) and not self.chance()

    def block(self, value: object, indent: int) -> list[str]:
        """Lines of a block collection, the first one indented like the others."""
        lines: list[str] = []
        pad = " " * indent
        if isinstance(value, dict):
            for key, child in value.items():
                lines += self.between(indent) if lines else []
                lines += self.entry(pad + key_text(key) + ":", child, indent)
        else:
            for child in value:
                lines += self.between(indent) if lines else []
                if self.is_block(child):
                    if self.chance():
                        lines.append(pad + "-" + self.comment())
                        lines += self.block(child, indent + 2)
                    else:
                        inner = self.block(child, indent + 2)
                        lines += [pad + "- " + inner[0][indent + 2 :], *inner[1:]]
                else:
                    lines += self.scalar(pad + "-", child, indent)
        return lines

    def entry(self, head: str, child: object, indent: int) -> list[str]:
        if not self.is_block(child):
            return self.scalar(head, child, indent)
        deeper = indent + self.draw(st.sampled_from([2, 2, 4]))
        if isinstance(child, list) and self.chance():
            deeper = indent
        return [head + self.comment(), *self.between(deeper), *self.block(child, deeper)]

    def scalar(self, head: str, child: object, indent: int) -> list[str]:
        if child is None and self.chance():
            return [head + self.comment()]
        if isinstance(child, str) and "\n" in child and self.chance():
            first, *rest = scalar_lines(child)
            if rest:
                return [f"{head} {first}", *(" " * (indent + 2) + line if line else "" for line in rest)]
        return [f"{head} {self.inline(child)}{self.comment()}"]


@st.composite
def documents(draw: object) -> tuple[str, object]:
    """(text, data)"""
    data = draw(ROOTS)
    writer = Writer(draw)
    lines = writer.block(data, 0) if data and not writer.chance() else [flow_text(data)]
    lines = ["# 表題"] * draw(st.integers(0, 1)) + lines + ["# 末尾"] * draw(st.integers(0, 1))
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    # Without a line end, a literal block at the end would lose its own.
    last = end * draw(st.integers(0, 1)) if not any("|" in line for line in lines) else end
    return end.join(lines) + last, data


def containers(data: object, path: tuple = ()) -> list[tuple[tuple, object]]:
    found = [(path, data)] if isinstance(data, dict | list) else []
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, child in items:
        found += containers(child, (*path, step))
    return found


@st.composite
def edits_of(draw: object, data: object, most: int = 4) -> list:
    """Edits that do not touch one another."""
    chosen: list = []
    for _ in range(draw(st.integers(min(2, most), most))):
        path, holder = draw(st.sampled_from(containers(data)))
        kind = draw(st.sampled_from([Replace, Insert, Delete]))
        if kind is Insert:
            step = draw(KEYS) if isinstance(holder, dict) else draw(st.integers(0, len(holder)))
            if isinstance(holder, dict) and (step in holder or any(e.path == (*path, step) for e in chosen)):
                continue
            edit = Insert((*path, step), draw(VALUES))
        else:
            if not holder:
                continue
            step = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else list(range(len(holder)))))
            edit = Delete((*path, step)) if kind is Delete else Replace((*path, step), draw(VALUES))
        if not any(clash(edit, other) for other in chosen):
            chosen.append(edit)
    return chosen


def clash(one: object, other: object) -> bool:
    if isinstance(one, Insert) and isinstance(other, Insert):
        return False
    short, long = sorted((one, other), key=lambda edit: len(edit.path))
    if isinstance(short, Insert):
        return False
    if len(short.path) == len(long.path) and Insert in (type(one), type(other)):
        return False
    return long.path[: len(short.path)] == short.path


def apply_naively(data: object, edits: list) -> object:
    """The intended data, worked out another way than the product does: marks first, then one sweep."""
    gone = object()
    new = copy.deepcopy(data)
    holders = dict(containers(new))
    for edit in edits:
        if not isinstance(edit, Insert):
            holders[edit.path[:-1]][edit.path[-1]] = gone if isinstance(edit, Delete) else edit.value
    inserted: dict[int, list] = {}
    for edit in edits:
        if isinstance(edit, Insert):
            inserted.setdefault(id(holders[edit.path[:-1]]), []).append((edit.path[-1], edit.value))
    for holder in holders.values():
        added = inserted.get(id(holder), [])
        if isinstance(holder, dict):
            for key in [key for key, value in holder.items() if value is gone]:
                del holder[key]
            holder.update(added)
        else:
            result = []
            for index, value in enumerate([*holder, gone]):
                result += [extra for at, extra in added if at == index]
                result += [] if value is gone else [value]
            holder[:] = result
    return new
