"""Finds every rule in the groups of this package and runs those whose needs are met."""

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
    """Every rule, by code: what `@rule` made in a module of this package, one module a group."""
    modules = (import_module(group.name) for group in iter_modules(room.__path__, f"{room.__name__}."))
    found = (value for module in modules for value in vars(module).values() if isinstance(value, Rule))
    return tuple(sorted(found, key=lambda one: one.code))


def run_rules(context: Context, met: Iterable[Need] = ()) -> tuple[Finding, ...]:
    """Findings of every rule whose needs are among `met`, by code and then in the order the rule gives them."""
    available = frozenset(met)
    return tuple(found for one in all_rules() if one.needs <= available for found in one.findings(context))


def not_run() -> frozenset[str]:
    """Codes of the rules that `run_rules` leaves out while nothing they need is at hand."""
    return frozenset(one.code for one in all_rules() if one.needs)
