"""Subcommands of `readiness what-if`, one module each with `command`."""
