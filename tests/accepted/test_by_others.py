"""Every format we write is accepted by programs that others have made for it.

HTML is checked by the Nu Html Checker where `READINESS_VNU` names its jar and Java is there (`.ci/run` fetches it),
Office files by LibreOffice; these two and what needs whole reports are long.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import docx
import jsonschema_rs
import networkx as nx
import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from openpyxl import load_workbook
from referencing import Registry, Resource

from readiness.tables.guard import RISKY, unescape
from tests.accepted.odd import MOVING, NAMES, make
from tests.command import run
from tools.bundle_parts import about, sbom

icalendar = pytest.importorskip("icalendar")
pydot = pytest.importorskip("pydot")
vobject = pytest.importorskip("vobject")

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "inventories" / "midori-cho"
LEDGER = ROOT / "docs" / "guide" / "example" / "かえで町.xlsx"
SARIF = ROOT / "third_party" / "sarif" / "sarif-2.1.0-rtm.5.json"
CYCLONEDX = ROOT / "third_party" / "cyclonedx"
SCHEMAS = ROOT / "specs" / "schemas"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
Town = Callable[[str], Path]


def drawn(form: str) -> str:
    done = run("graph", str(SAMPLE), "--format", form)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def edges() -> set[tuple[str, str, str]]:
    """The links as our JSON tells them: from, to, ID."""
    found = json.loads(drawn("json"))["edges"]
    assert found
    return {(edge["source"], edge["target"], edge["id"]) for edge in found}


# ---- graphs
def test_networkx_reads_our_json_as_a_directed_graph(edges: set[tuple[str, str, str]]) -> None:
    graph = nx.node_link_graph(json.loads(drawn("json")), edges="edges")
    assert graph.is_directed() and graph.is_multigraph()
    assert {(a, b, row["id"]) for a, b, row in graph.edges(data=True)} == edges


def test_networkx_reads_our_graphml(edges: set[tuple[str, str, str]]) -> None:
    graph = nx.parse_graphml(drawn("graphml"), force_multigraph=True)
    assert graph.is_directed()
    assert {(a, b, key) for a, b, key in graph.edges(keys=True)} == edges


def test_an_attribute_of_graphml_has_one_type() -> None:
    types = defaultdict(set)
    for key in ElementTree.fromstring(drawn("graphml")).iter(f"{GRAPHML}key"):
        types[key.get("for"), key.get("attr.name")].add(key.get("attr.type"))
    assert types and {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}


def test_pydot_reads_our_dot(edges: set[tuple[str, str, str]]) -> None:
    (graph,) = pydot.graph_from_dot_data(drawn("dot"))
    assert graph.get_type() == "digraph"
    said = {edge.get("id").strip('"') for edge in graph.get_edges()}
    assert said == {id_ for _, _, id_ in edges}


# ---- findings
def results(path: Path) -> tuple[dict[str, object], list[dict[str, object]]]:
    log = json.loads(run("validate", str(path), "--format", "sarif", "--fail-on", "never").stdout)
    return log, log["runs"][0]["results"]


@pytest.mark.parametrize("path", [SAMPLE, LEDGER], ids=["folder", "workbook"])
def test_our_sarif_follows_the_published_schema_by_another_validator(path: Path) -> None:
    """A validator written in Rust; `tests/report/test_findings_formats.py` asks one written in Python."""
    log, found = results(path)
    assert found
    published = SARIF.read_text(encoding="utf-8").replace("{2}]?$", "{2}$")  # its pattern of languages is no pattern
    checker = jsonschema_rs.validator_for(json.loads(published))
    assert [error.message for error in checker.iter_errors(log)] == []


@pytest.mark.parametrize("path", [SAMPLE, LEDGER], ids=["folder", "workbook"])
def test_every_result_of_sarif_has_a_place_in_a_file_that_is_there(path: Path) -> None:
    for result in results(path)[1]:
        (place,) = (row["physicalLocation"] for row in result["locations"])  # type: ignore[attr-defined]
        assert place["region"]["startLine"] >= 1
        uri = unquote(place["artifactLocation"]["uri"])
        assert (ROOT / uri).exists() or (path.parent / uri).exists() or (path / uri).exists(), uri


# ---- parts of a kit
def refused_of_cyclonedx(parts: bytes) -> list[str]:
    """What the published schema of CycloneDX 1.5 has against a list of parts."""
    schemas = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(CYCLONEDX.glob("*.schema.json"))]
    # They refer to each other by the names of their files, and call themselves otherwise.
    beside = [
        (f"http://cyclonedx.org/schema/{file.name}", Resource.from_contents(schema))
        for file, schema in zip(sorted(CYCLONEDX.glob("*.schema.json")), schemas, strict=True)
    ]
    checker = Draft7Validator(schemas[0], registry=Registry().with_resources(beside))
    return [f"{error.json_path}: {error.message[:200]}" for error in checker.iter_errors(json.loads(parts))]


def test_the_list_of_parts_follows_the_published_schema_of_cyclonedx(tmp_path: Path) -> None:
    wheel = tmp_path / "some_thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        told = "Metadata-Version: 2.4\nName: Some.Thing\nVersion: 1.0\nLicense-Expression: MIT AND BSD-3-Clause\n"
        archive.writestr("some_thing-1.0.dist-info/METADATA", told)
        archive.writestr("some_thing-1.0.dist-info/licenses/LICENSE", "x")
    untold = tmp_path / "untold-1.0-py3-none-any.whl"
    with zipfile.ZipFile(untold, "w") as archive:
        archive.writestr("untold-1.0.dist-info/METADATA", "Metadata-Version: 2.4\nName: untold\nVersion: 1.0\n")
        words = "Permission is hereby granted, free of charge, to any\nperson obtaining a copy"
        archive.writestr("untold-1.0.dist-info/licenses/LICENSE", words)
    assert about(untold).licence == "MIT (by its text)"
    made = sbom("2026.11", [wheel, untold], ("python-3.11.9-embed-amd64.zip", "0" * 64))
    assert refused_of_cyclonedx(made) == []
    assert refused_of_cyclonedx(made.replace(b'"SHA-256"', b'"SHA"'))
    assert refused_of_cyclonedx(made.replace(b'"PSF-2.0"', b'"PSF-3.0"'))


# ---- calendars
@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("ics") / "plan.ics"
    assert run("plan", "export", str(SAMPLE), "--out", str(file), "--effort", "quick").returncode == 0
    return file.read_bytes()


def test_two_readers_find_the_same_events_in_our_calendar(calendar: bytes) -> None:
    one = icalendar.Calendar.from_ical(calendar)
    events = list(one.walk("VEVENT"))
    assert events and not [event.errors for event in events if event.errors]
    other = vobject.readOne(calendar.decode("utf-8"))
    other.validate(raiseException=True)
    told = {(str(e["UID"]), e.decoded("DTSTART"), str(e["SUMMARY"])) for e in events}
    assert told == {(e.uid.value, e.dtstart.value, e.summary.value) for e in other.vevent_list}
    assert len(told) == len(events)
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))


# ---- JSON by the published schemas
@pytest.mark.parametrize(
    ("name", "schema"),
    [("analysis", "output-analysis"), ("plan", "output-plan"), ("findings", "findings")],
)
def test_json_follows_our_published_schema_by_two_validators(town: Town, name: str, schema: str) -> None:
    published = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    value = json.loads((town("midori-cho") / f"{name}.json").read_text(encoding="utf-8"))
    assert jsonschema_rs.validator_for(published).is_valid(value)
    assert [error.message for error in Draft202012Validator(published).iter_errors(value)] == []


def test_the_portfolio_follows_its_published_schema() -> None:
    value = json.loads(run("portfolio", str(SAMPLE), "--format", "json").stdout)
    published = json.loads((SCHEMAS / "portfolio.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema_rs.validator_for(published).iter_errors(value)] == []


# ---- HTML
# The checker's list of CSS properties lacks those of SVG; and blocks of data are no scripts that a policy could block.
EXCUSED = ("“paint-order”: Property “paint-order” doesn't exist", "info warning: Inline script violates")


@pytest.mark.long
def test_the_pages_pass_a_conformance_checker(town: Town, odd: Path) -> None:
    jar = os.environ.get("READINESS_VNU")
    if not jar or shutil.which("java") is None:
        pytest.skip("READINESS_VNU names no jar of the Nu Html Checker, or Java is not here")
    folder = town("midori-cho")
    pages = [page for at in (folder, odd) for page in (at / "index.html", *sorted((at / "papers").glob("*.html")))]
    command = ["java", "-Xss16m", "-jar", jar, "--format", "gnu", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = [line for line in done.stderr.splitlines() if line.strip() and not any(words in line for words in EXCUSED)]
    assert told == []
    broken = folder.parent / "broken.html"
    broken.write_text("<!doctype html><title>x</title><p><div></p>", encoding="utf-8")
    assert subprocess.run([*command[:6], str(broken)], capture_output=True, check=False).returncode == 1


# ---- odd names
@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is printed of a body whose names are odd."""
    folder = tmp_path_factory.mktemp("odd")
    done = run("analyze", str(make(folder / "in")), "--out", str(folder / "out"), "--effort", "quick")
    assert done.returncode == 0, done.stderr
    return folder / "out" / "odd"


