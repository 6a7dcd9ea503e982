"""Rules on claims of conformance against the editions the body has imported."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.standard.edition import EditionHead, EditionKind
from readiness.rules.context import Context
from readiness.rules.rule import Hit, hit, rule
from readiness.standard.common import id_problem

# Which IDs an edition holds, by their shapes; an ID of no shape is the next rule's.
_SHAPES = {
    EditionKind.FUNCTIONS: ("function", "form"),
    EditionKind.DATA_ITEMS: ("data_item",),
    EditionKind.LINKS: ("link",),
}


@rule("CF101", "conformance.claim-against-edition", Severity.WARNING)
def conformance_claim_against_edition(context: Context) -> Iterator[Hit]:
    """A claim the imported edition does not allow: unknown or replaced ID, an answer its 実装類型 excludes, no date.

    Every claim against the edition it names, else the newest imported one for its kind of ID.
    """
    if not context.standard.editions:
        return
    from readiness.standard.compiled import CompiledEdition, scope_of  # noqa: PLC0415 - paid for by those with editions

    chosen: dict[str, list[int]] = {}
    claims = context.inventory.claims
    for number, claim in enumerate(claims):
        head = _head(context, claim.requirement, claim.edition)
        if head is not None:
            chosen.setdefault(head.id, []).append(number)
    scope = scope_of(context.inventory.body.body_class)
    for edition_id, numbers in chosen.items():
        compiled = CompiledEdition(context.standard.edition(edition_id), scope)
        for claim, key in compiled.violations(claims[number] for number in numbers):
            row = compiled.edition.by_id.get(claim.requirement)
            yield hit(
                claim,
                "requirement" if key == "superseded" else key,
                discriminator=key,
                variant=key,
                requirement=claim.requirement,
                edition=edition_id,
                successor=(row.superseded_by or "") if row else "",
            )


def _head(context: Context, requirement: str, named: str | None) -> EditionHead | None:
    unit = requirement[:3]
    heads = context.standard.editions
    fitting = [head for head in heads if unit in head.units and _same_kind(context, head, requirement)]
    asked = [head for head in fitting if named in (head.version, head.id)]
    if asked or not fitting:
        return asked[0] if asked else None
    from readiness.standard.editions import newest  # noqa: PLC0415 - as above

    return newest(fitting, unit, fitting[0].kind)


def _same_kind(context: Context, head: EditionHead, requirement: str) -> bool:
    """By the shape of the ID; it never has two."""
    shapes = context.standard.common_functions
    return any(shapes.shape(key).fits(requirement) for key in _SHAPES[head.kind])


@rule("CF102", "conformance.requirement-id", Severity.WARNING)
def conformance_requirement_id(context: Context) -> Iterator[Hit]:
    """A claim about an ID that cannot be one of the standard: another shape, or no such 業務ID.

    By shape alone, so without any imported edition; whether an ID of the right shape exists, an edition tells.
    """
    for claim in context.inventory.claims:
        problem = id_problem(context.standard, claim.requirement)
        if problem is not None:
            yield hit(claim, "requirement", variant=problem, requirement=claim.requirement)
