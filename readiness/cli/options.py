"""Options that several commands share, with one meaning each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from readiness.cli.exits import FAIL_ON, speaking
from readiness.messages.catalogue import LANGUAGES, Catalogue, default_catalogue
from readiness.model.planning_input import Effort
from readiness.sources.dates import is_written_date, parse_date

F = TypeVar("F", bound=Callable[..., Any])

AUDIENCES = ("庁内", "所管課", "事業者", "財政", "公表")


class Day(click.ParamType[date]):
    """A date as people type it: 2026-11-23, 2026/11/23, R8.11.23, 令和8年11月23日, in either width."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error."""
        if isinstance(value, date):
            return value
        day = parse_date(value)
        if day is None:
            written = is_written_date(value)
            self.fail(default_catalogue().get(f"cli.{'no-such' if written else 'bad'}-date", value=value), param, ctx)
        return day


def help_text(key: str) -> str:
    """Help words from the catalogue (language by READINESS_LANG)."""
    return default_catalogue().get(f"cli.{key}")


def paths_argument(function: F) -> F:
    """PATH… : folders, YAML files or ledger workbooks."""
    return click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))(function)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What nearly every command is asked: --as-of, --specs, --body, and the words of --lang (or READINESS_LANG)."""

    words: Catalogue
    as_of: date | None = None
    specs: Path | None = None
    body: str = ""
    effort: Effort = Effort.STANDARD


def shared(
    *, as_of: bool = True, specs: bool = True, talk: bool = True, body: bool = False, effort: bool = False
) -> Callable[[F], F]:
    """--as-of, --specs, --lang, -q and -v, given to the function as one `asked`; some commands leave one out, those
    that read lists of the body's own also take its name, those that plan how much work that is worth (--effort).
    """
    from readiness.cli.progress import talk_options

    pack = click.Path(path_type=Path, exists=True, file_okay=False)

    def added(function: F) -> F:
        @wraps(function)
        def command(**given: Any) -> Any:
            words = catalogue(given.pop("lang"))
            asked = Asked(
                words=words,
                as_of=given.pop("as_of") if as_of else None,
                specs=given.pop("specs") if specs else None,
                body=given.pop("body") if body else "",
                effort=Effort.of(given.pop("effort")) if effort else Effort.STANDARD,
            )
            try:
                return function(asked=asked, **given)
            except Exception as error:
                speaking(error, words)
                raise

        with_options: Any = talk_options(command) if talk else command
        options = [click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=help_text("option.lang"))]
        if specs:
            options.append(click.option("--specs", type=pack, default=None, help=help_text("option.specs")))
        if body:
            options.append(click.option("--body", default="", metavar="NAME", help=help_text("option.body")))
        if effort:
            levels = click.Choice([level.value for level in Effort])
            usual, words = Effort.STANDARD.value, help_text("option.effort")
            options.append(click.option("--effort", type=levels, default=usual, show_default=True, help=words))
        if as_of:
            options.append(click.option("--as-of", type=Day(), default=None, help=help_text("option.as-of")))
        for option in options:
            with_options = option(with_options)
        return with_options  # type: ignore[no-any-return]

    return added


def described(name: str) -> dict[str, Any]:
    """Long and short help of a command or group by its name, such as `plan.check`."""
    return {"help": help_text(f"{name}.help"), "short_help": help_text(f"{name}.short")}


def format_option(*forms: str) -> Callable[[F], F]:
    """--format, the first being what is given without it."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=help_text("option.format"),
    )


def fail_on_option(default: str) -> Callable[[F], F]:
    """--fail-on: the severity from which the exit code is 1."""
    return click.option(
        "--fail-on", type=click.Choice(FAIL_ON), default=default, show_default=True, help=help_text("option.fail-on")
    )


def catalogue(lang: str | None) -> Catalogue:
    """The catalogue of `--lang`, else of READINESS_LANG."""
    return default_catalogue() if lang is None else Catalogue("en" if lang == "en" else "ja")
