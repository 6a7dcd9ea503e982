"""What is kept compiled beside byte code is never older than its source, and nothing depends on it being there."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest

import readiness.model.unknown
from readiness import compiled
from readiness.compiled import evaluated, kept_templates, load_own, methods_kept


@pytest.fixture(autouse=True)
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "copies"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "copies"


def words(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "words.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_copy_serves_while_its_source_is_the_same(
    tmp_path: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = words(tmp_path, "a: 2026-11-30\nfacts:\n  b: ○\n")
    whole, head = load_own(path), load_own(path, until="\nfacts:\n")
    assert len(list(copies.rglob("*.pickle"))) == 2
    monkeypatch.setattr(compiled, "_parsed", lambda *_: pytest.fail("parsed anew"))
    assert load_own(path) == whole
    assert load_own(path, until="\nfacts:\n") == head == {"a": whole["a"]}
    whole["a"] = None  # what one caller does with it, the next does not see
    assert load_own(path)["a"] is not None


@pytest.mark.parametrize("change", ["a: 2", "a: 12"])
def test_a_changed_source_is_parsed_anew_whatever_its_time_says(tmp_path: Path, change: str) -> None:
    path = words(tmp_path, "a: 1")
    assert load_own(path) == {"a": 1}
    before = path.stat().st_mtime_ns
    path.write_text(change, encoding="utf-8")
    os.utime(path, ns=(before, before))
    assert load_own(path) == {"a": int(change[3:])}


@pytest.mark.parametrize("damage", [b"", b"\x80", b"no copy", b"\x80\x04N."])
def test_a_damaged_copy_is_made_anew(tmp_path: Path, copies: Path, damage: bytes) -> None:
    path = words(tmp_path, "a: 1")
    load_own(path)
    (copy,) = copies.rglob("*.pickle")
    copy.write_bytes(damage)
    assert load_own(path) == {"a": 1}
    assert copy.read_bytes() != damage


def test_nothing_is_kept_where_nobody_wants_it_or_nobody_may_write(
    tmp_path: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = words(tmp_path, "a: 1")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert load_own(path) == {"a": 1}
    assert not copies.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    copies.write_text("a file stands in the way")
    assert load_own(path) == {"a": 1}


SOURCE = "@dataclasses.dataclass(frozen=True, slots=True)\nclass Kept:\n    a: int\n    b: str = 'ｂ'\n"


def made() -> Any:
    names: dict[str, Any] = {"dataclasses": dataclasses, "__name__": readiness.model.unknown.__name__}
    exec(SOURCE, names)
    return names["Kept"](1)


def test_methods_are_those_that_dataclasses_writes(copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = made()
    with methods_kept():
        first = made()
    (copy,) = copies.rglob("model.methods.*")
    with methods_kept(), monkeypatch.context() as patched:
        patched.setattr(compiled, "compile", lambda *_: pytest.fail("compiled anew"), raising=False)
        second = made()
    for value in (first, second):
        assert repr(value) == repr(plain)
        assert value == type(value)(1) != type(value)(2)
        assert hash(value) == hash(type(value)(1))
        with pytest.raises(dataclasses.FrozenInstanceError):
            value.a = 2
    assert "exec" not in vars(dataclasses)
    copy.write_bytes(b"no copy")
    with methods_kept():
        assert repr(made()) == repr(plain)
    assert copy.read_bytes() != b"no copy"


def test_a_command_says_the_same_with_copies_and_without(tmp_path: Path, copies: Path) -> None:
    command = [sys.executable, "-m", "readiness", "validate", "inventories/midori-cho", "--fail-on", "never"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(copies)
    first, second = (subprocess.run(command, env=environment, capture_output=True, check=True) for _ in range(2))
    assert first.stdout == second.stdout != b""
    assert list(copies.rglob("model.methods.*.marshal"))
    assert list(copies.rglob("words.cli.*.pickle"))


def test_annotations_mean_what_they_say_compiled_or_not(copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = readiness.model.unknown.__name__
    plain = evaluated("'a' + str(1)", module)
    with methods_kept():
        assert evaluated("'a' + str(1)", module) == plain == "a1"
        exec_too = compiled._METHODS.code("'a' + str(1)", "exec", {"__name__": module})
    assert list(copies.rglob("model.methods.*"))
    with methods_kept(), monkeypatch.context() as patched:
        patched.setattr(compiled, "compile", lambda *_: pytest.fail("compiled anew"), raising=False)
        assert evaluated("'a' + str(1)", module) == plain
    assert eval(exec_too) is None, "a text is kept apart as what is done and as what it means"


def page(text: str) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.DictLoader({"a.html": text}), autoescape=True, bytecode_cache=kept_templates()
    )


def test_a_template_is_compiled_once_and_anew_when_it_has_changed(
    copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page("<p>{{ who }}</p>").get_template("a.html").render(who="<町>") == "<p>&lt;町&gt;</p>"
    assert len(list(copies.rglob("template.*"))) == 1
    assert page("<b>{{ who }}</b>").get_template("a.html").render(who="町") == "<b>町</b>"
    monkeypatch.setattr(jinja2.Environment, "compile", lambda *_: pytest.fail("compiled anew"))
    assert page("<b>{{ who }}</b>").get_template("a.html").render(who="村") == "<b>村</b>"


@pytest.mark.parametrize("damage", [b"", b"\x80", b"no copy", b"j2\x05\x00"])
def test_a_damaged_copy_of_a_template_is_made_anew(copies: Path, damage: bytes) -> None:
    page("{{ who }}").get_template("a.html")
    (copy,) = copies.rglob("template.*")
    copy.write_bytes(damage)
    assert page("{{ who }}").get_template("a.html").render(who="町") == "町"
    assert copy.read_bytes() != damage
