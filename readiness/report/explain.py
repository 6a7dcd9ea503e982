"""Pages about codes and figures, made of the catalogue alone: for `explain` and for docs/rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

from readiness.messages.catalogue import Catalogue, load_rule, load_words
from readiness.model.similar import similar
from readiness.rules.engine import all_rules

_PARAMETER = re.compile(r"\{[^{}]*\}")
_FIELDS = ("why", "basis", "remedy")
_NOT_FIGURES = frozenset({"measure.line", "measure.line_unknown", "measure.line_none"})


def codes() -> tuple[str, ...]:
    """Every code that has a page, sorted."""
    folder = files("readiness.messages").joinpath("rules")
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")))


def numbers() -> tuple[str, ...]:
    """Every figure that has a name."""
    keys = (key for key in load_words("measure") if key not in _NOT_FIGURES and not key.endswith(".definition"))
    return tuple(key.removeprefix("measure.") for key in keys)


def listing(words: Catalogue) -> str:
    """Codes with severity, readable name and title, one a line."""
    rules = {rule.code: rule for rule in all_rules()}
    rows = []
    for code in codes():
        rule = rules.get(code)
        severity = words.get(f"severity.{rule.severity.value}") if rule else "―"
        rows.append(f"{code}  {severity}  {words.get(f'rule.{code}.name')}" + (f"  ({rule.name})" if rule else ""))
    return "\n".join(rows)


def rule_page(code: str, words: Catalogue) -> str | None:
    """The page of one code in plain text; None where there is no such code."""
    found = _rule(code)
    if found is None:
        return None
    code, data = found
    rule = next((rule for rule in all_rules() if rule.code == code), None)
    lines = [f"{code} {words.get(f'rule.{code}.name')}"]
    if rule:
        severity = words.get(f"severity.{rule.severity.value}")
        lines.append(f"{words.get('explain.severity')}: {severity}  {words.get('explain.name')}: {rule.name}")
    for message in messages(data, words):
        lines.append(f"・{message}")
    for field in _FIELDS:
        lines += ["", words.get(f"explain.{field}"), f"  {words.get(f'rule.{code}.{field}')}"]
    for field in ("bad", "good"):
        lines += ["", words.get(f"explain.{field}"), *(f"  {line}" for line in example(data, field))]
    return "\n".join(lines)


def markdown(code: str, words: Catalogue) -> str:
    """The same page for docs/rules."""
    data = load_rule(code)
    rule = next((rule for rule in all_rules() if rule.code == code), None)
    lines = [f"# {code} {words.get(f'rule.{code}.name')}", ""]
    if rule:
        severity = words.get(f"severity.{rule.severity.value}")
        lines += [f"{words.get('explain.severity')}: {severity} / `{rule.name}`", ""]
    stated = messages(data, words)
    lines += [*(f"- {message}" for message in stated), *([""] if stated else [])]
    for field in _FIELDS:
        lines += [f"## {words.get(f'explain.{field}')}", "", words.get(f"rule.{code}.{field}"), ""]
    for field in ("bad", "good"):
        lines += [f"## {words.get(f'explain.{field}')}", "", "```yaml", *example(data, field), "```", ""]
    return "\n".join(lines)


def messages(data: Mapping[str, object], words: Catalogue) -> tuple[str, ...]:
    """The wordings of a rule, with ○○ (… in English) where a finding names something."""
    stated = [value for key, value in data.items() if key not in {"name", "bad", "good", *_FIELDS}]
    said = (str(value[words.language]) for value in stated if isinstance(value, Mapping))
    return tuple(_PARAMETER.sub("○○" if words.language == "ja" else "…", message) for message in said)


def example(data: Mapping[str, object], field: str) -> list[str]:
    """Lines of the bad or good example."""
    return str(data[field]).rstrip("\n").split("\n")


def figure_name(asked: str) -> str:
    """The name of a figure as asked for, without the record it is of (`name@record`)."""
    return asked.removeprefix("measure.").partition("@")[0]


def number_page(name: str, words: Catalogue) -> str | None:
    """Name, definition and where the rows are; None where there is no such figure."""
    name = figure_name(name)
    if name not in numbers():
        return None
    definition = f"measure.{name}.definition"
    lines = [words.get(f"measure.{name}"), f"  {name}", ""]
    if words.has(definition):
        lines += [words.get("explain.definition"), f"  {words.get(definition)}", ""]
    return "\n".join([*lines, words.get("explain.evidence", name=name)])


_DIGITS = str.maketrans("OIL", "011")  # capital letters read as digits from paper


def near(asked: str, pool: tuple[str, ...]) -> tuple[str, ...]:
    """What was probably meant."""
    read = asked[:2] + asked[2:].translate(_DIGITS)
    return tuple(dict.fromkeys((*(word for word in pool if word == read), *similar(read, pool, least=0.4))))


def _rule(code: str) -> tuple[str, Mapping[str, object]] | None:
    """By code in any case, or by readable name."""
    wanted = code.upper()
    if wanted in codes():
        return wanted, load_rule(wanted)
    named = next((rule.code for rule in all_rules() if rule.name == code), None)
    return (named, load_rule(named)) if named else None
