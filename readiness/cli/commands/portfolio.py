"""`readiness portfolio PATH…`: many bodies side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import Asked, described, format_option, help_text, shared
from readiness.cli.progress import progress, quiet


@click.command("portfolio", **described("portfolio"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--progress", "rates", type=click.Path(path_type=Path), help=help_text("init.option.progress"))
@click.option("--designated", type=click.Path(path_type=Path), help=help_text("init.option.designated"))
@format_option("text", "csv", "json")
@click.option("--out", type=click.Path(path_type=Path), default=None, help=help_text("portfolio.option.out"))
@click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help=help_text("portfolio.option.since"),
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help=help_text("portfolio.option.jobs")
)
@click.option(
    "--capacity",
    "capacities",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help=help_text("portfolio.option.capacity"),
)
@click.option(
    "--eased",
    type=click.FloatRange(0, 20),
    default=0.0,
    show_default=True,
    metavar="PERCENT",
    help=help_text("portfolio.option.eased"),
)
@click.option("--plans", is_flag=True, help=help_text("portfolio.option.plans"))
@click.option("--resume", is_flag=True, help=help_text("portfolio.option.resume"))
@click.option("--more", multiple=True, metavar="VENDOR", help=help_text("portfolio.option.more"))
@click.option("--withdraw", multiple=True, metavar="VENDOR", help=help_text("portfolio.option.withdraw"))
@click.option(
    "--share-level",
    "level",
    type=click.Choice(("bodies", "advisers")),
    default="bodies",
    show_default=True,
    help=help_text("portfolio.option.share-level"),
)
@click.option("--cluster", metavar="ADDRESS", default=None, help=help_text("portfolio.option.cluster"))
@shared()
def command(
    asked: Asked,
    paths: tuple[Path, ...],
    rates: Path | None,
    designated: Path | None,
    form: str,
    out: Path | None,
    since: Path | None,
    jobs: int,
    capacities: tuple[Path, ...],
    eased: float,
    plans: bool,
    resume: bool,
    more: tuple[str, ...],
    withdraw: tuple[str, ...],
    level: Literal["bodies", "advisers"],
    cluster: str | None,
) -> int:
    """Print the portfolio or write it; bodies that cannot be read are told of on stderr and make the code 2."""
    from readiness.app.joint import capacity_of, joint_of, otherwise
    from readiness.app.kept import Kept
    from readiness.app.nation import read_nation
    from readiness.app.portfolio import survey, view_of, write_portfolio
    from readiness.report.findings.formats import render as render_findings
    from readiness.report.portfolio import has_arrow, render

    words = asked.words
    if not paths and rates is None and designated is None:
        raise click.UsageError(words.get("portfolio.nothing-given"))
    if (more or withdraw) and (not capacities or level != "advisers"):
        raise click.UsageError(words.get("portfolio.capacity.only-advisers"))
    if resume and out is None:
        raise click.UsageError(words.get("portfolio.resume-needs-out"))
    for capacity in capacities:
        capacity_of(capacity)  # what is wrong in a file is said before an hour of work, not after it
    nation = read_nation(rates, designated, asked.specs)
    with progress(words) as announce:
        kept = Kept(out / "shares", reuse=resume) if out is not None else None
        surveyed = survey(
            paths,
            as_of=asked.as_of,
            specs=asked.specs,
            jobs=jobs,
            cluster=cluster,
            plans=plans,
            kept=kept,
            announce=announce,
        )
        joint = None
        if capacities:
            joint = joint_of(
                paths,
                capacities[0],
                scenarios=capacities[1:],
                eased=eased / 100,
                as_of=asked.as_of,
                specs=asked.specs,
                jobs=jobs,
                cluster=cluster,
                kept=kept,
                announce=announce,
            )
        others = () if joint is None else otherwise(joint, more, withdraw)
    view = view_of(
        surveyed,
        words.language,
        specs=asked.specs,
        since=since,
        nation=nation,
        joint=joint,
        level=level,
        otherwise=others,
    )
    if out is None:
        click.echo(render(view, form), nl=False)
    else:
        folder = write_portfolio(view, out)
        if not quiet():
            click.echo(words.get("portfolio.written", path=folder.as_posix()))
        if not has_arrow() and not quiet():
            click.echo(words.get("portfolio.arrow-missing"), err=True)
    if surveyed.unreadable:
        click.echo(render_findings(surveyed.unreadable, "text", words), err=True, nl=False)
        return UNUSABLE
    return DONE
