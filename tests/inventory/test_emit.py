"""What `emit` writes, the loader reads back as the same inventory, without a single finding."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.synthetic import SyntheticOptions, synthetic_body
from readiness.inventory.emit import plain_sections, to_files, to_yaml
from readiness.inventory.load import load_inventory
from readiness.model.inventory import Inventory
from readiness.standard.load import load_standard

STANDARD = load_standard()
NAMES = {area.key: area.name for area in STANDARD.areas}
ROOT = Path(__file__).parents[2]


def read_back(inventory: Inventory, folder: Path, names: dict[str, str]) -> Inventory:
    for name, content in to_files(plain_sections(inventory, names)).items():
        (folder / name).write_text(content, encoding="utf-8")
    loaded = load_inventory(folder, {name: key for key, name in names.items()})
    assert loaded.findings == ()
    assert loaded.inventory is not None
    return loaded.inventory


@pytest.mark.parametrize("index", range(3))
def test_a_synthetic_body_reads_back(tmp_path: Path, index: int) -> None:
    body = synthetic_body(SyntheticOptions(index=index, priced=True), STANDARD)
    assert read_back(body, tmp_path, NAMES) == body


@pytest.mark.parametrize("name", ["midori-cho", "aozora-shi"])
def test_a_sample_reads_back(tmp_path: Path, name: str) -> None:
    loaded = load_inventory(ROOT / "inventories" / name, {})
    assert loaded.inventory is not None
    decided = loaded.inventory.decisions  # files of their own
    assert replace(read_back(loaded.inventory, tmp_path, {}), decisions=decided) == loaded.inventory


def test_codes_are_quoted_and_unknown_values_left_out() -> None:
    written = to_yaml({"systems": [{"id": "a", "units": ["001", "008"], "number": "1.10", "said": "no"}]}, ["見出し"])
    assert written.startswith("# 見出し\n")
    assert '"001"' in written
    assert '"1.10"' in written
    assert '"no"' in written
