"""The command `readiness`: its commands and groups of commands are the modules of `readiness.cli.commands`."""

from __future__ import annotations

import click

from readiness import __version__
from readiness.cli.click_words import speak
from readiness.cli.lazy import LazyGroup
from readiness.messages.catalogue import default_catalogue

speak(default_catalogue().language)  # before any command is made: Click words the help of its own options then


@click.group(
    cls=LazyGroup,
    package="readiness.cli.commands",
    stem="cli",
    help=default_catalogue().get("cli.help"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="readiness")
def cli() -> None:
    """All commands."""
