"""Writes docs/commands.md: every command with its arguments and options, from the command line itself.

A test keeps the page current, and demands a sentence for every command and option.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from readiness.cli.root import cli
from tools.cli_surface import commands

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
HEAD = """# コマンドの一覧

<!-- tools/commands_page.py が作る。手で直さない。 -->

`readiness コマンド --help` で見られる説明と同じものです。台帳(フォルダ、YAML、台帳ブック)は、どのコマンドでも
最初の引数です。
終了コードは、0 が終了、1 が `--fail-on` に当たる所見など答えが「否」、2 が入力や使い方の誤りです
(何も書き換えません)。
"""


def page() -> str:
    """The whole page."""
    sections = ("\n".join(_one(names, command)) for names, command in commands(cli) if names)
    return "\n".join((HEAD, *sections))


def _one(names: tuple[str, ...], command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=" ".join(("readiness", *names)), help_option_names=["-h", "--help"])
    yield f"{'#' * (len(names) + 1)} {context.info_name}"
    yield ""
    yield from (_cell(paragraph) for paragraph in (command.help or "").split("\n\n"))
    yield ""
    if isinstance(command, click.Group):
        return
    yield f"`{context.info_name} {' '.join(command.collect_usage_pieces(context))}`"
    yield ""
    rows = [_row(context, option) for option in command.get_params(context) if isinstance(option, click.Option)]
    yield "| オプション | 値 | 説明 | 省略時 |"
    yield "|---|---|---|---|"
    yield from rows
    yield ""


def _row(context: click.Context, option: click.Option) -> str:
    names = " ".join(f"`{name}`" for name in sorted((*option.opts, *option.secondary_opts), key=len))
    if isinstance(option.type, click.Choice):
        value = "、".join(str(choice) for choice in option.type.choices)
    else:
        value = "" if option.is_flag else option.make_metavar(context)
    default = option.get_default(context)
    plain = default if isinstance(default, str | int | Path) and not isinstance(default, bool) else ""
    many = "(繰り返せる)" if option.multiple else ""
    return f"| {names} | {_cell(value)}{many} | {_cell(option.help or '')} | {_cell(str(plain))} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
