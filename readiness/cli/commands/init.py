"""`readiness init DIR`: a new inventory from published tables or a template."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import IsoDate, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import remark, talk_options, working
from readiness.messages.catalogue import Catalogue
from readiness.model.body import BodyClass

_FILE = click.Path(path_type=Path)
_CLASSES = {word.ja: word for word in BodyClass} | {word.value: word for word in BodyClass}


@click.command("init", help=help_text("init.help"), short_help=help_text("init.short"))
@click.argument("folder", metavar="DIR", type=_FILE)
@click.option("--code", help=help_text("init.option.code"))
@click.option("--name", help=help_text("init.option.name"))
@click.option("--progress", type=_FILE, help=help_text("init.option.progress"))
@click.option("--designated", type=_FILE, help=help_text("init.option.designated"))
@click.option("--codes", type=_FILE, help=help_text("init.option.codes"))
@click.option(
    "--template",
    type=click.Choice([word.ja for word in BodyClass]),
    metavar="CLASS",
    help=help_text("init.option.template"),
)
@click.option("--as-of", type=IsoDate(), help=help_text("init.option.as-of"))
@specs_option
@lang_option
@talk_options
def command(
    folder: Path,
    code: str | None,
    name: str | None,
    progress: Path | None,
    designated: Path | None,
    codes: Path | None,
    template: str | None,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Read the tables, write the folder, tell what was found."""
    from readiness.app.init import InitRequest, Refused, init

    words = catalogue(lang)
    if (code or name) and template:
        return _refuse(words, words.get("init.template-and-body"))
    if not (code or name or template):
        return _refuse(words, words.get("init.nothing-asked"))
    request = InitRequest(
        folder=folder,
        code=code,
        name=name,
        progress=progress,
        designated=designated,
        codes=codes,
        template=_CLASSES[template] if template else None,
        as_of=as_of,
        specs=specs,
    )
    with working(words, "tables"):
        result = init(request, words.render)
    if isinstance(result, Refused):
        return _refuse(words, *(words.render(message) for message in result.messages))
    made = result.inventory.body
    lines = [words.get("init.done", name=made.name, path=folder.as_posix())]
    told = {
        "complete": result.complete,
        "separate": result.separate,
        "elsewhere": result.elsewhere,
        "outside": result.outside,
        "undecided": result.undecided,
    }
    for key, areas in told.items():
        if areas:
            lines.append(words.get(f"init.done.{key}", count=len(areas), areas=areas))
    lines.append(words.get("init.done.next", path=folder.as_posix()))
    remark("\n".join(lines))
    return DONE


def _refuse(words: Catalogue, *sentences: str) -> int:
    for sentence in sentences:
        click.echo(sentence, err=True)
    return UNUSABLE
