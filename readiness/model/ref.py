"""Where a value came from: a file and a key path, later joined with the side source map for line and column."""

from __future__ import annotations

from dataclasses import dataclass

Step = str | int


@dataclass(frozen=True, slots=True)
class Ref:
    """A place in the input: `file` as the user named it (posix slashes), `path` the keys from the root of that file.

    Records keep their `Ref` outside equality (`field(compare=False)`), so moving a record does not change it.
    """

    file: str
    path: tuple[Step, ...] = ()

    def child(self, *steps: Step) -> Ref:
        """The place of a value below this one."""
        return Ref(self.file, (*self.path, *steps))


NOWHERE = Ref("")
