"""`readiness spec list`: areas and imported editions."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.cli.exits import DONE
from readiness.cli.options import catalogue, help_text, lang_option, specs_option


@click.command("list", help=help_text("spec.list.help"))
@specs_option
@lang_option
def command(specs: Path | None, lang: str | None) -> int:
    """Areas, their units and specifications, and the imported editions."""
    from readiness.report.spec.text import standard_lines
    from readiness.standard.load import load_standard
    from readiness.standard.locate import user_packs

    for line in standard_lines(load_standard(packs=user_packs(specs)), catalogue(lang)):
        click.echo(line)
    return DONE
