"""A body opened for a command, or the word why it cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.progress import working

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.app.gaps.opened import Opened
    from readiness.messages.catalogue import Catalogue


def inputs_of(path: Path, as_of: date | None, specs: Path | None, words: Catalogue) -> Inputs | None:
    """The body as read; None after saying why it cannot be (the command then ends with 2)."""
    from readiness.app.body import open_body
    from readiness.report.findings.formats import render

    with working(words, "read", path=path.as_posix()):
        opened = open_body(path, as_of=as_of, specs=specs)
    if opened.inputs is None:
        click.echo(render([opened.checked], "text", words), err=True, nl=False)
    return opened.inputs


def register_of(path: Path, as_of: date | None, specs: Path | None, words: Catalogue) -> Opened | None:
    """The body with its gap register; None after saying why it cannot be read."""
    from readiness.app.gaps.opened import open_register
    from readiness.exchange.labels import Labels

    inputs = inputs_of(path, as_of, specs, words)
    return None if inputs is None else open_register(inputs, Labels(words))
