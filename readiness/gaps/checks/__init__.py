"""Built-in checks that need no ministry's Excel, one module a topic. Each is `check(look) -> Iterator[Gap]`."""
