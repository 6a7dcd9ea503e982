"""A vendor's own table, read as claims of its package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE

if TYPE_CHECKING:
    from readiness.messages.catalogue import Catalogue


def claims_of(
    path: Path,
    file: Path,
    package: str,
    edition: str,
    mapping: Path | None,
    pack: Path | None,
    words: Catalogue,
    *,
    dry_run: bool,
) -> int:
    """A vendor's own table becomes claims of its package and version."""
    from readiness.app.claims import UnknownPackageError, import_claims

    try:
        done = import_claims(path, file, package=package, version=edition, mapping=mapping, pack=pack, dry_run=dry_run)
    except UnknownPackageError as error:
        click.echo(words.get("cli.gaps.claims.which", package=package, known=words.join(error.known)), err=True)
        return UNUSABLE
    if not done.table.rows:
        click.echo(words.get("cli.gaps.claims.none", path=file.name), err=True)
        return UNUSABLE
    sheets = words.join(f"{sheet} {columns}" for sheet, columns in done.table.sheets)
    click.echo(words.get("cli.gaps.claims", path=file.name, rows=len(done.table.rows), sheets=sheets))
    for remark in done.table.notes:
        click.echo(f"  {remark.place}  {remark.id}  {words.render(remark.message)}")
    key = "cli.ledger.changed" if done.changed else "cli.gaps.claims.same"
    click.echo(words.get("cli.gaps.dry-run" if dry_run else key, path=done.file.as_posix()))
    return FINDINGS if done.table.notes else DONE
