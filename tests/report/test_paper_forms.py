"""Papers officials hand over: figures that agree, forms that print, nothing invented, nothing of the machine."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT

from readiness.report.papers.paper import Break, Fields, Grid, Head, Heading, Paper, Para, renamed
from readiness.report.papers.template import filled
from readiness.report.papers.write_docx import write_docx
from readiness.tables.table import Cell, Table, heads

TOWNS = ("midori-cho", "aozora-shi")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


NOTHING = "―(積算なし)"  # an item of which nobody has said that it asks for 0


def sheet(out: Path, body: str, name: str) -> list[list[object]]:
    book = openpyxl.load_workbook(out / body / "papers" / "zaisei.xlsx", data_only=True)
    return [[cell.value for cell in row] for row in book[name].iter_rows(min_row=3)]


def number(value: object) -> int:
    assert isinstance(value, int | float), value
    return int(value)


@pytest.mark.parametrize("body", TOWNS)
def test_the_summary_is_the_sum_of_the_lines(out: Path, body: str) -> None:
    summary, lines = sheet(out, body, "B1 総括"), sheet(out, body, "B2 積算")
    asked = summary[0].index("要求額A")
    priced = [row[5] for row in lines[1:-1] if isinstance(row[5], int | float)]
    whole = [row for row in summary[1:] if str(row[0]).startswith("総計")] or summary[1:]
    total = sum(number(row[asked]) for row in whole if isinstance(row[asked], int | float))
    assert total == sum(map(number, priced)) == number(lines[-1][5])


@pytest.mark.parametrize("body", TOWNS)
def test_what_nobody_has_quoted_is_never_a_number(out: Path, body: str) -> None:
    for row in sheet(out, body, "B2 積算")[1:-1]:
        assert row[5] != 0, row
        assert (row[6] == "未徴取") == (row[5] == "未徴取"), row
    for name in ("B1 総括", "B2 積算"):
        assert not [row for row in sheet(out, body, name) if any(cell == "" for cell in row)], (
            "an empty cell says nothing"
        )


def test_sums_are_formulas(out: Path) -> None:
    book = openpyxl.load_workbook(out / "aozora-shi" / "papers" / "zaisei.xlsx")
    last = [row for row in book["B2 積算"].iter_rows() if row[0].value][-1]
    assert str(last[5].value).startswith("=SUM(F4:F")
    summary = book["B1 総括"]
    place = {str(cell.value): cell.column_letter for cell in summary[3]}
    asked, before, change = (place[head] for head in ("要求額A", "前年度当初B", "増減A-B"))
    assert str(summary[f"{change}4"].value) == f"={asked}4-{before}4"


def test_a_grant_that_is_not_decided_is_expected_and_its_failure_is_told(out: Path) -> None:
    page = (out / "aozora-shi" / "papers" / "zaisei.html").read_text(encoding="utf-8")
    assert "93,500<span" in page and "(見込)" in page
    # A special account is filled up by the general one; elsewhere it is general funds.
    assert re.search(
        r"が得られない場合、「介護保険システム移行」に対する一般会計からの繰入金等は[\d,]+千円となる", page
    )
    assert re.search(r"が得られない場合、「健康管理システム移行」の一般財源は[\d,]+千円となる", page)


def test_accounts_with_several_items_have_a_sum_of_their_own(out: Path) -> None:
    head, *rows = sheet(out, "aozora-shi", "B1 総括")
    asked = head.index("要求額A")
    general = [row for row in rows if row[0] == "一般会計"]
    (total,) = [row for row in rows if row[0] == "一般会計 小計"]
    assert len(general) > 1 and total[asked] == sum(number(row[asked]) for row in general if row[asked] != NOTHING)
    assert not [row for row in rows if row[0] == "介護保険特別会計 小計"]  # of one row
    whole = [row for row in rows if str(row[0]).startswith("総計")]
    assert whole[0][asked] == sum(
        number(row[asked]) for row in rows if "計 小計" not in str(row[0]) and row != whole[0] and row[asked] != NOTHING
    )
    formulas = openpyxl.load_workbook(out / "aozora-shi" / "papers" / "zaisei.xlsx")["B1 総括"]
    last = next(row for row in formulas.iter_rows() if str(row[0].value).startswith("総計"))
    assert str(last[asked].value).count(":") > 1  # the sums between are not added again


def test_lines_of_a_budget_say_whose_item_and_which_move_they_are(out: Path) -> None:
    page = (out / "aozora-shi" / "papers" / "zaisei.html").read_text(encoding="utf-8")
    lines = re.findall(r"<tr>(.*?)</tr>", page.split('id="t-b2"')[1].split("</table>")[0])
    about = [re.findall(r'<span class="sub">([^<]+)', line) for line in lines[1:-1]]
    whole = [" ".join(subs) for subs in about if subs and subs[-1] == "あおぞら市"]
    assert not whole, "a line of the whole body names its move"
    assert [subs for subs in about if "介護保険システム標準化事業" in subs]
    left = page.split('id="t-left-out"')[1].split("</table>")[0]
    assert len(re.findall(r'<span class="sub">', left)) == left.count("<tr>") - 1  # each can be told without a number


@pytest.mark.parametrize("body", TOWNS)
def test_no_paper_shows_the_machine(out: Path, body: str) -> None:
    for path in (out / body / "papers").glob("*.html"):
        if path.stem.startswith("shoukai"):
            continue
        text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.findall(r"\b(?:if|c|q|bi|gr|db|p)-\d|\.yaml|⟦|\bNone\b|UNKNOWN", text), path.name


def test_a_matter_is_resolved_in_the_words_people_wrote(out: Path) -> None:
    page = (out / "aozora-shi" / "papers" / "chougi.html").read_text(encoding="utf-8")
    assert "後継システムへの切替日を令和10年3月21日(火)と決定すること。" in page
    assert "令和8年11月20日(金)" in page and "当初予算に要求できない" in page
    assert 'class="stamp">案<' in page  # no number yet, and days of work are still to be written


def test_without_records_the_form_prints_and_invents_nothing(out: Path) -> None:
    page = (out / "midori-cho" / "papers" / "chougi.html").read_text(encoding="utf-8")
    assert "【要記入:決定事項" in page and "◎推奨" not in page and 'class="stamp">案<' in page


def test_word_documents_say_the_same_and_know_no_time(out: Path) -> None:
    raw = (out / "midori-cho" / "papers" / "chougi.docx").read_bytes()
    text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(raw)).paragraphs)
    assert "庁議付議書" in text and "3 決定事項" in text and "【要記入:決定事項" in text
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("landscape", [False, True])
def test_a_word_document_says_what_people_wrote_to_the_letter(landscape: bool) -> None:
    wrote = ' <w:p> & "甲" \t乙\n丙\x01 【要記入:誰】 '
    table = Table(id="t", caption="", columns=heads(wrote, "額"), rows=((Cell(text=wrote), Cell(text="1")),))
    blocks = (Para(text=wrote), Break(), Grid(table=table), Fields(rows=((wrote, ""),)), Fields(rows=()))
    head = Head(number="", dated="", secrecy="", issuer=wrote)
    paper = Paper(key="k", stem="k", title=wrote, head=head, blocks=blocks, rests=frozenset(), landscape=landscape)
    long = docx.Document(BytesIO(write_docx(replace(paper, title="長" * 300), date(2026, 4, 1)))).core_properties.title
    assert long == "長" * 254 + "…"  # Word takes no longer one
    made = docx.Document(BytesIO(write_docx(paper, date(2026, 4, 1), ("案",))))
    said = wrote.replace("\x01", "\ufffd")
    assert [one.text for one in made.paragraphs if one.text.strip()] == ["案", said, said, said]
    assert [run.text for run in made.paragraphs[3].runs if run.bold] == ["【要記入:誰】"]
    assert made.core_properties.title == made.core_properties.author == said
    page = made.sections[0]
    assert (page.orientation is WD_ORIENT.LANDSCAPE) is landscape
    assert len(made.tables) == 2 and made.tables[0].cell(1, 1).text == "1"
    # A cell keeps its ends of lines as they are in the text; Word shows them as spaces.
    assert "".join(t.text for t in made.tables[0].cell(1, 0)._tc.iter(f"{{{WORD}}}t")) == said


def test_a_bodys_own_template_is_filled_and_runs_nothing() -> None:
    form = docx.Document()
    form.add_paragraph("議題 {{議題}}")
    cut = form.add_paragraph("")
    for part in ("{{決", "定事項", "}}"):
        cut.add_run(part)
    form.add_table(rows=1, cols=1).cell(0, 0).text = "{{ 財源 }} / {{知らない欄}}"
    buffer = BytesIO()
    form.save(buffer)
    raw, missing = filled(buffer.getvalue(), {"議題": "A{{財源}}", "決定事項": "〇〇すること。", "財源": "=1+1"})
    done = docx.Document(BytesIO(raw))
    assert [paragraph.text for paragraph in done.paragraphs][:2] == ["議題 A{{財源}}", "〇〇すること。"]
    assert done.tables[0].cell(0, 0).text == "=1+1 / {{知らない欄}}" and [one.name for one in missing] == ["知らない欄"]
    with pytest.raises(ValueError, match="no Word document"):
        filled(b"PK\x03\x04 broken", {})


def test_headings_are_called_as_the_body_calls_them() -> None:
    head = Head(number="", dated="", secrecy="", issuer="")
    table = Table(id="t", caption="案の比較", columns=heads("案", "財源"), rows=())
    blocks = (Heading(text="2 付議の理由"), Para(text="付議の理由は次のとおり。"), Grid(table=table))
    paper = renamed(
        Paper(key="k", stem="k", title="庁議付議書", head=head, blocks=blocks, rests=frozenset()),
        {"付議の理由": "提案理由", "財源": "予算"},
    )
    assert paper.blocks[0] == Heading(text="2 提案理由")
    assert paper.blocks[1] == blocks[1]  # a sentence is not a heading
    assert isinstance(paper.blocks[2], Grid) and paper.blocks[2].table.heads == ("案", "予算")
