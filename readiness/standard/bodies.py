"""Every local government by code, name and class: `bodies.csv`, or a newer table of codes in the user's pack."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from readiness.model.body import BodyClass
from readiness.model.published import BodyCode
from readiness.model.standard.confidence import Confidence
from readiness.model.unknown import UNKNOWN
from readiness.standard.list_json import parse_list
from readiness.standard.locate import Layer
from readiness.standard.problem import StandardError, fatal

IMPORTED = "lists/codes.json"
WARD = "ward"  # 行政区: listed so that it can be answered, no body of its own


def read_bodies(layers: Iterable[Layer]) -> tuple[BodyCode, ...]:
    """The table of the strongest layer that has one. Raises `StandardError` for an imported table that is not one."""
    found: tuple[BodyCode, ...] = ()
    for layer in layers:
        if layer.trusted:
            found = _built_in(layer.root / "bodies.csv")
        elif (path := layer.root / IMPORTED).is_file():
            found = with_classes(_imported(path), found)
    return found


def with_classes(codes: Iterable[BodyCode], known: Iterable[BodyCode]) -> tuple[BodyCode, ...]:
    """A newer table of codes, which tells no classes, with the classes and spellings known by code."""
    by_code = {body.code: body for body in known}
    return tuple(replace(body, **_stated(by_code[body.code], body)) if body.code in by_code else body for body in codes)


def _stated(known: BodyCode, newer: BodyCode) -> dict[str, Any]:
    return {
        "body_class": known.body_class,
        "class_source": known.class_source,
        "class_confidence": known.class_confidence,
        # Under a new name, published tables may still use the old one.
        "also": known.also if known.name == newer.name else known.name,
    }


def _built_in(path: Path) -> tuple[BodyCode, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(_body(row) for row in csv.DictReader(stream))


def _body(row: Mapping[str, str]) -> BodyCode:
    return BodyCode(
        code=row["code"],
        prefecture=row["prefecture"],
        name=row["name"],
        kana=row["kana"],
        body_class=UNKNOWN if row["class"] == WARD else BodyClass.of(row["class"]),
        class_source=row["class_source"],
        class_confidence=Confidence.of(row["class_confidence"]),
        also=row["also"],
    )


def _imported(path: Path) -> tuple[BodyCode, ...]:
    try:
        _, rows = parse_list(path.read_text(encoding="utf-8"))
        return tuple(
            BodyCode(code=row["code"], prefecture=row["prefecture"], name=row["name"], kana=row.get("kana", ""))
            for row in rows
        )
    except (OSError, ValueError, KeyError) as error:
        raise StandardError([fatal("SP104", path.as_posix(), "bad-edition")]) from error
