"""A unit's requirements as a JSON Schema (draft 2020-12): what an inventory's claims about them may say.

The schema is for one claim as people write it (`requirement`, `answer`, …, Japanese or English words). It holds what
the edition knows: which IDs exist, and which answers make sense for the 実装類型 that applies to the body.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from readiness.model.body import BodyClass
from readiness.model.conformance import Answer, Claim
from readiness.model.record import Maybe
from readiness.model.standard.edition import Edition
from readiness.model.standard.requirement import BodyScope, RequirementType
from readiness.model.unknown import UNKNOWN_WORDS, Unknown, known

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# A forbidden function is either absent (適合), present (未対応) or does not matter: nobody sells or replaces it.
_FOR_PROHIBITED = (Answer.FITS, Answer.UNSUPPORTED, Answer.NOT_APPLICABLE)
# What the standard demands of every body cannot be out of scope, nor an option that is paid for.
_FOR_REQUIRED = tuple(word for word in Answer if word not in (Answer.NOT_APPLICABLE, Answer.PAID_OPTION))
_SCOPE_OF = {
    BodyClass.PREFECTURE: BodyScope.PREFECTURE,
    BodyClass.DESIGNATED_CITY: BodyScope.DESIGNATED_CITY,
    BodyClass.CORE_CITY: BodyScope.CORE_CITY,
}


def scope_of(body_class: Maybe[BodyClass]) -> BodyScope:
    """The column of 実装類型 that applies to a class of body; unknown bodies read the one for all."""
    if isinstance(body_class, Unknown):
        return BodyScope.ALL
    return _SCOPE_OF.get(body_class, BodyScope.ORDINARY)


def compile_edition(edition: Edition, scope: BodyScope = BodyScope.ORDINARY) -> Mapping[str, Any]:
    """The schema of a claim about this edition; the same edition and scope always give the same schema."""
    by_type: dict[RequirementType, list[str]] = {kind: [] for kind in RequirementType}
    for identifier, row in edition.by_id.items():
        kind = row.type_for(scope)
        if kind is not None:
            by_type[kind].append(identifier)
    rules = [
        _limited(by_type[RequirementType.REQUIRED], _FOR_REQUIRED),
        _limited(by_type[RequirementType.PROHIBITED], _FOR_PROHIBITED),
        {
            "if": {"properties": {"answer": {"enum": _forms((Answer.FITS_LATER,))}}, "required": ["answer"]},
            "then": {"required": ["delivery"]},
        },
    ]
    head = edition.head
    return {
        "$schema": DRAFT,
        "title": f"{head.title} {head.version}",
        "x-en": f"Claims about {'/'.join(head.units)}, edition {head.version} ({scope.value})",
        "x-edition": head.id,
        "x-source-sha256": head.source.sha256,
        "x-scope": scope.value,
        "type": "object",
        "required": ["requirement"],
        "properties": {
            "requirement": {"enum": sorted(id_ for id_, row in edition.by_id.items() if not row.superseded_by)},
            "answer": {"enum": [*_forms(Answer), *sorted(UNKNOWN_WORDS)]},
        },
        "allOf": [rule for rule in rules if rule],
    }


class CompiledEdition:
    """An edition ready to check claims: schema and validator are made once, when first needed."""

    def __init__(self, edition: Edition, scope: BodyScope = BodyScope.ORDINARY) -> None:
        self.edition = edition
        self.scope = scope

    @cached_property
    def schema(self) -> Mapping[str, Any]:
        """The schema of one claim."""
        return compile_edition(self.edition, self.scope)

    @cached_property
    def _validator(self) -> Any:
        import jsonschema_rs  # noqa: PLC0415 - only where editions have been imported

        return jsonschema_rs.Draft202012Validator(dict(self.schema))

    def violations(self, claims: Iterable[Claim]) -> tuple[tuple[Claim, str], ...]:
        """Claims about units of this edition that the schema refuses, each with the key that is wrong
        (`requirement`, `superseded`, `answer` or `delivery`).
        """
        found: list[tuple[Claim, str]] = []
        for claim in claims:
            if claim.requirement[:3] not in self.edition.head.units:
                continue
            plain = {"requirement": claim.requirement}
            if known(claim.answer):
                plain["answer"] = claim.answer.value
            if known(claim.delivery):
                plain["delivery"] = claim.delivery.isoformat()
            if not self._validator.is_valid(plain):
                found.append((claim, self._wrong_key(plain)))
        return tuple(found)

    def _wrong_key(self, plain: Mapping[str, str]) -> str:
        row = self.edition.by_id.get(plain["requirement"])
        if row is None or row.superseded_by:
            return "superseded" if row else "requirement"
        late = plain.get("answer") == Answer.FITS_LATER.value and "delivery" not in plain
        return "delivery" if late else "answer"


def _limited(ids: list[str], answers: Iterable[Answer]) -> dict[str, Any]:
    if not ids:
        return {}
    allowed = [*_forms(answers), *sorted(UNKNOWN_WORDS)]
    return {
        "if": {"properties": {"requirement": {"enum": sorted(ids)}}},
        "then": {"properties": {"answer": {"enum": allowed}}},
    }


def _forms(words: Iterable[Answer]) -> list[str]:
    return [form for word in words for form in (word.ja, word.value)]
