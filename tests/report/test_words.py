"""No word of the reports is missing, doubled or left over; closed-list words are the model's own."""

import importlib
import pkgutil
import re
from pathlib import Path

import yaml

import readiness
from readiness.messages.catalogue import Catalogue
from readiness.model.record import Word

ROOT = Path(readiness.__file__).parent
# These have classes of the same name as one the report shows; the report never shows theirs.
TWICE = {("readiness.model.standard.calendar", "RuleKind"), ("readiness.model.standard.change", "ChangeKind")}


def _classes():
    for room in ("model", "analysis", "exchange"):
        package = importlib.import_module(f"readiness.{room}")
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            importlib.import_module(module.name)
    return Word.__subclasses__()


def test_closed_list_words_are_translated():
    """A class that has one word in the catalogue has all of them, in the model's own Japanese."""
    entries = yaml.safe_load((ROOT / "messages" / "words" / "word.yaml").read_text(encoding="utf-8"))
    classes = {cls.__name__: cls for cls in _classes() if (cls.__module__, cls.__name__) not in TWICE}
    told = {key.split(".")[1] for key in entries}
    assert told <= set(classes)
    expected = {f"word.{name}.{member.value}": member.ja for name in told for member in classes[name]}
    assert {key: entry["ja"] for key, entry in entries.items()} == expected


def _source():
    files = [*ROOT.rglob("*.py"), *ROOT.rglob("*.j2")]
    return "\n".join([*(path.read_text(encoding="utf-8") for path in files), _paper_words()])


def _paper_words():
    """The words of the papers as whole keys: a form says `t("void")` for `paper.void`, `todo("staff")` for its like."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "report" / "papers").glob("*.py"))
    told = re.findall(r"(f?)[\"']([a-z_0-9]+(?:\.[\w{}()'-]+)*)[\"']", source)
    todo = re.findall(r"(?:todo|written)\([^\"()]*[\"']([a-z_]+)[\"']", source)
    return "\n".join([*(f'{f}"paper.{key}"' for f, key in told), *(f'"paper.todo.{key}"' for key in todo)])


def test_no_message_of_the_report_is_unused():
    source = _source()
    literal = set(re.findall(r"[\"']([a-z_]+(?:\.[\w-]+)+)[\"']", source))
    made = [re.compile(_pattern(text)) for text in re.findall(r"f[\"']([a-z_]+\.[^\"'\n]*\{[^\"'\n]*)[\"']", source)]
    left = []
    for name in ("report", "paper", "action"):
        for key in yaml.safe_load((ROOT / "messages" / "words" / f"{name}.yaml").read_text(encoding="utf-8")):
            if key not in literal and not any(pattern.fullmatch(key) for pattern in made):
                left.append(key)
    assert left == []


def _pattern(text):
    parts = re.split(r"\{[^{}]*\}", text)
    return r"[\w-]+".join(re.escape(part) for part in parts)


def test_no_message_at_all_is_unused():
    """Looser than above, over all rooms: a key is named whole, or begins as one that is put together does."""
    source = _source()
    literal = set(re.findall(r"[\"']([a-z_]+(?:\.[\w-]+)+)[\"']", source))
    begun = tuple(re.findall(r"f[\"']([a-z_]+\.[^\"'{\n]*)\{", source))
    left = []
    for file in sorted((ROOT / "messages" / "words").glob("*.yaml")):
        if file.stem == "click":  # looked up by what Click says; tests/cli/test_usage_words.py
            continue
        keys = yaml.safe_load(file.read_text(encoding="utf-8"))
        left += [key for key in keys if key not in literal and not key.startswith(begun)]
    assert left == []


def test_every_unit_of_an_assumption_has_a_word():
    words = Catalogue("ja")
    specs = (ROOT.parent / "specs" / "assumptions.yaml").read_text(encoding="utf-8")
    for row in yaml.safe_load(specs)["assumptions"]:
        assert words.has(f"report.unit.{row['unit']}"), row["unit"]


def test_every_assumption_has_a_name_and_its_reason_in_english():
    """The key is for replacing it; what people read is a name, and an English report is English."""
    specs = yaml.safe_load((ROOT.parent / "specs" / "assumptions.yaml").read_text(encoding="utf-8"))
    keys = {row["key"] for row in specs["assumptions"]}
    named = yaml.safe_load((ROOT / "messages" / "words" / "assumption.yaml").read_text(encoding="utf-8"))
    assert {name.removeprefix("assumption.") for name in named} == keys
    for row in specs["assumptions"]:
        assert row["reason_en"].isascii(), row["key"]
