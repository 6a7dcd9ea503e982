"""`readiness what-if …`: consequences of one change, against the adopted plan. Subcommands live in `cli.what_if`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click

from readiness.cli import what_if
from readiness.cli.options import help_text


class WhatIfGroup(click.Group):
    """Every module of `readiness.cli.what_if` is a subcommand, imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names, sorted."""
        return sorted(module.name.replace("_", "-") for module in iter_modules(what_if.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one asked for."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = import_module(f"{what_if.__name__}.{cmd_name.replace('-', '_')}").command
        return found


@click.group("what-if", cls=WhatIfGroup, help=help_text("what-if.help"), short_help=help_text("what-if.short"))
def command() -> None:
    """What would happen."""
