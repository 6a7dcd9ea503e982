"""Finds every rule in the groups below this package and runs those whose needs are met."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import readiness.rules as room
from readiness.model.finding import Finding
from readiness.rules.context import Context
from readiness.rules.rule import Need, Rule

_CODE = re.compile(r"\.[a-z]{2}[0-9]{3}$")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code. A rule is a module `readiness.rules.<group>.<code>` with a `RULE`; other modules help."""
    found: list[Rule] = []
    for group in iter_modules(room.__path__, f"{room.__name__}."):
        if group.ispkg:
            package = import_module(group.name)
            modules = (module.name for module in iter_modules(package.__path__, f"{group.name}."))
            found += [import_module(name).RULE for name in modules if _CODE.search(name)]
    return tuple(sorted(found, key=lambda rule: rule.code))


def run_rules(context: Context, met: Iterable[Need] = ()) -> tuple[Finding, ...]:
    """Findings of every rule whose needs are among `met`, by code and then in the order the rule gives them."""
    available = frozenset(met)
    return tuple(found for rule in all_rules() if rule.needs <= available for found in rule.findings(context))


def not_run(met: Iterable[Need] = ()) -> frozenset[str]:
    """Codes of the rules that `run_rules` leaves out with the same needs met."""
    available = frozenset(met)
    return frozenset(rule.code for rule in all_rules() if not rule.needs <= available)
