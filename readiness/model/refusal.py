"""A request that cannot be met as asked: what is wrong is told in words, and the command ends with 2."""

from __future__ import annotations

from readiness.model.text import Text, quoting


class RefusedError(Exception):
    """Base of all of them; `message` says why in words."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.key)
        self.message = quoting(message)
