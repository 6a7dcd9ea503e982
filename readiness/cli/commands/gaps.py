"""`readiness gaps …`: question books out, answers in."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.cli.commands._replies import claims_of, take_replies
from readiness.cli.commands._together import export_together, take_together
from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.lazy import CommandGroup
from readiness.cli.opened import register_of
from readiness.cli.options import Asked, described, help_text, shared
from readiness.cli.progress import remark
from readiness.cli.writing import changes_inventory, force_option, takes_in


@click.group("gaps", cls=CommandGroup, **described("gaps"))
def command() -> None:
    """Questions and answers."""


ROWS = 500


@command.command("export", **described("gaps.export"))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=None, help=help_text("gaps.option.out"))
@click.option(
    "--by",
    type=click.Choice(("vendor", "division")),
    default="vendor",
    show_default=True,
    help=help_text("gaps.option.by"),
)
@click.option("--only", default=None, help=help_text("gaps.option.only"))
@click.option("--rows", type=click.IntRange(min=1), default=ROWS, show_default=True, help=help_text("gaps.option.rows"))
@click.option("--all", "every", is_flag=True, help=help_text("gaps.option.all"))
@click.option("--number", default="", help=help_text("gaps.option.number"))
@click.option("--remind", is_flag=True, help=help_text("gaps.option.remind"))
@click.option("--candidate", "candidates", multiple=True, help=help_text("gaps.option.candidate"))
@click.option("--area", "areas", multiple=True, help=help_text("gaps.option.area"))
@click.option("--csv", is_flag=True, help=help_text("gaps.option.csv"))
@click.option("--joint", is_flag=True, help=help_text("gaps.option.joint"))
@click.option("--sender", default="", help=help_text("gaps.option.sender"))
@force_option
@takes_in
def export_(
    asked: Asked,
    path: Path,
    out: Path | None,
    by: str,
    only: str | None,
    rows: int,
    every: bool,
    number: str,
    remind: bool,
    candidates: tuple[str, ...],
    areas: tuple[str, ...],
    csv: bool,
    joint: bool,
    sender: str,
    force: bool,
    dry_run: bool,
) -> int:
    """Write the books; with a document number they are recorded as sent."""
    if joint:
        return export_together(
            asked, path, out, only=only, sender=sender, number=number, remind=remind, force=force, dry_run=dry_run
        )
    from readiness.app.gaps.books import export_candidate_books, export_division_books, export_vendor_books
    from readiness.app.register import register_file

    words = asked.words
    opened = register_of(path, asked)
    if opened is None:
        return UNUSABLE
    # Beside the register of the body: the books of two ledgers in one folder are named by the same vendors.
    folder = out if out is not None else register_file(path, opened.inventory.body.id).parent / "books"
    if candidates:
        keys = {name: key for key, name in opened.labels.areas.items()}
        chosen = tuple(keys.get(area, area) for area in areas)
        if not chosen or any(area not in opened.labels.areas for area in chosen):
            click.echo(words.get("cli.gaps.which-areas", areas=words.join(opened.labels.areas.values())), err=True)
            return UNUSABLE
        done = export_candidate_books(
            path, opened, folder, candidates, chosen, number=number, force=force, dry_run=dry_run
        )
    elif by == "division":
        done = export_division_books(
            path, opened, folder, division=only, number=number, remind=remind, csv=csv, force=force, dry_run=dry_run
        )
    else:
        limit = None if every else rows
        done = export_vendor_books(
            path,
            opened,
            folder,
            vendor=only,
            rows=limit,
            number=number,
            remind=remind,
            csv=csv,
            force=force,
            dry_run=dry_run,
        )
    for file, count in done.files:
        click.echo(words.get("cli.gaps.wrote", path=file.as_posix(), count=count))
    if not done.files:
        key = "cli.gaps.nothing-new" if done.waiting else "cli.gaps.nothing"
        click.echo(words.get(key, count=done.waiting, letters=words.join(done.cited)))
    if done.left:
        click.echo(words.get("cli.gaps.left", count=done.left), err=True)
    if done.files and not number and not candidates:
        remark(words.get("cli.gaps.draft"))
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return DONE


@command.command("import", **described("gaps.import"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", default="", help=help_text("gaps.option.answered-by"))
@click.option("--ours", is_flag=True, help=help_text("gaps.option.ours"))
@click.option("--package", default=None, help=help_text("gaps.option.package"))
@click.option("--share", is_flag=True, help=help_text("gaps.option.share"))
@click.option("--joint", is_flag=True, help=help_text("gaps.option.joint-back"))
@click.option("--version", "edition", default="", help=help_text("gaps.option.version"))
@click.option(
    "--map", "mapping", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=help_text("gaps.option.map")
)
@takes_in
def import_(
    asked: Asked,
    path: Path,
    files: tuple[Path, ...],
    by: str,
    ours: bool,
    package: str | None,
    share: bool,
    joint: bool,
    edition: str,
    mapping: Path | None,
    dry_run: bool,
) -> int:
    """Append what the files answer; 1 where a row needs somebody to look at it."""
    if joint:
        return take_together(asked, path, files, dry_run=dry_run)
    words = asked.words
    if package is not None:
        from readiness.standard.locate import user_packs

        packs = user_packs(asked.specs) if share else ()
        if share and not packs:
            click.echo(words.get("cli.gaps.claims.no-pack"), err=True)
            return UNUSABLE
        pack = packs[-1] if packs else None
        return max(claims_of(path, file, package, edition, mapping, pack, words, dry_run=dry_run) for file in files)
    return take_replies(asked, (path,), files, by=by, ours=ours, dry_run=dry_run)


@command.command("move", **described("gaps.move"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("gap")
@click.argument("state")
@click.option("--note", default="", help=help_text("gaps.option.note"))
@click.option("--by", default="", help=help_text("gaps.option.answered-by"))
@shared(body=True)
@changes_inventory
def move(asked: Asked, path: Path, gap: str, state: str, note: str, by: str) -> int:
    """Record a state by hand (対応中, 検証済, 完了, 取下げ)."""
    from readiness.app.gaps.answers import move_gap
    from readiness.exchange.check_code import clean_id
    from readiness.model.gap import GapState

    words = asked.words
    opened = register_of(path, asked)
    if opened is None:
        return UNUSABLE
    chosen = next((s for s in GapState if state in (s.ja, s.value)), None)
    if chosen is None:
        click.echo(words.get("cli.gaps.unknown-state", states=words.join(s.ja for s in GapState)), err=True)
        return UNUSABLE
    if clean_id(gap) not in opened.register.by_id:
        click.echo(words.get("cli.gaps.unknown-id", id=gap), err=True)
        return UNUSABLE
    move_gap(path, opened, clean_id(gap), chosen, remark=note, by=by)
    click.echo(f"{clean_id(gap)}  {opened.labels(f'state.{chosen.value}')}")
    return DONE


@command.command("status", **described("gaps.status"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("gap", required=False)
@shared(body=True)
def status(asked: Asked, path: Path, gap: str | None) -> int:
    """Counts by party, or the history of one gap."""
    from readiness.app.gaps.body_register import cutover_dates
    from readiness.exchange.check_code import clean_id
    from readiness.exchange.missing_text import missing_lines
    from readiness.exchange.register_text import history_lines, status_lines

    words = asked.words
    opened = register_of(path, asked)
    if opened is None:
        return UNUSABLE
    register = opened.register
    if gap is None:
        dates = cutover_dates(opened.inventory, opened.as_of)
        for line in status_lines(register, opened.inventory, opened.labels, opened.as_of, dates):
            click.echo(line)
        for line in missing_lines(opened.missing, words):
            click.echo(line)
        return DONE
    entry = register.by_id.get(clean_id(gap))
    if entry is None:
        click.echo(words.get("cli.gaps.unknown-id", id=gap), err=True)
        return UNUSABLE
    for line in history_lines(entry, opened.inventory, opened.labels):
        click.echo(line)
    return DONE
