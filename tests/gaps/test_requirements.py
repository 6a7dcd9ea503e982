"""Imported editions: every required function without an answer is a question, and only those."""

from datetime import date

from readiness.gaps.claims import unanswered
from readiness.gaps.derive import derive
from readiness.gaps.required import Required
from readiness.model.conformance import Answer, Claim
from readiness.model.facts import Rank
from readiness.model.standard.edition import Edition, EditionHead, EditionKind, SourceFile
from readiness.model.standard.requirement import BodyScope, Requirement, RequirementKind, RequirementType
from tests.builders import inventory, system, vendor

AS_OF = date(2026, 11, 23)
TYPES = {
    "9990001": ((BodyScope.ALL, RequirementType.REQUIRED),),
    "9990002": ((BodyScope.ALL, RequirementType.OPTIONAL),),
    "9990003": ((BodyScope.DESIGNATED_CITY, RequirementType.REQUIRED), (BodyScope.ORDINARY, RequirementType.OPTIONAL)),
    "9990004": ((BodyScope.ALL, RequirementType.REQUIRED),),
    "9990005": ((BodyScope.ALL, RequirementType.REQUIRED),),
}
SUCCESSORS = {"9990005": "9990001"}


def required(scope=BodyScope.ORDINARY):
    rows = tuple(
        Requirement(
            id=identifier,
            kind=RequirementKind.FUNCTION,
            unit="999",
            name=f"試験用の機能{identifier[-1]}",
            types=types,
            due=date(2027, 4, 1),
            superseded_by=SUCCESSORS.get(identifier),
        )
        for identifier, types in TYPES.items()
    )
    head = EditionHead(
        id="999/functions/1.0",
        kind=EditionKind.FUNCTIONS,
        units=("999",),
        title="試験用",
        version="1.0",
        source=SourceFile(name="x.xlsx", sha256="0" * 64),
    )
    edition = Edition(head=head, requirements=rows)
    return Required(editions={"999": edition}, units={"resident_registry": ("999",)}, scope=scope)


def found(scope=BodyScope.ORDINARY, **records):
    body = inventory(vendors=(vendor("a"),), **records)
    return derive(body, AS_OF, required=required(scope), checks=(unanswered,))


def test_required_functions_without_a_claim_are_asked_of_the_vendor_but_not_the_replaced():
    gaps = found(systems=(system("s1", vendor="a", areas=("resident_registry",)),))
    assert [(gap.requirement, gap.asked.id, gap.rank, gap.edition) for gap in gaps] == [
        ("9990001", "a", Rank.C, "1.0"),
        ("9990004", "a", Rank.C, "1.0"),
    ]
    assert gaps[0].standard_date == date(2027, 4, 1)


def test_the_type_for_the_class_of_the_body_decides():
    gaps = found(BodyScope.DESIGNATED_CITY, systems=(system("s1", vendor="a", areas=("resident_registry",)),))
    assert [gap.requirement for gap in gaps] == ["9990001", "9990003", "9990004"]


def test_a_claim_answers_it_and_other_systems_are_left_alone():
    gaps = found(
        systems=(
            system("s1", vendor="a", areas=("resident_registry",)),
            system("s2", vendor="a", areas=("seal_registration",)),
        ),
        claims=(Claim(id="c1", requirement="9990001", system="s1", answer=Answer.FITS),),
    )
    assert [(gap.system, gap.requirement) for gap in gaps] == [("s1", "9990004")]


def test_nothing_is_demanded_before_an_edition_is_imported():
    body = inventory(systems=(system("s1", areas=("resident_registry",)),))
    assert derive(body, AS_OF, checks=(unanswered,)) == ()
