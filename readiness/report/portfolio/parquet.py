"""Tables as Parquet, and the bodies as data partitioned by prefecture; needs the extra `portfolio`."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from readiness.model.filename import fit_name
from readiness.model.unknown import known
from readiness.portfolio.combine import Portfolio
from readiness.portfolio.plans import PlanMark
from readiness.portfolio.row import AreaMark, BodyRow
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


# Columns of the partitioned data: name, type, whether it may be empty. Published as portfolio-parquet.schema.json.
BODIES = (
    ("id", "string", False), ("name", "string", False), ("code", "string", True), ("body_class", "string", True),
    ("fictional", "bool", False), ("synthetic", "bool", False), ("as_of", "date", False),
    ("open_areas", "integer", False), ("planned_moves", "integer", True), ("plan_state", "string", True),
)  # fmt: skip
AREAS = (
    ("body", "string", False), ("area", "string", False), ("state", "string", False), ("rate", "number", True),
    ("until", "date", True), ("cutover", "date", True), ("undated", "integer", False), ("late", "bool", False),
    ("lapsed", "bool", False),
)  # fmt: skip


def partitioned(portfolio: Portfolio) -> Iterator[tuple[str, bytes]]:
    """`bodies` and `areas` as data, a folder a prefecture (`prefecture=NAME`), rows in the order given."""
    by_prefecture: dict[str, list[tuple[BodyRow, PlanMark | None]]] = {}
    plans = portfolio.plans or (None,) * len(portfolio.bodies)
    for row, plan in zip(portfolio.bodies, plans, strict=True):
        by_prefecture.setdefault(row.prefecture or "unknown", []).append((row, plan))
    for name, rows in sorted(by_prefecture.items()):
        bodies = [_body(row, plan) for row, plan in rows]
        areas = [_area(row, area) for row, _ in rows for area in row.areas]
        folder = f"prefecture={fit_name(name)}"
        yield f"bodies/{folder}/part-0.parquet", _typed(bodies, BODIES)
        yield f"areas/{folder}/part-0.parquet", _typed(areas, AREAS)


def _body(row: BodyRow, plan: PlanMark | None) -> tuple[Any, ...]:
    return (
        row.id, row.name, row.code if known(row.code) else None,
        row.body_class.value if known(row.body_class) else None, row.fictional, row.synthetic, row.as_of,
        sum(area.waiting for area in row.areas), None if plan is None else len(plan.dated),
        None if plan is None else plan.state.value,
    )  # fmt: skip


def _area(row: BodyRow, area: AreaMark) -> tuple[Any, ...]:
    return (
        row.id, area.area, area.state.value, area.rate, area.until, area.cutover, area.undated, area.late, area.lapsed,
    )  # fmt: skip


def _typed(rows: list[tuple[Any, ...]], columns: tuple[tuple[str, str, bool], ...]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

    kinds = {"string": pa.string(), "bool": pa.bool_(), "date": pa.date32(), "integer": pa.int64(),
             "number": pa.float64()}  # fmt: skip
    schema = pa.schema([pa.field(name, kinds[kind], nullable=empty) for name, kind, empty in columns])
    arrays = [pa.array([row[at] for row in rows], type=field.type) for at, field in enumerate(schema)]
    buffer = BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer)
    return buffer.getvalue()
