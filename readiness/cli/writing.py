"""What commands share that change what belongs to an inventory, or write a file the user names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from readiness.cli.options import help_text, shared
from readiness.messages.catalogue import Catalogue

F = TypeVar("F", bound=Callable[..., Any])


def changes_inventory(function: F) -> F:
    """The command runs alone on the inventory at its PATH; a dry run changes nothing and waits for nobody."""

    @wraps(function)
    def alone(**options: Any) -> Any:
        if options.get("dry_run"):
            return function(**options)
        with writing_to(options["path"], options["asked"].words):
            return function(**options)

    return alone  # type: ignore[return-value]


@contextmanager
def writing_to(path: Path, words: Catalogue) -> Iterator[None]:
    """Alone on the inventory at `path`; says where a stopped import was finished."""
    from readiness.app.writing import writing

    with writing(path) as finished:
        if finished:
            files = words.join(file.name for file in finished)
            click.echo(words.get("cli.finished-import", files=files), err=True)
        yield


def takes_in(function: F) -> F:
    """For who adds to an inventory: what `shared` gives, the body's name too, and --dry-run; alone on the inventory."""
    command = shared(body=True)(changes_inventory(function))
    return click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))(command)


def force_option(function: F) -> F:
    """--force: replace a file that the tool did not write."""
    return click.option("--force", is_flag=True, help=help_text("option.force"))(function)
