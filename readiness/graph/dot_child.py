"""Child process: DOT on stdin, the picture on stdout in the format named by the first argument. Run by path.

The second argument names the layout engine, the third the folder that holds pygraphviz, which an isolated child would
not look into by itself.

Stands alone (imports nothing of ours): a crash or an endless layout takes this process down and nothing else.
"""

from __future__ import annotations

import sys


def run() -> None:
    """Lay out and render with the Graphviz that pygraphviz brings along."""
    sys.path += sys.argv[3:]
    import pygraphviz  # noqa: PLC0415 - only the child loads it

    graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode("utf-8"))
    picture = graph.draw(format=sys.argv[1], prog=sys.argv[2])
    sys.stdout.buffer.write(picture if isinstance(picture, bytes) else picture.encode("utf-8"))


if __name__ == "__main__":
    run()