@pytest.mark.long
def test_odd_names_come_whole_through_every_format(odd: Path) -> None:
    published = json.loads(SARIF.read_text(encoding="utf-8").replace("{2}]?$", "{2}$"))
    log = json.loads((odd / "findings.sarif").read_text(encoding="utf-8"))
    assert jsonschema_rs.validator_for(published).is_valid(log)
    calendar = (odd / "plan.ics").read_bytes()
    events = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    others = vobject.readOne(calendar.decode("utf-8")).vevent_list
    said = {str(event["SUMMARY"]) for event in events}
    assert said == {event.summary.value for event in others} and all(
        any(name in one for one in said) for name in MOVING
    )
    inventory = str(odd.parent.parent / "in")
    forms = {form: run("graph", inventory, "--format", form).stdout for form in ("json", "graphml", "dot")}
    for graph in (
        nx.node_link_graph(json.loads(forms["json"]), edges="edges"),
        nx.parse_graphml(forms["graphml"], force_multigraph=True),
    ):
        assert {label for _, label in graph.nodes(data="label")} == set(NAMES)
    (graph,) = pydot.graph_from_dot_data(forms["dot"])
    assert len(graph.get_edges()) == len(NAMES)
    assert all(name.replace("\\", "\\\\").replace('"', '\\"') in forms["dot"] for name in NAMES)


