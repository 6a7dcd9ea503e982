"""The inventory comes first (PATH). Who types the old order, in which it came last, is understood and told."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from readiness.cli.progress import remark
from readiness.messages.catalogue import default_catalogue

OldOrder = Callable[[Sequence[str]], bool]
_INVENTORY = re.compile(rb"^(?:body|systems)\s*:", re.MULTILINE)
_ENOUGH = 1_000_000  # bytes looked at for what kind of YAML a file is


class _Token(str):
    """An argument as typed, told from an equal one by being another object."""

    __slots__ = ()


class PathFirst(click.Command):
    """A command with PATH first whose PATH once came last. `old` says from the arguments which was meant; with
    `several` there may be many a PATH, before which something else once stood.
    """

    def __init__(self, *args: Any, old: OldOrder, several: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old, self.several = old, several

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As Click does, after the arguments were put in the order they belong in."""
        tokens: list[str] = [_Token(arg) for arg in args]
        given = self._arguments(ctx, tokens)
        if len(given) < 2 or not self.old(given):
            return super().parse_args(ctx, args)
        turned = (*given[1:], given[0]) if self.several else (given[-1], *given[:-1])
        new = dict(zip(map(id, given), turned, strict=True))
        typed = [str(new.get(id(token), token)) for token in tokens]
        left = super().parse_args(ctx, list(typed))
        remark(default_catalogue().get("cli.path-first", command=shlex.join((*ctx.command_path.split(), *typed))))
        return left

    def _arguments(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments among what was typed, without options and their values."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        only = click.Command(self.name, params=list(options), add_help_option=False)
        try:
            return only.make_parser(ctx).parse_args(list(args))[1]
        except click.UsageError:
            return []  # the command itself will tell what is wrong


def inventory_last(given: Sequence[str]) -> bool:
    """Whether the last argument is an inventory and the first is none."""
    return _is_inventory(Path(given[-1])) and not _is_inventory(Path(given[0]))


def workbook_first(given: Sequence[str]) -> bool:
    """Whether the first argument is named as a workbook and the last is not: nothing is taken into a workbook."""
    from readiness.app.reading import WORKBOOK_SUFFIXES

    first, last = (Path(given[at]).suffix.lower() in WORKBOOK_SUFFIXES for at in (0, -1))
    return first and not last


def _is_inventory(path: Path) -> bool:
    from readiness.app.reading import WORKBOOK_SUFFIXES

    try:
        if not path.is_file():
            return path.is_dir()
        if path.suffix.lower() in WORKBOOK_SUFFIXES:
            from readiness.app.incoming import UnreadableError
            from readiness.app.ledger import holds_ledger

            try:
                return holds_ledger(path)
            except UnreadableError:
                return False
        with path.open("rb") as file:
            return bool(_INVENTORY.search(file.read(_ENOUGH)))
    except (OSError, ValueError):
        return False  # a name no file can have
