"""`readiness gaps move`: a state recorded by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import register_of
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import talk_options
from readiness.cli.writing import changes_inventory


@click.command("move", help=help_text("gaps.move.help"), short_help=help_text("gaps.move.short"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("gap")
@click.argument("state")
@click.option("--note", default="", help=help_text("gaps.option.note"))
@click.option("--by", default="", help=help_text("gaps.option.answered-by"))
@as_of_option
@specs_option
@lang_option
@talk_options
@changes_inventory
def command(
    path: Path, gap: str, state: str, note: str, by: str, as_of: date | None, specs: Path | None, lang: str | None
) -> int:
    """Record a state by hand (対応中, 検証済, 完了, 取下げ)."""
    from readiness.app.gaps.answers import move_gap
    from readiness.exchange.check_code import clean_id
    from readiness.model.gap import GapState

    words = catalogue(lang)
    opened = register_of(path, as_of, specs, words)
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
