"""Inputs that once ended as faults of ours: told with exit 2, at their place, and nothing half-written."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.exchange.cells import read_planned
from readiness.exchange.claims.ids import ids_in
from readiness.exchange.replies.amounts import read_yen, unit_in
from readiness.exchange.replies.mail import read_mail
from readiness.report.papers.template import PLACE
from readiness.sources.characters import settled
from readiness.sources.dates import parse_date
from tests.command import run

BODY = "body: {id: t, name: 甲町, as_of: 2026-11-02}\n"
SYSTEM = BODY + "systems: [{id: s, name: 介護, areas: [介護保険], migrated: いいえ}]\n"
LONG = [
    "2029-05-0799999999999999999999",
    "99999999999999999999-01-01",
    "2029-05-" + "9" * 5_000,
    "2029-²-01",
    "-1-1-1",
    "1e999",
    "9" * 5_000,
    "令和99999999999999999999年1月1日",
]
PLACES = [
    "planning: {{dates: ['{0}']}}",
    "systems: [{{id: s, name: 介護, areas: [介護保険], live_date: '{0}'}}]",
    "contracts: [{{id: c, name: 保守, end: '{0}', annual_amount: '{0}'}}]",
    "progress: [{{scope: 業務, target: 介護保険, as_of: '{0}', steps: {{'{0}': 完了, '²-3': 完了}}}}]",
    "windows: [{{id: w, name: 窓, from: '{0}', to: '{0}'}}]",
    "body_2: '{0}'",
]


@pytest.mark.parametrize("value", LONG, ids=range(len(LONG)))
@pytest.mark.parametrize("place", PLACES, ids=range(len(PLACES)))
def test_digits_without_end_are_told_at_their_place(value: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BODY + place.format(value), encoding="utf-8")
    done = run("validate", str(tmp_path / "a.yaml"))
    assert done.returncode == 2
    assert "a.yaml:2:" in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["台帳.xlsx", "図.png", "帳票.pdf", "古い台帳.xls"])
@pytest.mark.parametrize("command", ["validate", "analyze", "gaps status", "plan show", "portfolio"])
def test_what_is_no_text_is_told_in_few_lines(name: str, command: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.yaml").write_text(SYSTEM, encoding="utf-8")
    heads = {".xlsx": b"PK\3\4", ".png": b"\x89PNG\r\n", ".pdf": b"%PDF-1.7\n", ".xls": b"\xd0\xcf\x11\xe0"}
    (folder / "b.yaml").write_bytes(
        heads[Path(name).suffix] + bytes(range(256)) * 40
    )  # a workbook where YAML is expected
    out = [] if command in {"validate", "gaps status", "plan show"} else ["--out", str(tmp_path / "out")]
    done = run(*command.split(), str(folder if command != "portfolio" else tmp_path), *out)
    assert done.returncode in ({2} if command != "portfolio" else {0, 1, 2})
    told = done.stdout + done.stderr
    assert len(told.splitlines()) < 40
    assert command == "portfolio" or "YAML の文字ファイルではありません" in told


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit on Windows")
@pytest.mark.parametrize("limit", [0, 4_096, 300_000])
@pytest.mark.parametrize("command", ["analyze IN --out OUT", "ledger export IN OUT.xlsx"])
def test_a_limit_of_file_sizes_is_told_and_leaves_nothing(command: str, limit: int, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SYSTEM, encoding="utf-8")
    words = {"IN": str(tmp_path / "a.yaml"), "OUT": str(tmp_path / "out"), "OUT.xlsx": str(tmp_path / "out.xlsx")}
    done = subprocess.run(
        [sys.executable, "-m", "readiness", *(words.get(word, word) for word in command.split())],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if done.returncode not in {0, 1}:  # what is small enough is written
        assert done.returncode == 2, done.stderr
        assert "不具合" not in done.stderr
        assert [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.stat().st_size] == []
        assert not (tmp_path / "out.xlsx").exists()
    else:
        assert limit > 0


def test_a_file_that_cannot_be_changed_in_place_is_told_in_a_sentence(tmp_path: Path) -> None:
    """A value shared through an alias: the import would change both systems, so it changes nothing."""
    town = tmp_path / "town"
    town.mkdir()
    shared = (
        "body: {id: t, name: 甲町, as_of: 2026-11-02}\nsystems:\n"
        "- {id: s1, name: 介護, areas: [介護保険], charset: &c {code: JIS X 0213}}\n"
        "- {id: s2, name: 国保, areas: [国民健康保険], charset: *c}\n"
    )
    (town / "a.yaml").write_text(shared, encoding="utf-8")
    ledger = tmp_path / "台帳.xlsx"
    assert run("ledger", "export", str(town), str(ledger)).returncode == 0
    book = load_workbook(ledger)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "JIS X 0213")
    list(cells)[1].value = "Shift JIS"
    book.save(ledger)
    done = run("ledger", "import", str(town), str(ledger))
    assert done.returncode == 2
    assert "a.yaml" in done.stderr and "systems / 2 / charset" in done.stderr and "別名" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (town / "a.yaml").read_text(encoding="utf-8") == shared


@pytest.mark.parametrize(
    "text",
    [
        "tables: [1]",
        "tables: [{record: system, columns: 3}]",
        "tables: [{record: 業者, columns: {vendor.name: [会社]}}]",
        "tables: [{record: system, columns: [切替]}]",
        "tables: [{record: system, values: 未確認}]",
        "tables: [{record: system, values: {system.conformance: 準拠}}]",
        "tables: [{record: system, defaults: [1]}]",
        "body: [1]",
        "body_sheet: 1",
        "own_staff: 職員",
    ],
)
def test_a_map_of_headings_of_another_shape_is_told_at_its_place(text: str, tmp_path: Path) -> None:
    (tmp_path / "一覧.csv").write_text("システム名称,業務\n介護,介護保険\n", encoding="utf-8")
    (tmp_path / "一覧.map.yaml").write_text(f"mapping: 1\nextends: builtin\n{text}\n", encoding="utf-8")
    done = run("validate", str(tmp_path / "一覧.csv"), "--as-of", "2026-11-02")
    assert done.returncode == 2, done.stderr
    assert f"一覧.map.yaml:{text.partition(':')[0]}" in done.stdout + done.stderr


@pytest.mark.parametrize("amount", ["9" * 40, "1" + "0" * 300, "9" * 30 + "千円"])
def test_an_amount_without_end_is_asked_about(amount: str, tmp_path: Path) -> None:
    rows = (
        f"システム名称,業務,委託先,年間経費(円)\n介護,介護保険,木曜電算,1200000\n国保,国民健康保険,木曜電算,{amount}\n"
    )
    (tmp_path / "北野町.csv").write_text(rows, encoding="utf-8")
    done = run("validate", str(tmp_path / "北野町.csv"), "--as-of", "2026-11-02")
    assert done.returncode in {0, 1}, done.stderr
    assert any(why in done.stdout for why in ("桁が大きく違い", "金額として読めない"))


def test_a_form_that_is_a_damaged_zip_is_told_in_a_sentence(tmp_path: Path) -> None:
    import docx

    from readiness.report.papers.template import filled

    docx.Document().save(tmp_path / "a.docx")
    sound = (tmp_path / "a.docx").read_bytes()
    for at in range(40, len(sound), max(1, len(sound) // 40)):
        damaged = sound[:at] + bytes(byte ^ 0x55 for byte in sound[at : at + 3]) + sound[at + 3 :]
        try:
            filled(damaged, {})
        except ValueError as error:
            assert str(error) == "no Word document"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '{"horizon": 3, "moves": [{"id": "a", "slots": [7]}], "objective": ["cost"]}',
            "moves.0(a).slots.0: 範囲の外の値です(7)。0から2までです",
        ),
        ('{"moves": 3}', "moves: 値の種類が違います(3)。並び([ ] で囲む)を書いてください"),
        ("[]", "全体: 値の種類が違います([])。項目の組(波括弧で囲む)を書いてください"),
        ('{"horizon": 3, "moves": [], "x": 1}', "x: その名の項目はありません"),
        ('{"horizon": 3, "moves": [], "resource": []}', "resource: その名の項目はありません(候補 resources)"),
        (
            '{"horizon": "3", "moves": []}',
            'horizon: 値の種類が違います("3")。整数(引用符なし、小数点なし)を書いてください',
        ),
        (
            '{"horizon": 3, "moves": [{"id": "税", "slots": [0], "due": -1, "effort": [["人"]]}]}',
            'moves.0(税).effort.0: 値の種類が違います(["人"])。二つの値の組([ ] で囲む)を書いてください',
        ),
        (
            '{"horizon": 3, "moves": [{"id": "税", "slots": [0], "due": -1}]}',
            "moves.0(税).due: 範囲の外の値です(-1)。0以上です",
        ),
        ('{"horizon": 3, "moves": [], "objective": ["shift"]}', "選べるのは lateness, cost, peak, makespan"),
        ('{"horizon": 3, "moves": [], "version": 2}', "version: 選べる値ではありません(2)。選べるのは 1"),
        ('{"horizon": 200000, "moves": []}', "horizon: 範囲の外の値です(200000)。1から100000までです"),
        (
            '{"horizon": 100000, "moves": [' + ", ".join(f'{{"id": "m{n}", "slots": [0]}}' for n in range(6)) + "]}",
            "500,000まで",
        ),
    ],
)
def test_defects_of_a_problem_file_are_told_in_words_with_the_file(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "問題.json").write_text(text, encoding="utf-8")
    done = run("plan", "solve", "--problem", str(tmp_path / "問題.json"), "--out", str(tmp_path / "解.json"))
    assert done.returncode == 2
    assert done.stderr.startswith("問題.json: ")
    assert words in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"horizon": 3,', "「問題.json」を JSON として読めません(1行15文字目)"),
        ('{"horizon": 3, "moves": [], "horizon": 4}', "「horizon」が同じ項目の組に二度あります"),
    ],
)
def test_a_problem_file_that_is_no_json_is_told_where(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "問題.json").write_text(text, encoding="utf-8")
    asked = ["plan", "solve", "--problem", str(tmp_path / "問題.json"), "--out", str(tmp_path / "解.json")]
    done = run(*asked)
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr
    assert re.search("is no JSON|stands twice", run(*asked, "--lang", "en").stderr)


def test_a_start_of_a_problem_is_told_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "問題.json").write_text('{"horizon": 3, "moves": [{"id": "a", "slots": [1]}], "objective": ["cost"]}')
    (tmp_path / "始点.json").write_text('{"b": 1}')
    words = ["--problem", str(tmp_path / "問題.json"), "--start", str(tmp_path / "始点.json"), "--mode", "evaluate"]
    done = run("plan", "solve", *words, "--out", str(tmp_path / "解.json"))
    assert done.returncode == 2
    assert "始点.json: slots.b: その移行単位はありません(b)" in done.stderr


@pytest.mark.parametrize("charset", ["a\0b", "undefined", "hex", "idna", "", "utf-8\xff", "x" * 4_000])
def test_a_mail_in_a_code_that_is_none_is_read_as_it_stands(charset: str, tmp_path: Path) -> None:
    from readiness.sources.mailfile import read_mail_file

    head = f'MIME-Version: 1.0\nContent-Type: text/plain; charset="{charset}"\nSubject: a\n\n'.encode("latin-1")
    (tmp_path / "返信.eml").write_bytes(head + "回答します".encode())
    assert read_mail_file(tmp_path / "返信.eml").lines == ("回答します",)


HTML = b"MIME-Version: 1.0\nContent-Type: text/html\n\n"
MAILS = {
    "mails in mails": (b"Content-Type: message/rfc822\n\n" * 3_000 + b"x", "多過ぎるか"),
    "parameters": (
        b"Content-Type: text/plain; " + b"; ".join(b"a*%d=b" % at for at in range(9_000)) + b"\n\nx",
        "照会ID",
    ),
    "tags without an end": (HTML + b"<script " * 40_000 + b"\n" + b"<a " * 40_000, "照会ID"),
    "blanks": (HTML + b" " * 400_000 + b"x", "照会ID"),
    "a quote in a pasted table": (b'G-PKMPE-KNRB9\ta\tb\tc\td\te\tf\n"\tx"y\t', "行"),
}


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_made_to_be_slow_or_to_break_the_reader_is_told_in_a_sentence(name: str, tmp_path: Path) -> None:
    """Each ended as a fault of ours, or took more than 20 s at the size that a mail may have."""
    content, words = MAILS[name]
    (tmp_path / "a.yaml").write_text(SYSTEM, encoding="utf-8")
    (tmp_path / "返信.eml").write_bytes(content)
    if "pasted" in name:
        (tmp_path / "返信.eml").rename(tmp_path / "返信.txt")
    begin = time.process_time()
    done = run("gaps", "import", str(tmp_path), str(next(tmp_path.glob("返信.*"))))
    assert (done.returncode, time.process_time() - begin < 3) == (2, True), done.stderr
    assert "返信." in done.stderr and words in done.stderr, done.stderr


@pytest.mark.long
def test_cells_made_to_be_slow_are_read_like_others(tmp_path: Path) -> None:
    """The longest cells that Excel has; each took seconds, and digits without end were a fault of ours."""
    sheet = (book := Workbook()).active
    for row in (("甲町 情報システム一覧(令和8年11月2日現在)",), ("システム名", "業務", "年間経費(円)", "備考")):
        sheet.append(row)
    for long in ("1", "1,", "(", "・", "・(", "あ、", "\u3000", "から", "約", "#", "[", "8年 ", "G-", "運用経費"):
        sheet.append(("介護", (long * 32_000)[:32_000], 1_200_000, (long * 32_000)[:32_000]))
        sheet.append(((long * 32_000)[:32_000], "介護保険", (long * 32_000)[:32_000], None))
    book.save(tmp_path / "一覧.xlsx")
    begin = time.process_time()
    assert ids_in("(" * 32_000).unread and ids_in(" " * 32_000 + "x" * 9).ids == ()
    done = run("validate", str(tmp_path / "一覧.xlsx"), "--fail-on", "never")
    assert done.returncode in {0, 2}, done.stderr
    assert time.process_time() - begin < 8


@pytest.mark.parametrize("sign", [" ", "\u3000", "0", "{{", "(", "年"])
def test_what_is_read_of_a_text_costs_as_much_as_it_is_long(sign: str) -> None:
    long = sign * (32_000 // len(sign))
    begin = time.process_time()
    for text in (f"令和8{long}x", f"{long}x", f"x{long}"):
        assert parse_date(text) is None
        assert read_planned(text).value is None
        assert read_yen(text).low is None
        assert not list(PLACE.finditer("{{" + text))
        assert settled(text).count(sign) < 100
        assert unit_in(text) is None
        read_mail(
            [f"{words} {text}" for words in ("G-PKMPE-KNRB9", "質問", "対応", "<", "> G-PKMPE-KNRB9 回答")], "返信"
        )
    assert time.process_time() - begin < 1


def test_a_mapping_of_many_keys_is_walked_once() -> None:
    from readiness.sources.yamlfile import load_yaml

    keys = [f"k{at}" for at in range(5_000)]
    document = load_yaml("".join(f"{key}: 1\n" for key in keys), "a.yaml")
    begin = time.process_time()
    assert [document.spans.key((key,)) is not None for key in keys] == [True] * 5_000
    assert time.process_time() - begin < 1


def test_an_id_too_long_for_a_folder_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "register" / "kita").mkdir(parents=True)
    (tmp_path / "a.yaml").write_text(SYSTEM.replace("id: t", f"id: {'t' * 600}"), encoding="utf-8")
    done = run("validate", str(tmp_path / "a.yaml"), "--fail-on", "never")
    assert done.returncode == 0 and "開けません" not in done.stderr, done.stderr
