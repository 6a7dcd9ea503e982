"""`readiness gaps import`: answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.commands.gaps._claims import claims_of
from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.opened import register_of
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import talk_options
from readiness.cli.writing import changes_inventory


@click.command("import", help=help_text("gaps.import.help"), short_help=help_text("gaps.import.short"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", default="", help=help_text("gaps.option.answered-by"))
@click.option("--ours", is_flag=True, help=help_text("gaps.option.ours"))
@click.option("--package", default=None, help=help_text("gaps.option.package"))
@click.option("--share", is_flag=True, help=help_text("gaps.option.share"))
@click.option("--version", "edition", default="", help=help_text("gaps.option.version"))
@click.option(
    "--map", "mapping", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=help_text("gaps.option.map")
)
@click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))
@as_of_option
@specs_option
@lang_option
@talk_options
@changes_inventory
def command(
    path: Path,
    files: tuple[Path, ...],
    by: str,
    ours: bool,
    package: str | None,
    share: bool,
    edition: str,
    mapping: Path | None,
    dry_run: bool,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Append what the files answer; 1 where a row needs somebody to look at it."""
    from readiness.app.gaps.answers import import_answers
    from readiness.exchange.register_text import change_lines

    words = catalogue(lang)
    if package is not None:
        from readiness.standard.locate import user_packs

        packs = user_packs(specs) if share else ()
        if share and not packs:
            click.echo(words.get("cli.gaps.claims.no-pack"), err=True)
            return UNUSABLE
        pack = packs[-1] if packs else None
        return max(claims_of(path, file, package, edition, mapping, pack, words, dry_run=dry_run) for file in files)
    code = DONE
    for file in files:
        # Each file sees what the one before it recorded.
        opened = register_of(path, as_of, specs, words)
        if opened is None:
            return UNUSABLE
        done = import_answers(path, opened, file, by=by, ours=ours, dry_run=dry_run)
        if done.other is not None:
            key = "cli.gaps.other-body" if done.other else "cli.gaps.other-body-unnamed"
            body = opened.inventory.body.label
            click.echo(words.get(key, path=file.name, other=done.other, body=body), err=True)
            code = UNUSABLE
            continue
        if not done.read.tables:
            click.echo(words.get("cli.gaps.no-table", path=file.name), err=True)
            code = UNUSABLE
            continue
        counts = words.join(
            words.get(f"cli.gaps.count.{name}", count=count) for name, count in done.applied.counts.items()
        )
        click.echo(words.get("cli.gaps.read", path=file.name, rows=len(done.read.rows), blank=done.read.blank))
        if counts:
            click.echo(f"  {counts}")
        if dry_run:
            for line in change_lines(done.applied.events, opened.register, opened.inventory, opened.labels):
                click.echo(f"    {line}")
        notes = (*done.read.notes, *done.applied.notes)
        for remark in notes:
            click.echo(f"  {remark.place}  {remark.id}  {words.render(remark.message)}".rstrip())
        if any(remark.grave for remark in notes):
            code = max(code, FINDINGS)
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return code
