"""この団体の位置: the published mean beside ours, quartiles of prefecture, class and like size, and no ranking."""

from __future__ import annotations

from pathlib import Path
from statistics import quantiles

import pytest

from readiness.app.specs import import_specs
from readiness.model.body import Body
from readiness.portfolio.peers import peers
from readiness.standard.load import load_standard
from readiness.standard.problem import StandardError
from tests.command import run
from tests.nation import OFFICIAL, nation

pytestmark = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the ministries' workbooks are not beside this checkout")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    names = ("soumu_progress_202601.xlsx", "digital_tokutei_202512.xlsx")
    import_specs([OFFICIAL / name for name in names], folder)
    return folder


def test_quartiles_agree_with_another_reading(pack: Path) -> None:
    standard = load_standard(packs=[pack])
    found = peers(standard, Body(id="b", code="232017"), standard.published)
    assert found is not None
    by_figure = {one.figure: one for one in found.comparisons}
    country = nation()
    core = [body for body in country.values() if body.kind == "中核市"]
    means = sorted(sum(body.rates.values()) / 20 for body in core)
    group = by_figure["mean"].groups["class"]
    assert group is not None and group.bodies == 62
    assert (group.low, group.middle, group.high) == pytest.approx(tuple(quantiles(means, n=4, method="inclusive")))
    listed = by_figure["designated"]
    assert listed.own == len(country["232017"].marks) == 3
    aichi = listed.groups["prefecture"]
    assert aichi is not None and aichi.bodies == 54
    assert by_figure["mean"].groups["size"] is None  # nobody published populations here


def test_what_rests_on_a_list_not_imported_is_left_out(tmp_path: Path) -> None:
    import_specs([OFFICIAL / "digital_tokutei_202512.xlsx"], tmp_path)
    standard = load_standard(packs=[tmp_path])
    found = peers(standard, Body(id="b", code="232017"), standard.published)
    assert found is not None
    assert [(one.figure, one.own) for one in found.comparisons] == [("designated", 3.0)]


def test_like_size_comes_with_a_table_of_populations(pack: Path, tmp_path: Path) -> None:
    table = tmp_path / "人口.csv"
    rows = ("232017,370000", "232025,380000", "232114,190000", "231002,2300000", "232033,180000")
    table.write_text("\n".join(("団体コード,総人口", *rows)), encoding="utf-8")
    own = tmp_path / "pack"
    names = ("soumu_progress_202601.xlsx", "digital_tokutei_202512.xlsx")
    import_specs([*(OFFICIAL / name for name in names), table], own)
    standard = load_standard(packs=[own])
    found = peers(standard, Body(id="b", code="232017"), standard.published)
    assert found is not None and found.sizes
    group = found.comparisons[0].groups["size"]
    assert group is not None and group.bodies == 3  # half to twice 370,000: itself and two others


def test_a_table_of_populations_with_a_bad_cell_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "人口.csv"
    table.write_text("団体コード,人口\n232017,約37万\n232018,1\n", encoding="utf-8")
    with pytest.raises(StandardError) as caught:
        import_specs([table], tmp_path / "pack")
    places = [finding.ref.path[-1] for finding in caught.value.findings]
    assert places == ["B2", "A3"]


def test_the_page_prints_both_means_with_their_names(pack: Path, tmp_path: Path) -> None:
    ward, out = str(tmp_path / "ward"), tmp_path / "out"
    progress, listed = OFFICIAL / "soumu_progress_202601.xlsx", OFFICIAL / "digital_tokutei_202512.xlsx"
    tables = ("--progress", str(progress), "--designated", str(listed))
    assert run("init", ward, "--code", "131016", *tables).returncode == 0
    assert run("analyze", ward, "--out", str(out), "--specs", str(pack), "-q").returncode == 0
    page = (out / "131016" / "index.html").read_text(encoding="utf-8")
    table = page[page.index('id="t-peers"') :]
    table = table[: table.index("</table>")]
    ours = "40工程の進捗率(台帳による)"
    for words in ("公表の完了率の平均(全体)", "対象外を完了に含む", ours, "2026-01", "(23団体)"):
        assert words in table, words
    assert "位" not in table.replace("四分位", "").replace("位置", "")  # no place in an order
