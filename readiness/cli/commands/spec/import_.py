"""`readiness spec import`: workbooks into the user's pack."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import catalogue, help_text, lang_option
from readiness.cli.progress import talk_options, working

_FILE = click.Path(path_type=Path)
_KINDS = ("data_items", "links", "functions", "designated", "progress", "codes", "passed")


@click.command("import", help=help_text("spec.import.help"), short_help=help_text("spec.import.short"))
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--specs", type=_FILE, help=help_text("spec.option.pack"))
@click.option("--kind", type=click.Choice(_KINDS), help=help_text("spec.option.kind"))
@click.option("--edition", "version", help=help_text("spec.option.edition"))
@lang_option
@talk_options
def command(
    files: tuple[Path, ...], specs: Path | None, kind: str | None, version: str | None, lang: str | None
) -> int:
    """Workbooks into the user's pack."""
    from readiness.app.specs import import_specs
    from readiness.report.spec.text import import_lines
    from readiness.standard.importers.dispatch import ImportKind
    from readiness.standard.locate import user_packs

    words = catalogue(lang)
    packs = user_packs(specs)
    if not packs:
        click.echo(words.get("spec.no-pack"), err=True)
        return UNUSABLE
    with working(words, "tables"):
        done = import_specs(files, packs[0], kind=ImportKind.of(kind) if kind else None, version=version)
    for item in done:
        for note in item.imported.notes:
            click.echo(words.render(note.message), err=True)
        for line in import_lines(item, words):
            click.echo(line)
    return DONE
