"""What long work says on stderr: one moving line on a terminal, one line a step with --verbose, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readiness.app.announce import silent
from readiness.cli.options import help_text
from readiness.messages.catalogue import Catalogue
from readiness.model.text import Param, Text, text

if TYPE_CHECKING:
    from readiness.app.announce import Announce

F = TypeVar("F", bound=Callable[..., Any])


def talk_options(function: F) -> F:
    """--quiet and --verbose, for every command that may take a while. `progress` and `quiet` look at them."""
    for short, name in (("-v", "verbose"), ("-q", "quiet")):
        words = help_text(f"option.{name}")
        add = click.option(f"--{name}", short, is_flag=True, expose_value=False, callback=_keep, help=words)
        function = add(function)
    return function


def quiet() -> bool:
    """Whether the user asked for silence: no summary either."""
    return _kept("quiet")


def remark(said: str) -> None:
    """What was done, on stderr, unless the user asked for silence. Warnings and errors are no remarks."""
    if not quiet():
        click.echo(said, err=True)


def _keep(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    ctx.meta[f"{__name__}.{param.name}"] = value


def _kept(name: str) -> bool:
    ctx = click.get_current_context(silent=True)
    return ctx is not None and bool(ctx.meta.get(f"{__name__}.{name}"))


@contextmanager
def progress(words: Catalogue) -> Iterator[Announce]:
    """A function that is told each step as it begins. --verbose keeps every step, with the time it took before."""
    if _kept("verbose") and not quiet():
        yield _lines(words)
        return
    if quiet() or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console  # heavy: only where somebody is watching

    # ASCII only, for a console of code page 932 has no braille; rich shows nothing on a terminal that cannot move.
    with Console(stderr=True).status("", spinner="line") as status:
        yield lambda step: status.update(words.render(step))


@contextmanager
def working(words: Catalogue, step: str, **params: Param) -> Iterator[None]:
    """`progress` for work of a single step, named `cli.progress.<step>`."""
    with progress(words) as announce:
        announce(text(f"cli.progress.{step}", **params))
        yield


def _lines(words: Catalogue) -> Announce:
    from time import monotonic

    begun = monotonic()

    def announce(step: Text) -> None:
        click.echo(words.get("cli.progress.line", seconds=f"{monotonic() - begun:5.1f}", step=step), err=True)

    return announce
