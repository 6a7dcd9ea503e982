"""One table as Parquet, for data frames; needs the extra `portfolio`."""

from __future__ import annotations

from io import BytesIO

from readiness.tables.table import Table, Value


def parquet(table: Table) -> bytes:
    """The cells as stored: a column of whole numbers, numbers or dates keeps its type, any other one is text."""
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

    columns = {}
    for at, name in enumerate(table.heads):
        values = [None if row[at].stored == "" else row[at].stored for row in table.rows]
        columns[name] = pa.array(_alike(values))
    buffer = BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def _alike(values: list[Value]) -> list[Value]:
    """The values, as text where they are of more than one type."""
    kinds = {type(value) for value in values if value is not None}
    return values if len(kinds) <= 1 else [None if value is None else str(value) for value in values]
