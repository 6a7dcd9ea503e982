"""`readiness init DIR`: a new inventory from published tables or a template."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import Asked, Day, described, help_text, shared
from readiness.cli.progress import progress, remark, working
from readiness.messages.catalogue import Catalogue
from readiness.model.body import BodyClass

if TYPE_CHECKING:
    from readiness.app.init import Made, MadeMany

_FILE = click.Path(path_type=Path)
_CLASSES = {word.ja: word for word in BodyClass} | {word.value: word for word in BodyClass}


@click.command("init", **described("init"))
@click.argument("folder", metavar="DIR", type=_FILE)
@click.option("--code", help=help_text("init.option.code"))
@click.option("--name", help=help_text("init.option.name"))
@click.option("--all", "every", is_flag=True, help=help_text("init.option.all"))
@click.option("--prefecture", help=help_text("init.option.prefecture"))
@click.option("--progress", type=_FILE, help=help_text("init.option.progress"))
@click.option("--designated", type=_FILE, help=help_text("init.option.designated"))
@click.option("--codes", type=_FILE, help=help_text("init.option.codes"))
@click.option(
    "--template",
    type=click.Choice([word.ja for word in BodyClass]),
    metavar="CLASS",
    help=help_text("init.option.template"),
)
@click.option("--sample", is_flag=True, help=help_text("init.option.sample"))
@click.option("--as-of", type=Day(), help=help_text("init.option.as-of"))
@shared(as_of=False)
def command(
    asked: Asked,
    folder: Path,
    code: str | None,
    name: str | None,
    every: bool,
    prefecture: str | None,
    progress: Path | None,
    designated: Path | None,
    codes: Path | None,
    template: str | None,
    sample: bool,
    as_of: date | None,
) -> int:
    """Read the tables, write the folder, tell what was found."""
    from readiness.app.init import InitRequest, MadeMany, Refused, init

    words = asked.words
    if sample:
        return _sample(asked, folder)
    one = bool(code or name)
    ways = [one, bool(template), every or bool(prefecture)]
    if sum(ways) > 1:
        return _refuse(words.get("init.template-and-body"))
    if not any(ways):
        return _refuse(words.get("init.nothing-asked"))
    request = InitRequest(
        folder=folder,
        code=code,
        name=name,
        every=every,
        prefecture=prefecture,
        progress=progress,
        designated=designated,
        codes=codes,
        template=_CLASSES[template] if template else None,
        as_of=as_of,
        specs=asked.specs,
    )
    with working(words, "tables"):
        result = init(request, words.render)
    if isinstance(result, Refused):
        return _refuse(*(words.render(message) for message in result.messages))
    lines = _many_lines(result, folder, words) if isinstance(result, MadeMany) else _lines(result, folder, words)
    remark("\n".join((*lines, *(words.render(message) for message in result.remarks))))
    return DONE


def _sample(asked: Asked, folder: Path) -> int:
    """The town to practise on, with last month's files and replies."""
    from readiness.app.sample import make_sample
    from readiness.exchange.labels import Labels

    with progress(asked.words) as announce:
        make_sample(folder, Labels(asked.words), announce)
    remark(asked.words.get("init.sample", path=folder.as_posix()))
    return DONE


def _lines(made: Made, folder: Path, words: Catalogue) -> list[str]:
    new = made.new
    lines = [words.get("init.done", name=new.inventory.body.name, path=folder.as_posix())]
    stated = {
        "complete": new.complete,
        "separate": new.separate,
        "elsewhere": new.elsewhere,
        "outside": new.outside,
        "undecided": new.undecided,
        "closed": new.closed,
    }
    lines += [words.get(f"init.done.{key}", count=len(areas), areas=areas) for key, areas in stated.items() if areas]
    return [*lines, words.get("init.done.next", path=folder.as_posix())]


def _many_lines(made: MadeMany, folder: Path, words: Catalogue) -> list[str]:
    return [
        words.get("init.many", count=made.bodies, path=folder.as_posix()),
        words.get("init.many.sums", complete=made.complete, separate=made.separate, unlisted=made.unlisted),
        words.get("init.many.next", path=folder.as_posix()),
    ]


def _refuse(*sentences: str) -> int:
    for sentence in sentences:
        click.echo(sentence, err=True)
    return UNUSABLE
