"""A body opened for a command, or the word why it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.options import Asked
from readiness.cli.progress import working

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.app.gaps.body_register import BodyRegister


def inputs_of(path: Path, asked: Asked, further: Sequence[Path] = (), out: Path | None = None) -> Inputs | None:
    """The body as read, with `further` lists of it; None after saying why it cannot be (the command ends with 2)."""
    from readiness.app.body import open_body
    from readiness.report.findings.formats import render

    with working(asked.words, "read", path=path.as_posix()):
        opened = open_body(path, as_of=asked.as_of, specs=asked.specs, further=further, body=asked.body, out=out)
    if opened.inputs is None:
        click.echo(render([opened.checked], "text", asked.words), err=True, nl=False)
    return opened.inputs


def register_of(path: Path, asked: Asked, further: Sequence[Path] = (), out: Path | None = None) -> BodyRegister | None:
    """The body with its gap register; None after saying why it cannot be read."""
    from readiness.app.gaps.body_register import open_register
    from readiness.app.register import BAD_LINE
    from readiness.exchange.labels import Labels

    inputs = inputs_of(path, asked, further, out)
    if inputs is None:
        return None
    for found in inputs.read_findings:
        if found.code == BAD_LINE:  # what the register tells is read up to there and behind it, and somebody must know
            click.echo(f"{found.ref.file}: {asked.words.render(found.message)}", err=True)
            if found.remedy:
                click.echo(f"    → {asked.words.render(found.remedy)}", err=True)
    return open_register(inputs, Labels(asked.words))
