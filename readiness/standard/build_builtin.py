"""From plain data to what can be checked without any workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from readiness.model.body import BodyClass
from readiness.model.standard.builtin import (
    CharacterSet,
    CharacterStandard,
    CharacterTransition,
    CommonCheck,
    CommonFunctionFacts,
    CommonRule,
    IdShape,
    May,
    Metric,
    NonFunctionalStandard,
)
from readiness.model.standard.confidence import Confidence

Data = Mapping[str, Any]


def common_functions(data: Data) -> CommonFunctionFacts:
    """`common_functions.yaml`; the source of a rule is its own, else that of the file."""
    return CommonFunctionFacts(
        rules=tuple(_rule({"source": data["source"], **item}) for item in data.get("rules", ())),
        id_shapes=tuple(
            IdShape(
                key=item["key"],
                name=item["name"],
                pattern=re.compile(item["pattern"]),
                unit_digits=item["example_unit_digits"],
                **_evidence(item),
            )
            for item in data.get("id_shapes", ())
        ),
    )


def _rule(item: Data) -> CommonRule:
    return CommonRule(
        key=item["key"],
        units=tuple(item["units"]),
        statement=item["statement"],
        statement_en=item["statement_en"],
        check=CommonCheck(item["check"]),
        classes=tuple(BodyClass.of(word) for word in item.get("classes", ())),
        areas=tuple(item.get("areas", ())),
        one_levy=tuple(item.get("one_levy", ())),
        minimum=item.get("minimum", 0),
        partner=tuple(item.get("partner", ())),
        not_partner=tuple(item.get("not_partner", ())),
        **_evidence(item),
    )


def non_functional(data: Data) -> NonFunctionalStandard:
    """`nfr.yaml`."""
    return NonFunctionalStandard(
        edition=data["edition"],
        date=data["date"],
        metric_id=re.compile(data["metric_id"]),
        source=tuple(data["source"]),
        metrics=tuple(
            Metric(
                id=item["id"],
                name=item["name"],
                name_en=item["name_en"],
                category=item["category"],
                options=tuple(item["options"]),
                level=item.get("level"),
                may=May(item["may"]),
                note=item.get("note"),
                confidence=Confidence.of(item["confidence"]),
            )
            for item in data["metrics"]
        ),
    )


def characters(data: Data) -> CharacterStandard:
    """`characters.yaml`."""
    return CharacterStandard(
        editions=tuple(
            CharacterSet(
                key=item["key"], name=item["name"], count=item["count"], date=item.get("date"), **_evidence(item)
            )
            for item in data["editions"]
        ),
        transitions=tuple(
            CharacterTransition(
                areas=tuple(item["areas"]), until=item["until"], statement=item["statement"], **_evidence(item)
            )
            for item in data["transitions"]
        ),
        scope=data["scope"]["statement"],
        metrics=tuple(item["key"] for item in data["metrics"]),
        spellings=tuple(data["spellings"]),
    )


def _evidence(item: Data) -> dict[str, Any]:
    return {"confidence": Confidence.of(item["confidence"]), "source": tuple(item.get("source", ()))}
