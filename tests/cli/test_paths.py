"""What is written does not tell how the path was typed; other programs find the files that are named."""

import json
import os
import shutil
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

from tests.cli.test_surface import TOWN
from tests.command import run
from tools.same_output import contents, differences
from tools.towns import ROOT

LEDGER = ROOT / "docs" / "guide" / "example" / "かえで町.xlsx"
PINS = "pins:\n- {move: no-such-move, date: 2028-05-08, reason: 変更, approver: 副町長}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("paths")
    (place / "all" / "my town" / "decisions").mkdir(parents=True)
    (place / "all" / "my town" / "systems & co.yaml").write_text(TOWN, encoding="utf-8")
    (place / "all" / "my town" / "decisions" / "pins.yaml").write_text(PINS, encoding="utf-8")
    (place / "all" / "town.yaml").write_text(TOWN, encoding="utf-8")
    shutil.copy(LEDGER, place / "all" / LEDGER.name)
    return place / "all"


@pytest.fixture(scope="module")
def plain(folder) -> dict[str, Path]:
    """Each inventory analysed under its plain relative path."""
    found = {}
    before = Path.cwd()
    os.chdir(folder)
    try:
        for number, name in enumerate(("my town", "town.yaml", LEDGER.name)):
            out = folder.parent / f"out{number}"
            assert run("analyze", name, "--out", str(out), "-q").returncode == 0
            found[name] = out
    finally:
        os.chdir(before)
    return found


@pytest.mark.parametrize("name", ["my town", "town.yaml", LEDGER.name])
@pytest.mark.parametrize("typed", ["./{0}", "{0}/", "../all/{0}", "{1}/{0}"])
def test_the_same_bytes_however_the_path_was_typed(folder, plain, tmp_path, monkeypatch, name, typed):
    if typed.endswith("/") and not (folder / name).is_dir():
        return
    monkeypatch.chdir(folder)
    done = run("analyze", typed.format(name, folder.as_posix()), "--out", str(tmp_path), "-q")
    assert done.returncode == 0, done.stderr
    assert differences(plain[name], tmp_path) == []
    assert folder.as_posix().encode() not in b"".join(contents(tmp_path).values())


def test_from_elsewhere_only_the_file_for_code_scanning_differs(folder, plain, tmp_path, monkeypatch):
    monkeypatch.chdir(folder / "my town")
    assert run("analyze", ".", "--out", str(tmp_path), "-q").returncode == 0
    told = differences(plain["my town"], tmp_path)
    assert [line.split(": ")[1].split("\n")[0] for line in told] == ["t/findings.sarif"]


def places(sarif: str) -> list[dict]:
    return [place for run_ in json.loads(sarif)["runs"] for result in run_["results"] for place in result["locations"]]


def uris(sarif: str) -> set[str]:
    return {place["physicalLocation"]["artifactLocation"]["uri"] for place in places(sarif)}


@pytest.mark.parametrize("name", ["my town", "town.yaml", LEDGER.name])
def test_code_scanning_finds_every_file_that_a_result_names(folder, plain, name, monkeypatch):
    (path,) = plain[name].glob("*/findings.sarif")
    told = path.read_text(encoding="utf-8")
    results = json.loads(told)["runs"][0]["results"]
    assert len(results) > 3
    assert all(len(result["locations"]) == 1 for result in results)
    assert {file for uri in uris(told) if not (folder / (file := unquote(uri))).is_file()} == set()
    assert all(" " not in uri and "!" not in uri for uri in uris(told))
    monkeypatch.chdir(folder)
    assert uris(run("validate", str(folder / name), "--format", "sarif").stdout) <= uris(told)


def test_a_row_of_a_workbook_is_told_with_its_sheet(plain):
    (path,) = plain[LEDGER.name].glob("*/findings.sarif")
    rows = [place for place in places(path.read_text(encoding="utf-8")) if "logicalLocations" in place]
    assert rows
    for place in rows:
        (logical,) = place["logicalLocations"]
        assert logical["fullyQualifiedName"] == f"{logical['name']}!{place['physicalLocation']['region']['startLine']}"


def test_outside_the_folder_a_result_names_a_whole_address(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = run("validate", str(folder / "my town"), "--format", "sarif").stdout
    assert uris(told)
    for uri in uris(told):
        assert urlparse(uri).scheme == "file"
        assert Path(unquote(urlparse(uri).path)).is_file()


def test_annotations_name_files_from_where_the_command_runs(folder, monkeypatch):
    monkeypatch.chdir(folder)
    told = run("validate", str(folder / "my town"), "--format", "github").stdout
    assert "file=my town/systems & co.yaml," in told
    assert folder.as_posix() not in told


@pytest.mark.parametrize("form", ["sarif", "github", "json", "csv"])
def test_other_programs_read_one_path_however_it_was_typed(folder, tmp_path, monkeypatch, form):
    """Also by way of another folder, of itself, and of a link; one that leads elsewhere is found below this folder."""
    monkeypatch.chdir(folder)
    (tmp_path / "link").symlink_to(folder / "my town", target_is_directory=True)
    ways = ["my town", "./my town//", "my town/../my town", "../all/my town", str(tmp_path / "link")]
    told = {typed: run("validate", typed, "--format", form).stdout for typed in ways}
    assert set(told.values()) == {told["my town"]} and "my%20town/" in told["my town"].replace("my town/", "my%20town/")
    monkeypatch.chdir(tmp_path)
    assert run("validate", "link", "--format", form).stdout == told["my town"].replace("my town/", "link/").replace(
        "my%20town/", "link/"
    )


def test_people_read_the_path_as_they_typed_it(folder, monkeypatch):
    monkeypatch.chdir(folder)
    typed = f"{folder.as_posix()}/my town"
    assert f"{typed}/systems & co.yaml:" in run("validate", typed).stdout
