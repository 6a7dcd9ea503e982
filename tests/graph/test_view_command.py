"""`graph --view`: each view alone as a picture, with its key, for its reader."""

import re
import stat
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from readiness.report.views import export
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


def test_png_is_made_by_what_is_installed_and_else_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    none = run("--view", "numbers", "--format", "png", "--out", str(tmp_path / "x.png"))
    assert none.returncode == 2 and "rsvg-convert、inkscape のいずれかを入れる" in none.stderr
    assert not (tmp_path / "x.png").exists()
    tool = tmp_path / "rsvg-convert"
    tool.write_text("#!/bin/sh\nexec /bin/cat\n", encoding="utf-8")
    tool.chmod(tool.stat().st_mode | stat.S_IEXEC)
    assert export.png("<svg/>") == b"<svg/>"
    tool.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    with pytest.raises(export.PictureError):
        export.png("<svg/>")
