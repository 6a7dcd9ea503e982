"""Options that several commands share, with one meaning each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from readiness.cli.exits import FAIL_ON
from readiness.messages.catalogue import LANGUAGES, Catalogue, default_catalogue

F = TypeVar("F", bound=Callable[..., Any])


class IsoDate(click.ParamType[date]):
    """A date such as 2026-11-23."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(default_catalogue().get("cli.bad-date", value=str(value)), param, ctx)


def help_text(key: str) -> str:
    """Help words from the catalogue (language by READINESS_LANG)."""
    return default_catalogue().get(f"cli.{key}")


def paths_argument(function: F) -> F:
    """PATH… : folders, YAML files or ledger workbooks."""
    return click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))(function)


def as_of_option(function: F) -> F:
    """--as-of: the date the analysis speaks of."""
    return click.option("--as-of", type=IsoDate(), default=None, help=help_text("option.as-of"))(function)


def lang_option(function: F) -> F:
    """--lang ja|en."""
    return click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=help_text("option.lang"))(function)


def specs_option(function: F) -> F:
    """--specs DIR: the user's own pack of imported editions."""
    kind = click.Path(path_type=Path, exists=True, file_okay=False)
    return click.option("--specs", type=kind, default=None, help=help_text("option.specs"))(function)


def fail_on_option(default: str) -> Callable[[F], F]:
    """--fail-on: the severity from which the exit code is 1."""
    return click.option(
        "--fail-on", type=click.Choice(FAIL_ON), default=default, show_default=True, help=help_text("option.fail-on")
    )


def catalogue(lang: str | None) -> Catalogue:
    """The catalogue of `--lang`, else of READINESS_LANG."""
    return default_catalogue() if lang is None else Catalogue("en" if lang == "en" else "ja")
