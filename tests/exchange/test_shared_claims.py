"""One vendor's table kept once, for every body on its package: names, versions, and what a body wrote itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from readiness.app.reading import read_body, read_standard
from readiness.gaps.derive import derive
from readiness.model.conformance import Answer, Claim
from readiness.model.unknown import UNKNOWN
from tests.exchange.test_own_ledger import run

ROOT = Path(__file__).resolve().parents[2]
# Fictional bodies, vendors, products; the IDs are in the form of the official ones and stand for none of them.
OTHER = """
body: {id: other, name: 架空町, as_of: 2026-11-23}
vendors: [{id: v, name: ひので情報(架空)}]
packages: [{id: p1, name: "HINODE標準準拠版(架空)", vendor: v, version: "VERSION"}]
systems: [{id: s1, name: 住基, areas: [住民基本台帳], vendor: v, package: p1}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    town = Path(shutil.copytree(ROOT / "inventories" / "midori-cho", tmp_path / "midori-cho"))
    book = Workbook()
    for row in (["機能ID", "対応状況", "根拠"], ["0230999", "×", ""], ["0230998", "◎", "手順書3頁"]):
        book.active.append(row)
    book.save(tmp_path / "対応表.xlsx")
    (tmp_path / "pack").mkdir()
    code, output = run(
        "gaps", "import", town, tmp_path / "対応表.xlsx", "--package", "pk-hinode", "--version", "1.2", "--share",
        "--specs", tmp_path / "pack",
    )  # fmt: skip
    assert code == 0, output
    assert not list(town.glob("claims*"))
    return tmp_path / "pack"


def claims(folder: Path, pack: Path, version: str, more: str = "") -> tuple[Claim, ...]:
    other = folder / "other.yaml"
    other.write_text(OTHER.replace("VERSION", version) + more, encoding="utf-8")
    loaded = read_body(other, read_standard(other, pack))
    assert loaded.inventory is not None and not loaded.fatal
    return loaded.inventory.claims


def test_another_body_on_the_package_has_the_claims(pack: Path, tmp_path: Path) -> None:
    found = {claim.requirement: claim for claim in claims(tmp_path, pack, "1.2")}
    assert found["0230999"].answer is Answer.UNSUPPORTED and found["0230998"].evidence == "手順書3頁"
    assert {claim.package for claim in found.values()} == {"p1"}
    inventory = read_body(tmp_path / "other.yaml", read_standard(tmp_path, pack)).inventory
    assert inventory is not None and inventory.body.as_of is not None
    gaps = [gap for gap in derive(inventory, inventory.body.as_of) if gap.requirement == "0230999"]
    assert [gap.system for gap in gaps] == ["s1"]
    first = read_body(tmp_path / "midori-cho", read_standard(tmp_path / "midori-cho", pack)).inventory
    assert first is not None and {c.requirement for c in first.claims if c.version == "1.2"} >= {"0230999", "0230998"}


def test_another_version_has_not(pack: Path, tmp_path: Path) -> None:
    assert claims(tmp_path, pack, "2.0") == ()
    assert len(claims(tmp_path, pack, "未確認")) == 2  # the pack speaks of one version only
    text = next((pack / "claims").glob("*.yaml")).read_text(encoding="utf-8")
    (pack / "claims" / "later.yaml").write_text(text.replace("1.2", "1.3"), encoding="utf-8")
    assert claims(tmp_path, pack, "未確認") == ()
    assert {claim.version for claim in claims(tmp_path, pack, "1.3")} == {"1.3"}


def test_what_the_body_wrote_itself_goes_first(pack: Path, tmp_path: Path) -> None:
    record = "{id: c1, requirement: '0230999', package: p1, version: '1.2', evaluation: 運用で代替, answer: 未確認}"
    own = f"claims: [{record}]\n"
    found = {claim.id: claim for claim in claims(tmp_path, pack, "1.2", own)}
    assert len(found) == 2
    assert (found["c1"].answer, found["c1"].evaluation) == (Answer.UNSUPPORTED, Answer.WORKAROUND)
    assert next(claim for claim in found.values() if claim.id != "c1").evaluation is UNKNOWN


def test_mistakes_are_told(pack: Path, tmp_path: Path) -> None:
    town, table = tmp_path / "midori-cho", tmp_path / "対応表.xlsx"
    code, output = run("gaps", "import", town, table, "--package", "pk-hinode", "--share")
    assert code == 2 and "--specs" in output
    code, output = run("gaps", "import", town, table, "--package", "HINODE")
    assert code == 2 and "pk-hinode(HINODE 標準準拠版(架空))" in output
    (pack / "claims" / "bad.yaml").write_text("claims: [{requirement: 3}]\n", encoding="utf-8")
    code, output = run("validate", town, "--specs", pack, "--as-of", "2026-11-23")
    assert code == 2 and "bad.yaml" in output
