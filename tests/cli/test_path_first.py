"""PATH comes first in every command; the order of old is understood, and the user is told the new one."""

from pathlib import Path

import pytest

from readiness.cli.root import cli
from tests.cli.test_surface import TOWN
from tests.command import run
from tools.cli_surface import commands


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A town as a folder and as one file, and dates of a plan in YAML and as a workbook."""
    place = tmp_path_factory.mktemp("order")
    (place / "town").mkdir()
    (place / "town" / "all.yaml").write_text(TOWN, encoding="utf-8")
    (place / "town.yaml").write_text(TOWN, encoding="utf-8")
    for name in ("dates.yaml", "dates.xlsx"):
        assert run("plan", "export", str(place / "town"), "--out", str(place / name), "-q").returncode == 0
    assert run("ledger", "export", str(place / "town"), str(place / "town.xlsx")).returncode == 0
    return place


def test_an_inventory_is_always_the_first_argument():
    listed = list(commands(cli))
    arguments = {names: [p.name for p in one.params if p.param_type_name == "argument"] for names, one in listed}
    with_path = {" ".join(names): found for names, found in arguments.items() if "path" in found}
    assert len(with_path) >= 18
    assert {name for name, found in with_path.items() if found[0] != "path"} == set()


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("what-if delay town s1 3", "what-if delay s1 3 town"),
        ("what-if delay town.yaml s1 3 --format json", "what-if delay s1 --format json 3 town.yaml"),
        ("what-if capacity town vendor:v1 2", "what-if capacity vendor:v1 2 town"),
        ("what-if exit town vendor:v1", "what-if exit vendor:v1 town"),
        ("what-if drop-link town i1", "what-if drop-link i1 town"),
        ("what-if extension town s1 2029-03-31", "what-if extension s1 2029-03-31 town"),
        ("what-if budget town s1", "what-if budget s1 town"),
        ("plan check town dates.yaml", "plan check dates.yaml town"),
        ("plan check town.yaml dates.yaml", "plan check dates.yaml town.yaml"),
        ("plan check town.yaml dates.xlsx", "plan check dates.xlsx town.yaml"),
        ("plan check town.xlsx dates.xlsx", "plan check dates.xlsx town.xlsx"),
        ("ledger import town town.xlsx --dry-run", "ledger import town.xlsx town --dry-run"),
        ("ledger import new town.xlsx --dry-run", "ledger import town.xlsx --dry-run new"),
    ],
)
def test_both_orders_do_the_same_and_the_old_one_is_told(folder, monkeypatch, new, old):
    monkeypatch.chdir(folder)
    asked, before = run(*new.split()), run(*old.split())
    assert asked.returncode == before.returncode
    assert asked.returncode in (0, 1), asked.stderr
    assert asked.stdout == before.stdout
    path = new.split()[2]
    assert f"readiness {' '.join(new.split()[:2])} " in before.stderr
    assert f" {path} " in before.stderr.split("readiness ", 1)[1]
    assert "読み替え" in before.stderr
    assert "読み替え" not in asked.stderr
    assert "読み替え" not in run(*old.split(), "-q").stderr


def test_an_option_of_the_same_text_is_not_taken_for_an_argument(folder, monkeypatch):
    monkeypatch.chdir(folder)
    done = run("what-if", "exit", "--packages", "town.xlsx", "--lang", "ja", "vendor:v1", "town")
    assert done.stderr.startswith("台帳(PATH)を先に書く順序に変わりました。")
    assert "--packages town.xlsx --lang ja town vendor:v1" in done.stderr


def test_what_is_wrong_is_told_in_the_new_order(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert run("what-if", "delay", "no-such-town", "s1", "3").returncode == 2
    assert run("ledger", "import", "town", "town").returncode == 2
    done = run("what-if", "delay", "town", "s1")
    assert done.returncode == 2
    assert "MONTHS" in done.stderr
