"""A body's own forms: a foreign 庁議付議書 and letter are filled, headings renamed, faults told all at once."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from readiness.app.analyze import analyze
from readiness.report.papers.template import COMMON, PLACES, filled
from readiness.report.papers.write_docx import sealed
from tests.command import run
from tests.report.conftest import ROOT


def form(*lines: str) -> bytes:
    made = docx.Document()
    made.add_heading("第3号様式", level=1)
    for line in lines[:-1]:
        made.add_paragraph(line)
    made.add_table(rows=1, cols=1).cell(0, 0).text = lines[-1]
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(ROOT / "inventories" / "midori-cho", tmp_path / "midori-cho"))
    (folder / "templates").mkdir()
    return folder


def said(file: Path) -> str:
    made = docx.Document(file)
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def test_a_document_is_the_same_bytes_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = form("一", "二")
    here = sealed(raw)
    monkeypatch.setattr("zipfile.sys.platform", "win32")
    assert sealed(raw) == here


def test_a_foreign_chougi_form_a_letter_form_and_own_headings(town: Path, tmp_path: Path) -> None:
    (town / "templates" / "chougi.docx").write_bytes(
        form("議案名 {{議題}}", "審議事項 {{決定事項}}", "財源 {{ 財源 }}")
    )
    (town / "templates" / "shoukai.docx").write_bytes(form("{{宛先}}", "{{件名}}", "期限 {{回答期限}} {{協議事項}}"))
    (town / "templates" / "labels.yaml").write_text("付議の理由: 提案理由\n", encoding="utf-8")
    folder = analyze(town, out=tmp_path / "out").folder
    assert folder is not None
    chougi = said(folder / "papers" / "chougi.docx")
    assert "第3号様式" in chougi and "審議事項 " in chougi and "{{" not in chougi
    letter = said(folder / "papers" / "shoukai-hinode.docx")
    assert "第3号様式" in letter and "ヒノデ" in letter and "午後5時必着" in letter and "{{" not in letter
    # The form is the first page; questions and lists that it refers to are a document beside it.
    annexes = said(folder / "papers" / "shoukai-hinode-besshi.docx")
    assert "別紙1 照会事項" in annexes and "問1-1" in annexes and "別紙2 対象の一覧" in annexes
    assert not (folder / "papers" / "chougi-besshi.docx").exists()
    page = (folder / "papers" / "chougi.html").read_text(encoding="utf-8")
    assert re.search(r"<h2>\d+ 提案理由</h2>", page) and "付議の理由</h2>" not in page


def test_faults_of_a_form_are_told_all_at_once_and_nothing_is_written(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (town / "templates" / "chougi.docx").write_bytes(form("{{議題}} {{知らない欄}}", "{{別の欄}}", "x"))
    result = run("analyze", str(town), "--out", str(out))
    assert result.returncode == 2
    assert "「知らない欄」(本文「{{議題}} {{知らない欄}}」)" in result.stderr and "決定事項" in result.stderr
    assert "「別の欄」(本文「{{別の欄}}」)" in result.stderr
    assert not out.exists() or not list(out.rglob("*.html"))


def test_labels_that_are_no_list_of_headings_are_refused(town: Path, tmp_path: Path) -> None:
    (town / "templates" / "labels.yaml").write_text("- 付議の理由\n", encoding="utf-8")
    result = run("analyze", str(town), "--out", str(tmp_path / "out"))
    assert result.returncode == 2 and "自団体の見出し」の一覧ではありません" in result.stderr
    assert not list(tmp_path.rglob("*.html"))


def test_what_a_form_asks_for_in_vain_is_told_with_its_place_and_wide_braces_are_filled() -> None:
    made = docx.Document()
    for pieces in (("件名：", "{", "{議", "", "題 }", "}。"), ("｛｛財源｝｝ {{議題}",), ("題}} 次の段落",)):
        paragraph = made.add_paragraph()
        for piece in pieces:
            paragraph.add_run(piece)
    made.add_table(rows=1, cols=1).cell(0, 0).text = "{{議題}}／{{知らない表}}"
    header = made.sections[0].header.paragraphs[0]
    header.add_run("{{文書番号}} {{知ら")
    header.add_run("ない頭}}").bold = True
    said = "<w:p><w:r><w:t>{{{{知らない箱}}}}</w:t></w:r></w:p>"
    box = f"<w:r {{ns}}><w:pict><w:txbxContent>{said}</w:txbxContent></w:pict></w:r>"
    made.paragraphs[0]._p.append(parse_xml(box.format(ns=nsdecls("w"))))
    buffer = BytesIO()
    made.save(buffer)
    fields = {"議題": "甲<&>", "財源": "未定", "文書番号": "総1"}
    done, missing = filled(buffer.getvalue(), fields)
    assert sorted((one.name, one.part, one.line) for one in missing) == [
        ("", "body", "題}} 次の段落"),
        ("", "body", "｛｛財源｝｝ {{議題}"),
        ("知らない箱", "box", "{{知らない箱}}"),
        ("知らない表", "table", "{{議題}}／{{知らない表}}"),
        ("知らない頭", "header", "{{文書番号}} {{知らない頭}}"),
    ]
    found = docx.Document(BytesIO(done))
    assert found.paragraphs[0].text.startswith("件名：甲<&>。") and found.paragraphs[1].text.startswith("未定 ")
    assert filled(buffer.getvalue(), fields)[0] == done


def test_the_published_list_is_what_the_papers_know() -> None:
    page = (ROOT / "docs" / "guide" / "templates.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (共通|庁議付議書|照会書) \| (.+) \|$", page, re.MULTILINE)
    told = {kind: tuple(words.split("、")) for kind, words in rows}
    assert told == {"共通": COMMON, "庁議付議書": PLACES["chougi"], "照会書": PLACES["shoukai"]}


def test_a_form_as_word_writes_it_keeps_its_look() -> None:
    """Placeholders cut into runs, in the header of the first page, nested tables, text boxes and controls."""
    made = docx.Document()
    paragraph = made.add_paragraph()
    for text, bold in (("議案名 ", True), ("{{", False), ("議", False), ("題}}", False), (" について {{件名}}", True)):
        paragraph.add_run(text).bold = bold
    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "{{文書番号}}"
    section.footer.paragraphs[0].text = "{{担当}} 作成"
    grid = made.add_table(rows=2, cols=3)  # as forms of councils are: labels at the side, one wide cell
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "{{決定事項}}"
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "決定事項"
    inner = made.add_table(rows=1, cols=1).cell(0, 0).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "{{ 宛先 }}"
    box = "<w:r {ns}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r><w:t>{{{{年月日}}}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"  # noqa: E501 - as Word writes it
    control = "<w:sdt {ns}><w:sdtContent><w:p><w:r><w:t>{{{{財源}}}}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    made.paragraphs[0]._p.append(parse_xml(box.format(ns=nsdecls("w"))))
    made.element.body.insert(1, parse_xml(control.format(ns=nsdecls("w"))))
    buffer = BytesIO()
    made.save(buffer)
    fields = {
        "議題": "甲",
        "件名": "乙",
        "文書番号": "総情1",
        "宛先": "架空社\n部長 様",
        "年月日": "R8.11.2",
        "財源": "未定",
        "担当": "情報係",
        "決定事項": "一すること。\n二すること。",
    }
    done, missing = filled(buffer.getvalue(), fields)
    assert missing == ()
    found = docx.Document(BytesIO(done))
    runs = [(run.text, run.bold) for run in found.paragraphs[0].runs if run.text.strip()]
    assert runs[:2] == [("議案名 ", True), ("甲", False)] and runs[-1][0].endswith("乙") and runs[-1][1]
    assert found.sections[0].first_page_header.paragraphs[0].text == "総情1"
    assert found.sections[0].footer.paragraphs[0].text == "情報係 作成"
    assert found.tables[0].cell(0, 1).text == found.tables[0].cell(0, 2).text == "一すること。\n二すること。"
    assert found.tables[0].cell(1, 0).text == "決定事項"
    assert found.tables[1].cell(0, 0).tables[0].cell(0, 0).text == "架空社\n部長 様"
    body = found.element.xml
    assert "R8.11.2" in body and "未定" in body and "{{" not in body


def test_tables_on_a_foreign_form_are_lines(town: Path, tmp_path: Path) -> None:
    (town / "templates" / "chougi.docx").write_bytes(form("{{案の比較}}", "{{今後の日程}}", "{{合議}}"))
    folder = analyze(town, out=tmp_path / "out").folder
    assert folder is not None
    text = said(folder / "papers" / "chougi.docx")
    assert re.search(r"\S+: 初期費用 \S+、年額\(令和12年度\) \S+、計画期間の計", text)
    assert re.search(r"^R\d+\.\d+\.\d+ \S+", text, re.MULTILINE)


def test_a_form_that_is_no_word_document_is_refused_by_its_name(town: Path, tmp_path: Path) -> None:
    (town / "templates" / "chougi.docx").write_text("議案名 {{議題}}", encoding="utf-8")
    done = run("analyze", str(town), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "templates/chougi.docx は Word 文書(.docx)として読めません。何も書き出していません" in done.stderr
    assert not (tmp_path / "out" / "midori-cho").exists()


def test_a_picture_of_nothing_is_refused_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "町.yaml").write_text("body: {id: t, name: 試し町, as_of: 2026-11-02}\nsystems: []\n", encoding="utf-8")
    out = tmp_path / "図.svg"
    done = run("graph", str(tmp_path / "町.yaml"), "--view", "without", "--out", str(out))
    assert done.returncode == 2 and "この図に示すものがありません。" in done.stderr and not out.exists()


ATTACHED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
PICTURE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def test_the_template_of_somebodys_pc_is_forgotten_and_a_reader_may_follow_a_link() -> None:
    made = docx.Document(BytesIO(form("{{件名}}", "x")))
    settings = made.part._settings_part
    id_ = settings.relate_to("file:///C:/Normal.dotm", ATTACHED, is_external=True)
    settings.element.insert(0, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{id_}"/>'))
    made.part.relate_to("https://example.invalid/", ATTACHED.replace("attachedTemplate", "hyperlink"), is_external=True)
    buffer = BytesIO()
    made.save(buffer)
    again = docx.Document(BytesIO(filled(buffer.getvalue(), {"件名": "移行"})[0]))
    assert not again.part._settings_part.rels and b"attachedTemplate" not in again.part._settings_part.blob
    assert [one.target_ref for one in again.part.rels.values() if one.is_external] == ["https://example.invalid/"]


CUT = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ddE</w:instrText></w:r>'
    '<w:r><w:instrText>auto c:\\x.exe</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
WHOLE = '<w:fldSimple w:instr=" INCLUDETEXT &quot;http://example.invalid/&quot; "><w:r><w:t>x</w:t></w:r></w:fldSimple>'


@pytest.mark.parametrize(
    ("field", "told"), [(CUT, "DDEAUTO"), (WHOLE, "INCLUDETEXT"), ("", "http://example.invalid/a.png")]
)
def test_a_form_that_fetches_or_starts_something_is_refused_in_a_sentence(
    field: str, told: str, tmp_path: Path
) -> None:
    made = docx.Document(BytesIO(form("{{件名}}", "x")))
    if field:
        made.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{field}</w:p>"))
    else:
        made.part.relate_to(told, PICTURE, is_external=True)
    (tmp_path / "templates").mkdir()
    made.save(str(tmp_path / "templates" / "chougi.docx"))
    (tmp_path / "a.yaml").write_text("body: {id: t, name: 甲町, as_of: 2026-11-02}\n", encoding="utf-8")
    done = run("analyze", str(tmp_path), "--out", str(tmp_path / "out"), "--effort", "quick")
    assert done.returncode == 2 and "chougi.docx" in done.stderr and told in done.stderr, done.stderr
    assert not list((tmp_path / "out").rglob("*.html"))
