"""Every sentence about what stands in an inventory is brought about by an inventory, through the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.inventory import schema_problems
from readiness.messages.catalogue import Catalogue, load_words
from readiness.store import together
from tests.command import run

BODY = "body: {id: t, name: 甲町, as_of: 2026-11-02}\n"
# What is wrong in one file, a line each where it can be; all of it is told in one run.
WRONG = """\
body: {id: t, name: 甲町, as_of: 2026-11-02}
divisions: {a: 1}
pins: [{move: s, date: 2027-05-06}]
vendors:
- {id: v, name: [木曜電算], vender: 1}
- 5
packages:
- {name: IDなし}
systems:
- {id: s0, name: 系, zzzzqqqq: 1, areas: [ZZQQ]}
- {id: s1, name: 系, areas: [介護保険], live_date: '2026-02-30', planned_date: あした, duration_weeks: 長い, charset: 3}
- {id: s2, name: 系, areas: [月面保険], hosting: 火星, migrated: たぶん, move_with: x}
contracts:
- {id: c, name: 保守, annual_amount: 高い, sla: 1, zzzzqqq: 1}
progress:
- {scope: 業務, target: 介護保険, steps: {41: 完了}}
- {scope: 業務, target: 介護保険, steps: 多い}
- {scope: 業務, target: 介護保険, rate: 半分}
windows:
- {id: w, name: 窓, from: 5, to: 03-15}
- {id: w2, name: 窓, from: '13-45', to: 03-15}
- {id: w3, name: 窓, from: '2027-03-15', to: '03-15'}
"""
# What can only be seen once everything can be read.
READABLE = """\
vendors: [{id: v, name: 甲}, {id: v, name: 乙}]
systems:
- {id: CON, name: 系, areas: [介護保険], vendor: nobody}
- {id: 'a&b', name: 系, areas: [介護保険]}
- {id: ロ, name: 系, areas: [介護保険]}
- {id: 口, name: 系, areas: [介護保険]}
- {id: 'р1', name: 系, areas: [介護保険]}
- {id: 'pа2', name: 系, areas: [介護保険]}
"""


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The keys of all sentences that are looked up."""
    keys: set[str] = set()
    plain = Catalogue._template

    def noted(self: Catalogue, key: str) -> str | None:
        keys.add(key)
        return plain(self, key)

    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "_template", noted)
        yield keys


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def too_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = "".join(f"  k{number}: 1\n" for number in range(6))
    with monkeypatch.context() as patch:
        patch.setattr(schema_problems, "_MOST", 5)
        run("validate", str(write(folder / "many", **{"a.yaml": f"{BODY}systems:\n- id: s\n{many}"})))


def shapes(folder: Path) -> None:
    decisions = {"decisions__pins.yaml": "systems: []\n"}
    run("validate", str(write(folder / "wrong", **{"a.yaml": WRONG, **decisions})))
    run("validate", str(write(folder / "twice", **{"a.yaml": BODY, "b.yaml": BODY.replace("id: t", "id: u")})))
    run("validate", str(write(folder / "readable", **{"a.yaml": BODY + READABLE})))
    run(
        "validate", str(write(folder / "strange", **{"a.yaml": BODY + "systems: [{id: s, name: 系, areas: [ZZQQ]}]\n"}))
    )
    run("validate", str(write(folder / "unsaid", **{"a.yaml": BODY + "systems: [{id: s, areas: 未確認}]\n"})))
    run("validate", str(write(folder / "nobody", **{"a.yaml": "systems: []\n"})))
    run("validate", str(write(folder / "named", **{"a.yaml": BODY.replace("id: t", "id: 'a/b'")})))
    run("validate", str(write(folder / "undated", **{"a.yaml": "body: {id: t, name: 甲町}\n"})))


def files(folder: Path) -> None:
    run("validate", str(folder / "none"))
    run("validate", str(write(folder / "empty")))
    book = write(folder / "books")
    Workbook().save(book / "台帳.xlsx")
    run("validate", str(book))
    town = write(folder / "links", **{"a.yaml": BODY, "b.yaml.txt": BODY})
    (town / "c.yaml").symlink_to(write(folder / "outside", **{"o.yaml": BODY}) / "o.yaml")
    run("validate", str(town))
    two = write(folder / "two", **{"a.yaml": BODY, "b.yaml": BODY.replace("id: t", "id: u")})
    write(two, **{"decisions__pins.yaml": "pins: []\n", "register__gaps.jsonl": ""})
    run("validate", str(two / "a.yaml"))
    other = write(folder / "other", **{"a.yaml": BODY, "register__old__gaps.jsonl": ""})
    run("validate", str(other / "a.yaml"))
    run("validate", str(other / "a.yaml"), "--baseline", str(other / "a.yaml"))
    later = write(folder / "later", **{"a.yaml": BODY, "decisions__form.yaml": "form: 2\n"})
    run("validate", str(later))


def state(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = '{"v":1\n{"v":99,"gap":"x"}\n{"v":1,"gap":5,"kind":"asked"}\n'
    town = write(folder / "events", **{"a.yaml": BODY, "register__gaps.jsonl": lines})
    run("analyze", str(town), "--out", str(folder / "out"))
    shared = "- {id: s, name: 甲, charset: &c {code: 丙}}\n- {id: t, name: 乙, charset: *c}\n"
    town = write(folder / "shared", **{"a.yaml": f"{BODY}systems:\n{shared}"})
    ledger = folder / "台帳.xlsx"
    run("ledger", "export", str(town), str(ledger))
    book = load_workbook(ledger)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "丙"]
    cells[-1].value = "丁"
    book.save(ledger)
    run("ledger", "import", str(town), str(ledger))
    stopped = write(folder / "stopped", **{"a.yaml": BODY, "b.yaml": "systems: []\n"})

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(together, "finish", killed)
        content = {stopped / "a.yaml": BODY.encode(), stopped / "b.yaml": b"systems: []\n"}
        together.replace_together(content, stopped / ".inventory.journal")
    run("validate", str(stopped))


# What another test brings about, with what is to be done about it: a way of several months; a folder that the command
# line would read as lists; an answer shared between bodies.
ELSEWHERE = {
    "input.beside-lists": "exchange/test_own_ledger.py",
    "input.led-out": "cli/test_writing.py",
    "input.misshapen": "cli/test_writing.py",
    "input.missing.unstated": "exchange/test_identity.py",
    "input.missing.forgotten": "exchange/test_identity.py",
    "input.one-only.remedy": "report/test_small_papers.py",
    "input.only-books": "inventory/test_load.py",
    "input.plan-without-system": "inventory/test_load.py",
    "input.second-town.remedy": "inventory/test_load.py",
    "input.several-bodies": "exchange/test_further_lists.py",
    "input.shared-differs": "exchange/test_cards.py",
}


def test_every_sentence_about_an_inventory_is_brought_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with recorded(monkeypatch) as keys:
        too_many(tmp_path, monkeypatch)
        shapes(tmp_path)
        files(tmp_path)
        state(tmp_path, monkeypatch)
    unsaid = {key.removesuffix(".remedy") for key in load_words("input") if key not in keys}
    assert unsaid == {key.removesuffix(".remedy") for key in ELSEWHERE}
    tests = Path(__file__).parents[1]
    assert all((tests / name).is_file() for name in ELSEWHERE.values())
