"""`readiness graph PATH`: pictures and interchange files of the dependencies."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import inputs_of
from readiness.cli.options import AUDIENCES, Asked, described, help_text, shared
from readiness.cli.progress import remark, working
from readiness.cli.writing import force_option

VIEWS = ("waves", "map", "matrix", "without", "timeline", "numbers")
FORMATS = ("svg", "png", "pdf", "dot", "graphml", "json")
BINARY = ("png", "pdf")


@click.command("graph", **described("graph"))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--view", type=click.Choice(VIEWS), help=help_text("graph.view"))
@click.option("--at", metavar="KEY", help=help_text("graph.at"))
@click.option(
    "--audience", type=click.Choice(AUDIENCES), default="庁内", show_default=True, help=help_text("option.audience")
)
@click.option("--focus", metavar="ID", help=help_text("graph.focus"))
@click.option("--hops", type=click.IntRange(0, 20), default=1, show_default=True, help=help_text("graph.hops"))
@click.option("--by", type=click.Choice(("area", "vendor", "platform")), help=help_text("graph.by"))
@click.option("--vendor", "vendors", multiple=True, metavar="ID", help=help_text("graph.vendor"))
@click.option("--area", "areas", multiple=True, metavar="AREA", help=help_text("graph.area"))
@click.option("--platform", "platforms", multiple=True, metavar="NAME", help=help_text("graph.platform"))
@click.option("--state", "states", multiple=True, metavar="STATE", help=help_text("graph.state"))
@click.option("--wave", "waves", multiple=True, type=int, metavar="N", help=help_text("graph.wave"))
@click.option("--format", "form", type=click.Choice(FORMATS), help=help_text("graph.format"))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help=help_text("graph.out"))
@force_option
@shared()
def command(
    asked: Asked,
    path: Path,
    view: str | None,
    at: str | None,
    audience: str,
    focus: str | None,
    hops: int,
    by: str | None,
    vendors: tuple[str, ...],
    areas: tuple[str, ...],
    platforms: tuple[str, ...],
    states: tuple[str, ...],
    waves: tuple[int, ...],
    form: str | None,
    out: Path | None,
    force: bool,
) -> int:
    """Draw or export one body's graph; text formats go to stdout unless a file is named."""
    from readiness.report.graph_export import counted
    from readiness.report.graph_request import GraphRequest, draw

    words = asked.words
    form = form or form_of(out)
    picked = (focus, by, *vendors, *areas, *platforms, *states, *waves)
    if view is not None and (any(item is not None for item in picked) or form not in ("svg", "png")):
        click.echo(words.get("graph.view_alone"), err=True)
        return UNUSABLE
    if form in BINARY and out is None:
        click.echo(words.get("graph.out_needed", form=form.upper()), err=True)
        return UNUSABLE
    inputs = inputs_of(path, asked)
    if inputs is None:
        return UNUSABLE
    if view is not None:
        from readiness.app.view_picture import view_picture

        with working(words, "draw", systems=len(inputs.inventory.systems)):
            content = view_picture(inputs, view, state=at, form=form, language=words.language, audience=audience)
        return _given(content, path, out, force=force, said=words.get("graph.view_written", path=_name(out)))
    request = GraphRequest(
        focus=focus,
        hops=hops,
        by=by,
        vendors=vendors,
        areas=areas,
        platforms=platforms,
        states=states,
        waves=waves,
        form=form,
    )
    with working(words, "draw", systems=len(inputs.inventory.systems)):
        graph, exported = draw(inputs.inventory, inputs.standard, request, words, inputs.as_of)
    for notice in exported.notices:
        click.echo(words.render(notice), err=True)
    said = words.get("graph.written", path=_name(out), counts=counted(graph, words))
    return _given(exported.content, path, out, force=force, said=said)


def form_of(out: Path | None) -> str:
    """The format that the name of a file ends with; SVG where it says nothing."""
    ending = out.suffix.lower().removeprefix(".") if out is not None else ""
    return ending if ending in FORMATS else "svg"


def _name(out: Path | None) -> str:
    return out.as_posix() if out is not None else ""


def _given(content: bytes, path: Path, out: Path | None, *, force: bool, said: str) -> int:
    """To the file named, else to stdout."""
    from readiness.app.output import write_output

    if out is None:
        sys.stdout.buffer.write(content)
        return DONE
    write_output({out: content}, path, force=force)
    remark(said)
    return DONE
