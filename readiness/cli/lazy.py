"""Groups of commands: one whose commands are the modules of a package, imported when called; one of a single module."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from readiness.messages.catalogue import default_catalogue


class CommandGroup(click.Group):
    """A group of one module: its commands are listed sorted, each with its whole short help."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Command list under our own word for it."""
        with formatter.section(default_catalogue().get("cli.commands")):
            formatter.write_dl([(name, self.commands[name].short_help or "") for name in self.list_commands(ctx)])


class LazyGroup(click.Group):
    """Every public module of `package` (its name) holds one `command`; `_names` hold what they share.

    `stem`: the catalogue's key before the command's name, so that the list of short helps imports nothing.
    """

    def __init__(self, *args: Any, package: str, stem: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package, self.stem = package, stem

    def _modules(self) -> dict[str, str]:
        """Names as typed: names of modules (`import_` is the command `import`)."""
        found = iter_modules(import_module(self.package).__path__)
        return {m.name.rstrip("_").replace("_", "-"): m.name for m in found if not m.name.startswith("_")}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, sorted."""
        return sorted(self._modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command asked for."""
        module = self._modules().get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(f"{self.package}.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does, with the names of commands not imported yet for «did you mean»."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            name, known = error.command_name, self.list_commands(ctx)
            raise click.exceptions.NoSuchCommand(name, possibilities=known, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Command list with short helps, still without importing any command."""
        words = default_catalogue()
        with formatter.section(words.get("cli.commands")):
            formatter.write_dl([(name, words.get(f"{self.stem}.{name}.short")) for name in self.list_commands(ctx)])
