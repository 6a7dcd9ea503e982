"""Every body of the ministries' tables becomes an inventory; totals agree with what is published."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from readiness.analysis.inputs import Inputs
from readiness.inventory.identify import Identity, identify
from readiness.inventory.init import InitFacts, NewInventory, init_inventory
from readiness.messages.catalogue import Catalogue
from readiness.model.body import BodyClass
from readiness.model.published import DesignationTable, ProgressTable, PublishedProgress
from readiness.model.system import DueKind
from readiness.model.unknown import UNKNOWN, known
from readiness.portfolio.combine import combine
from readiness.portfolio.share import body_share
from readiness.sources.xlsx import read_workbook
from readiness.standard.applicability import area_scopes
from readiness.standard.importers.designated import read_designations
from readiness.standard.importers.soumu_progress import read_progress
from readiness.standard.load import load_standard

STANDARD = load_standard()
OFFICIAL = Path(__file__).parents[3] / "shared" / "official"
pytestmark = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the ministries' workbooks are not beside this checkout")
SAY = Catalogue().render


@pytest.fixture(scope="module")
def progress() -> ProgressTable:
    return read_progress(read_workbook(OFFICIAL / "soumu_progress_202601.xlsx"), STANDARD)


@pytest.fixture(scope="module")
def designations() -> DesignationTable:
    return read_designations(read_workbook(OFFICIAL / "digital_tokutei_202512.xlsx"), STANDARD)


def make(row: PublishedProgress, progress: ProgressTable, designations: DesignationTable) -> NewInventory:
    alone = ProgressTable(file=progress.file, month=progress.month, bodies=(row,))
    body = identify(None, row.prefecture + (row.municipality or ""), alone, designations)
    assert isinstance(body, Identity)
    return init_inventory(
        InitFacts(
            body_id=str(body.code) if known(body.code) else body.full_name,
            identity=body,
            areas=STANDARD.areas,
            scopes=area_scopes(STANDARD, body.body_class, UNKNOWN),
            links=STANDARD.links,
            progress_month=progress.month,
            designated_month=designations.month,
            listed=True,
        ),
        SAY,
    )


def check(
    rows: Iterable[PublishedProgress], progress: ProgressTable, designations: DesignationTable
) -> list[NewInventory]:
    made = [make(row, progress, designations) for row in rows]
    shares = []
    for new in made:
        inventory = new.inventory
        assert known(inventory.body.body_class), inventory.body.name
        assert inventory.body.as_of is not None
        ids = {system.id for system in inventory.systems}
        assert all(flow.from_ in ids and flow.to in ids for flow in inventory.interfaces)
        assert all(system.vendor is UNKNOWN for system in inventory.systems)
        shares.append(body_share(Inputs(inventory=inventory, standard=STANDARD, as_of=inventory.body.as_of)))
    assert len(combine(shares).bodies) == len(made)
    return made


def test_every_fortieth_body(progress: ProgressTable, designations: DesignationTable) -> None:
    made = check(progress.bodies[::40], progress, designations)
    assert len(made) == 45


@pytest.mark.long
def test_the_whole_nation(progress: ProgressTable, designations: DesignationTable) -> None:
    made = check(progress.bodies, progress, designations)
    assert len(made) == 1_788
    classes = Counter(new.inventory.body.body_class for new in made)
    assert classes[BodyClass.PREFECTURE] == 47
    assert classes[BodyClass.SPECIAL_WARD] == 23
    assert classes[BodyClass.DESIGNATED_CITY] == 20
    listed = sum(system.due is DueKind.EXTENDED for new in made for system in new.inventory.systems)
    # Every published designation is found again, except taxes marked for wards, which have none.
    outside = sum(
        area in ("fixed_asset_tax", "corporate_inhabitant_tax")
        for body in designations.bodies
        if body.body_class is BodyClass.SPECIAL_WARD
        for area in body.areas
    )
    assert listed == 8_956 - outside
