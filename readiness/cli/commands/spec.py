"""`readiness spec …`: the standard as it is known here, and the user's own editions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.lazy import CommandGroup
from readiness.cli.options import Asked, Day, described, format_option, help_text, shared
from readiness.cli.progress import working


@click.group("spec", cls=CommandGroup, **described("spec"))
def command() -> None:
    """The standard."""


_FILE = click.Path(path_type=Path)


@command.command("diff", **described("spec.diff"))
@click.argument("old")
@click.argument("new")
@click.option("--inventory", type=_FILE, help=help_text("spec.option.inventory"))
@format_option("text", "json", "csv")
@shared(as_of=False)
def diff_(asked: Asked, old: str, new: str, inventory: Path | None, form: str) -> int:
    """What changed between two editions, and whom it concerns."""
    from readiness.app.specs import compared
    from readiness.report.spec.change import render_change

    words = asked.words
    with working(words, "tables"):
        result = compared(old, new, specs=asked.specs, inventory=inventory)
    if isinstance(result, str):
        click.echo(words.get("spec.no-such-edition", edition=result), err=True)
        return UNUSABLE
    click.echo(render_change(result, form, words), nl=False)
    return DONE


_FILE = click.Path(path_type=Path)
_KINDS = ("data_items", "links", "functions", "designated", "progress", "codes", "population", "passed")


@command.command("import", **described("spec.import"))
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--specs", type=_FILE, help=help_text("spec.option.pack"))
@click.option("--kind", type=click.Choice(_KINDS), help=help_text("spec.option.kind"))
@click.option("--edition", "version", help=help_text("spec.option.edition"))
@shared(as_of=False, specs=False)
def import_(asked: Asked, files: tuple[Path, ...], specs: Path | None, kind: str | None, version: str | None) -> int:
    """Workbooks into the user's pack."""
    from readiness.app.specs import import_specs
    from readiness.report.spec.text import import_lines
    from readiness.standard.importers.dispatch import ImportKind
    from readiness.standard.load import load_standard
    from readiness.standard.locate import user_packs

    words = asked.words
    packs = user_packs(specs)
    if not packs:
        click.echo(words.get("spec.no-pack"), err=True)
        return UNUSABLE
    areas = {area.key: area.name if words.language == "ja" else area.name_en for area in load_standard().areas}
    with working(words, "tables"):
        done = import_specs(files, packs[0], kind=ImportKind.of(kind) if kind else None, version=version)
    for item in done:
        for note in item.imported.notes:
            click.echo(words.render(note.message), err=True)
        for line in import_lines(item, words, areas):
            click.echo(line)
    return DONE


@command.command("list", **described("spec.list"))
@shared(talk=False)
def list_(asked: Asked) -> int:
    """Areas, their units and specifications, the imported editions, and how old every source is."""
    from readiness.report.spec.text import standard_lines
    from readiness.standard.load import load_standard
    from readiness.standard.locate import user_packs

    for line in standard_lines(load_standard(packs=user_packs(asked.specs)), asked.words, asked.as_of):
        click.echo(line)
    return DONE


_SCOPES = ("all", "prefecture", "designated_city", "core_city", "ordinary")


@command.command("show", **described("spec.show"))
@click.argument("unit")
@click.option("--edition", help=help_text("spec.option.show-edition"))
@click.option(
    "--scope", type=click.Choice(_SCOPES), default="ordinary", show_default=True, help=help_text("spec.option.scope")
)
@format_option("text", "schema")
@click.option("--year", type=click.IntRange(2000, 2099), help=help_text("spec.option.year"))
@click.option("--as-of", type=Day(), help=help_text("spec.option.year-as-of"))
@shared(as_of=False, talk=False)
def show_(
    asked: Asked, unit: str, edition: str | None, scope: str, form: str, year: int | None, as_of: date | None
) -> int:
    """One unit (業務ID) or area: what is known, and its newest edition, also as a JSON Schema."""
    from readiness.app.specs import unit_view
    from readiness.report.spec.text import schema_text, unit_lines
    from readiness.report.spec.windows import year_lines

    words = asked.words
    view = unit_view(unit, specs=asked.specs, edition=edition, scope=scope)
    if view is None:
        click.echo(words.get("spec.no-such-unit", unit=unit), err=True)
        return UNUSABLE
    if form == "schema":
        if view.edition is None:
            click.echo(words.get("spec.no-edition", unit=unit), err=True)
            return UNUSABLE
        click.echo(schema_text(view), nl=False)
        return DONE
    if year is not None and view.area is None:
        click.echo(words.get("spec.no-area", unit=unit), err=True)
        return UNUSABLE
    for line in unit_lines(view, words) if year is None else year_lines(view, year, as_of or date.min, words):
        click.echo(line)
    return DONE
