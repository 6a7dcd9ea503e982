"""Command line: one module per command (filled in `readiness.cli.root`)."""


def main() -> None:
    """Entry point of `readiness`."""
    from readiness.cli.root import cli

    cli()
