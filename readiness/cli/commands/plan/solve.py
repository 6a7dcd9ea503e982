"""`readiness plan solve`: the bare solver on a problem file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readiness.app.tell import silent
from readiness.cli.commands.plan._body import FILE, PATH
from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import catalogue, help_text, lang_option
from readiness.cli.progress import progress, remark, talk_options
from readiness.cli.writing import force_option
from readiness.model.text import Text, text

if TYPE_CHECKING:
    from readiness.solver.solution import Progress


@click.command("solve", help=help_text("plan.solve.help"), short_help=help_text("plan.solve.short"))
@click.option("--problem", type=FILE, required=True, help=help_text("plan.option.problem"))
@click.option("--out", type=PATH, required=True, help=help_text("plan.option.out"))
@click.option(
    "--work", type=click.FloatRange(min=0.01), default=30.0, show_default=True, help=help_text("plan.option.work")
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help=help_text("plan.option.workers")
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help=help_text("plan.option.seed"))
@click.option(
    "--mode",
    type=click.Choice(["optimise", "repair", "evaluate"]),
    default="optimise",
    show_default=True,
    help=help_text("plan.option.solve_mode"),
)
@click.option("--start", type=FILE, help=help_text("plan.option.start"))
@force_option
@lang_option
@talk_options
def command(
    problem: Path,
    out: Path,
    work: float,
    workers: int,
    seed: int,
    mode: Any,
    start: Path | None,
    force: bool,
    lang: str | None,
) -> int:
    """The bare solver on a problem file."""
    from readiness.app.bare_solver import Request, solve_problem
    from readiness.solver.check import InvalidProblemError

    words = catalogue(lang)

    try:
        request = Request(problem=problem, mode=mode, start=start, work=work, workers=workers, seed=seed, force=force)
        with progress(words) as tell:
            tell(text("cli.progress.solve", path=problem.as_posix()))
            # Where nobody listens the solver is not made to speak.
            solve_problem(request, out, None if tell is silent else lambda event: tell(_words_of(event)))
    except InvalidProblemError as error:
        for issue in error.issues:
            place = ".".join(str(step) for step in issue.path)
            click.echo(words.get("cli.plan.issue", place=place, code=issue.code, value=str(issue.value)), err=True)
        return UNUSABLE
    remark(words.get("cli.plan.wrote", path=out.as_posix()))
    return DONE


def _words_of(event: Progress) -> Text:
    return text(f"cli.plan.event.{event.kind}", level=event.level, value=str(event.value), work=f"{event.work:.1f}")
