"""The six views of the report: places come from `readiness.graph.plane`, words and styles are put to them here."""
