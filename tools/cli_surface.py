"""Everything the command line promises: the help of every command and what each argument and option takes.

`tests/cli/surface.txt` is the committed copy; a change of it is a change for the user. `make accept` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from readiness.cli.root import cli

SURFACE = Path(__file__).parents[1] / "tests" / "cli" / "surface.txt"
WIDTH = 110


def commands(command: click.Command, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with its names, groups before what they hold."""
    yield names, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from commands(below, (*names, name))


def surface() -> str:
    """The whole command line as text."""
    return "\n".join(line for names, command in commands(cli) for line in _one(names, command))


def _one(names: tuple[str, ...], command: click.Command) -> Iterator[str]:
    context = click.Context(
        command, info_name=" ".join(("readiness", *names)), terminal_width=WIDTH, help_option_names=["-h", "--help"]
    )
    yield f"======== {context.info_name}"
    yield command.get_help(context)
    for parameter in command.params:
        kind = parameter.type.to_info_dict()
        limits = {key: value for key, value in kind.items() if key in ("choices", "min", "max") and value is not None}
        yield (
            f"    {' '.join(parameter.opts)} <{kind['name']}> {limits or ''}"
            f" nargs={parameter.nargs} required={parameter.required} default={_plain(parameter.default)!r}"
            f"{' multiple' if getattr(parameter, 'multiple', False) else ''}"
            f"{' flag' if getattr(parameter, 'is_flag', False) else ''}"
        )
    yield ""


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return value.as_posix()
    return value if isinstance(value, str | int | float | bool | tuple) else None


def main() -> int:
    """Write the committed copy, and the page of commands made of the same."""
    from tools.commands_page import PAGE, page

    SURFACE.write_text(surface(), encoding="utf-8", newline="\n")
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