@pytest.mark.long
def test_no_program_reckons_an_odd_name(odd: Path) -> None:
    """A cell of a CSV file begins with nothing that Excel reckons, in either width; in a workbook only our sums are."""
    seen = set()
    for file in odd.rglob("*.csv"):
        rows = csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))
        for cell in (cell for row in rows for cell in row):
            assert cell[:1] not in {*RISKY} or re.fullmatch(r"-[0-9.]+", cell), (file.name, cell)
            seen.add(unescape(cell))
    assert seen > set(NAMES)
    seen, sums = set(), set()
    for file in odd.rglob("*.xlsx"):
        for cell in (cell for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row):
            (sums if cell.data_type == "f" else seen).add(cell.value)
    assert seen > set(NAMES) and all(re.fullmatch(r"=SUM\([A-Z0-9:,]+\)(-SUM\([A-Z0-9:,]+\))?", one) for one in sums)
    for file in odd.rglob("*.docx"):
        document = docx.Document(str(file))
        assert document.paragraphs and len(document.core_properties.title) <= 255


# ---- Office
def opened(files: list[Path], to: str, out: Path) -> list[Path]:
    """The files as LibreOffice writes them. Headless it asks nobody whether to repair: it would write nothing then."""
    profile = f"-env:UserInstallation=file://{out.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(out), *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    made = [out / f"{file.stem}.{to}" for file in files]
    assert all(file.is_file() for file in made), done.stdout + done.stderr
    return made


@pytest.mark.long
@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_opens_every_workbook_as_it_is(town: Town, odd: Path, tmp_path: Path) -> None:
    files = [*sorted(town("midori-cho").rglob("*.xlsx")), odd / "gaps" / "v5.xlsx", odd / "gaps" / "v6.xlsx"]
    for file, made in zip(files, opened(files, "xlsx", tmp_path / "out"), strict=True):
        ours, theirs = load_workbook(file), load_workbook(made)
        assert ours.sheetnames == theirs.sheetnames
        again = theirs.worksheets[0]
        cells = [(c.coordinate, c.value) for c in ours.worksheets[0]["A"] if isinstance(c.value, str) and c.value]
        assert [(at, words) for at, words in cells if _text(again[at].value) != _text(words)] == []


@pytest.mark.long
@pytest.mark.office
@pytest.mark.skipif(not list(Path("/usr/lib/libreoffice").rglob("libswlo.so")), reason="Writer is not here")
def test_libreoffice_opens_every_document_as_it_is(town: Town, tmp_path: Path) -> None:
    files = sorted(town("midori-cho").rglob("*.docx"))
    assert files
    for file, made in zip(files, opened(files, "txt", tmp_path / "out"), strict=True):
        words = [paragraph.text for paragraph in docx.Document(str(file)).paragraphs if paragraph.text.strip()]
        said = _text(made.read_text(encoding="utf-8-sig"))
        assert words and all(_text(line) in said for line in words), file.name


def _text(value: object) -> str:
    return re.sub(r"\s+", "", str(value))
