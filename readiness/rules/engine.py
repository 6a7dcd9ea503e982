"""Finds every rule in the groups below this package and runs those whose needs are met."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import readiness.rules as room
from readiness.model.finding import Finding
from readiness.rules.context import Context
from readiness.rules.rule import Need, Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code. A rule is a module `readiness.rules.<group>.<code>` with a `RULE`."""
    found: list[Rule] = []
    for group in iter_modules(room.__path__, f"{room.__name__}."):
        if group.ispkg:
            package = import_module(group.name)
            found += [import_module(module.name).RULE for module in iter_modules(package.__path__, f"{group.name}.")]
    return tuple(sorted(found, key=lambda rule: rule.code))


def run_rules(context: Context, met: Iterable[Need] = ()) -> tuple[Finding, ...]:
    """Findings of every rule whose needs are among `met`, by code and then in the order the rule gives them."""
    available = frozenset(met)
    return tuple(found for rule in all_rules() if rule.needs <= available for found in rule.findings(context))
