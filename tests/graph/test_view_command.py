"""`graph --view`: each view alone as a picture, with its key, for its reader."""

import re
import struct
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from readiness.analysis.analyze import analyze
from readiness.app.body import open_body
from readiness.cli.commands.graph import form_of
from readiness.inventory.positions import Positions
from readiness.messages.catalogue import Catalogue
from readiness.report.options import report_options
from readiness.report.views import export
from readiness.report.views import keys as keys_of
from readiness.report.views.keys import Key, flowing
from readiness.report.views.scene import moved
from tests.command import run as command

TOWN = str(Path(__file__).parents[2] / "inventories" / "midori-cho")


def run(*words):
    return command("graph", TOWN, *words, "-q")


@pytest.mark.parametrize(
    ("view", "question", "key"),
    [
        ("waves", "各段で何が移り", "青枠 この段で移行"),
        ("map", "どの業務が何につながっているか", "太枠 移行済み"),
        ("timeline", "何がいつ終了し", "切替日"),
    ],
)
def test_a_view_stands_alone_with_question_sentence_and_key(view, question, key):
    done = run("--view", view)
    assert done.returncode == 0, done.stderr
    picture = ET.fromstring(done.stdout)
    words = " ".join(picture.itertext())
    assert question in words and key in words and "みどり町 令和8年11月2日時点" in words
    assert (
        "class=" not in done.stdout and "<a " not in done.stdout
    )  # slides know neither style sheets nor our addresses
    assert re.search(r'fill="url\(#h-red\)"', done.stdout) and '<pattern id="h-red"' in done.stdout


def test_a_state_is_named_and_a_wrong_one_refused():
    assert "第2段" in run("--view", "waves", "--at", "2").stdout
    wrong = run("--view", "waves", "--at", "9")
    assert wrong.returncode == 2
    assert "「9」という状態はありません。選べるもの: 0、1、2" in wrong.stderr


def test_a_view_goes_with_no_filter_and_no_other_format():
    for more in (("--area", "介護保険"), ("--focus", "juki"), ("--format", "dot")):
        assert run("--view", "map", *more).returncode == 2


def test_outside_vendors_are_letters():
    inside, outside = (run("--view", "matrix", "--audience", reader).stdout for reader in ("庁内", "財政"))
    assert "ヒノデ" in inside and "ヒノデ" not in outside
    assert ">A</text>" in outside
    for name in re.findall(r"[A-Z] ([^、 <]+\(架空\))", inside):
        assert name not in outside


def test_keys_of_a_picture_alone_are_drawn_in_lines_without_what_only_a_screen_can_do():
    keys = [keys_of.box("red", "あ" * 40), keys_of.stroke("line temp", "い" * 40, 4), Key("う", screen=True)]
    marks, height = flowing(keys, 900, 0)
    assert [mark[3] for mark in marks if mark[0] == "t"] == [11.5, 33.5, 33.5] and height == 44
    assert flowing([], 900, 0) == ([], 0)
    shape = keys_of.drawn("blue", "M13 0l7 7l-7 7Z M2 1H9V4", "え").marks
    assert moved(10, 5, shape)[0][2] == "M23 5l7 7l-7 7Z M12 6H19V9"  # small letters tell of distances
    assert export._wrapped("字" * 90 + "。")[-1] != "。"


def test_png_is_drawn_without_a_program_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))  # neither rsvg-convert nor inkscape
    monkeypatch.setattr(export, "japanese_font", lambda: "Noto Sans CJK JP")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20" fill="red"/></svg>'
    )
    made = export.png(svg)
    assert made.startswith(b"\x89PNG") and struct.unpack(">II", made[16:24]) == (60, 40)
    with pytest.raises(export.PictureError) as failed:
        export.png("<svg")
    assert failed.value.message.key == "graph.no_picture"
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(export.PictureError) as absent:
        export.png(svg)
    assert "--format svg" in Catalogue("ja").render(absent.value.message)
    monkeypatch.setattr(export, "japanese_font", lambda: None)
    with pytest.raises(export.PictureError) as no_font:
        export.png(svg)
    assert no_font.value.message.key == "graph.no_font"


def test_a_view_is_written_as_png(tmp_path):
    done = run("--view", "numbers", "--format", "png", "--out", str(tmp_path / "x.png"))
    assert done.returncode == 0, done.stderr
    made = (tmp_path / "x.png").read_bytes()
    assert made.startswith(b"\x89PNG") and struct.unpack(">II", made[16:24])[0] > 2000 and len(made) > 50_000


@pytest.mark.parametrize("reader", ["事業者", "公表"])
def test_who_may_not_see_the_systems_is_refused_and_not_told_that_there_are_none(reader):
    done = run("--view", "timeline", "--audience", reader)
    assert done.returncode == 2 and done.stdout == ""
    assert f"提出先「{reader}」には示せません" in done.stderr


@pytest.mark.parametrize("view", export.VIEWS)
def test_every_view_can_be_drawn_for_a_division_and_says_nothing_of_the_screen(view):
    analysis = analyze(open_body(Path(TOWN)).inputs)
    picture = export.view_svg(analysis, report_options("ja", Positions(), "所管課"), view, None)
    assert "触れる" not in picture and "下の表" not in picture and "システムの記載がない" not in picture


def test_the_name_of_the_file_tells_the_format(tmp_path):
    assert form_of(tmp_path / "a.PNG") == "png" and form_of(tmp_path / "a.graphml") == "graphml"
    assert form_of(tmp_path / "a") == form_of(None) == "svg"
