"""The command group. A command is one module in `readiness.cli.commands`; it is imported only when it is called."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click

from readiness import __version__
from readiness.cli import commands
from readiness.messages.catalogue import default_catalogue


class LazyGroup(click.Group):
    """Lists the modules of `commands` without importing them; the short help comes from the message catalogue."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, sorted."""
        return sorted(m.name.replace("_", "-") for m in iter_modules(commands.__path__) if not m.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command asked for."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"readiness.cli.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Command list with short helps, still without importing any command."""
        words = default_catalogue()
        rows = [(name, words.get(f"cli.{name}.short")) for name in self.list_commands(ctx)]
        if not rows:
            return
        with formatter.section(words.get("cli.commands")):
            formatter.write_dl(rows)


@click.group(
    cls=LazyGroup, help=default_catalogue().get("cli.help"), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="readiness")
def cli() -> None:
    """All commands."""
