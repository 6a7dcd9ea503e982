"""`docs/adding.md` followed to the letter in a copy: a field, a rule, an importer and a section, and nothing else.

Every file that is touched is one its section names, every file its section names is touched, its tools are run, and the
tests it leads to are green.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.model.test_adding import PAGE, ROOT, RULE, section


@dataclass(frozen=True, kw_only=True)
class Addition:
    """New files, and texts put after others in old ones; `tests` are those its section leads to."""

    title: str
    tests: tuple[str, ...]
    new: dict[str, str] = field(default_factory=dict)
    after: tuple[tuple[str, str, str], ...] = ()

    @property
    def touched(self) -> set[str]:
        return {*self.new, *(path for path, _, _ in self.after)}


FIELD = Addition(
    title="A field of a record",
    after=(
        (
            "readiness/model/system.py",
            "    after: Annotated[Side | None, INSIDE] = None\n",
            '    pilot: Annotated[Maybe[str], INSIDE, asks(DIVISION, C, "state.pilot"), holds(Result.LETTER)] = '
            "UNKNOWN\n",
        ),
        ("readiness/messages/words/field.yaml", "", "field.pilot: {ja: 試行の状況, en: Pilot}\n"),
        (
            "readiness/messages/words/gap.yaml",
            "",
            "gap.state.pilot.title: {ja: 試行の状況, en: Pilot}\n"
            "gap.state.pilot.current: {ja: 試行の状況が未確認, en: The trial is not confirmed}\n"
            "gap.state.pilot.expected: {ja: 試行の状況が明らかであること, en: The trial is known}\n"
            "gap.state.pilot.request: {ja: 試行の状況を御回答ください, en: Please state the trial}\n",
        ),
        ("readiness/gaps/matters.py", '("state.hosting"', ', "state.pilot"'),
    ),
    tests=("tests/model", "tests/test_catalogue.py"),
)
A_RULE = Addition(
    title="A rule",
    new={"readiness/messages/rules/WK901.yaml": PAGE},
    after=(("readiness/rules/work.py", "", RULE),),
    tests=("tests/rules", "tests/test_docs.py"),
)
READER = '''"""A trial."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.sources.grid import Workbook, cell_text
from readiness.sources.header import data_rows
from readiness.standard.importers.published import headed_sheets, no_rows, no_sheet

WORDS = {"code": ("試行番号",), "name": ("試行名",)}


@dataclass(frozen=True, slots=True)
class Trial:
    """One row."""

    code: str
    name: str


def read_trials(book: Workbook) -> tuple[Trial, ...]:
    """Every row with a number. Raises `StandardError`."""
    sheets = headed_sheets(book, WORDS, list(WORDS))
    if not sheets:
        raise no_sheet(book, "trial", WORDS, list(WORDS))
    sheet, header = sheets[0]
    rows = [
        (cell_text(row[header.columns["code"]], nfkc=True), cell_text(row[header.columns["name"]], nfkc=True))
        for _, row in data_rows(sheet.rows, header)
    ]
    found = tuple(Trial(code, name) for code, name in rows if code)
    if not found:
        raise no_rows(book, sheet, "trial")
    return found
'''
DAMAGED = """

@every_damage
def test_trials(damage: Damage, tmp_path: Path) -> None:
    from readiness.standard.importers.trial import read_trials

    rows = [["試行一覧", None], ["試行番号", "試行名"], ["1", "甲"], ["2", "乙"]]
    book = plain_book(tmp_path / "a.xlsx", "表", rows)
    plain = read_trials(read_workbook(book))
    assert len(plain) == 2
    assert read_trials(read_workbook(damaged(book, tmp_path / "b.xlsx", damage, {"表": (1, 1)}))) == plain
"""
DISPATCH = "readiness/standard/importers/dispatch.py"
IMPORTER = Addition(
    title="An importer",
    new={"readiness/standard/importers/trial.py": READER},
    after=(
        (
            DISPATCH,
            '    PASSED = "passed", "適合確認・経過措置のパッケージ一覧"\n',
            '    TRIAL = "trial", "試行一覧"\n',
        ),
        (DISPATCH, "import soumu_progress as progress\n", "from readiness.standard.importers import trial\n"),
        (
            DISPATCH,
            "            return None, body_codes.read_codes(book)\n",
            "        case ImportKind.TRIAL:\n            return None, trial.read_trials(book)\n",
        ),
        (
            DISPATCH,
            "        ImportKind.PASSED: (conformance.WORDS, conformance.REQUIRED, ()),\n",
            "        ImportKind.TRIAL: (trial.WORDS, tuple(trial.WORDS), ()),\n",
        ),
        ("readiness/standard/list_json.py", '    "population": ("code",),\n', '    "trial": ("code",),\n'),
        ("readiness/cli/commands/spec.py", '"population", "passed"', ', "trial"'),
        ("readiness/messages/words/spec.yaml", "", "spec.kind.trial: {ja: 試行一覧, en: trials}\n"),
        (
            "readiness/messages/words/standard.yaml",
            "",
            'standard.import-no-sheet.trial: {ja: "「{file}」に試行の表が見つかりません。探した見出し: {sought}。'
            'ブックにあるもの: {seen}", en: "“{file}” has no table of trials. Sought: {sought}. Present: {seen}"}\n'
            "standard.import-no-sheet.trial.remedy: {ja: 試行番号の列があるシートを渡してください。,"
            " en: Pass a sheet with numbers of trials.}\n"
            'standard.import-no-rows.trial: {ja: "「{file}」のシート「{sheet}」に試行の行がありません。",'
            ' en: "Sheet “{sheet}” of “{file}” has no trials."}\n',
        ),
        ("tests/standard/test_damage.py", "", DAMAGED),
    ),
    tests=(
        "tests/standard/test_damage.py",
        "tests/standard/test_import_others.py",
        "tests/standard/test_spec_command.py",
        "tests/cli/test_surface.py",
    ),
)
VIEW = '''"""A trial: how many systems there are."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.report.context import ReportContext


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialView:
    """`lead` says it."""

    lead: str


def view(context: ReportContext) -> TrialView:
    """The sentence."""
    return TrialView(lead=context.t("report.trial.lead", count=len(context.inventory.systems)))
'''
SECTION = Addition(
    title="A section of the report",
    new={
        "readiness/report/sections/trial.py": VIEW,
        "readiness/report/templates/sections/trial.html.j2": '<p class="say">{{ v.lead }}</p>\n',
    },
    after=(
        ("readiness/report/html.py", '    ("evidence", evidence.view),\n', '    ("trial", trial.view),\n'),
        ("readiness/report/html.py", "    temporary_links,\n", "    trial,\n"),
        (
            "readiness/messages/words/report.yaml",
            "",
            "report.section.trial: {ja: 試行, en: Trial}\n"
            'report.trial.lead: {ja: "システムは{count}件である。", en: "There are {count} systems."}\n',
        ),
        ("tests/report/test_page.py", '"unknowns", "evidence"', ', "trial"'),
    ),
    tests=("tests/report/test_page.py", "tests/report/test_words.py"),
)
ADDITIONS = [FIELD, A_RULE, IMPORTER, SECTION]


def named(title: str) -> set[str]:
    """The places of ours that a section names: files, or folders with `/` at their end."""
    return set(re.findall(r"`((?:readiness|tests|tools|specs|docs)/[\w/.<>-]*)`", section(title)))


@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda addition: addition.title)
def test_a_section_names_what_is_touched_and_nothing_else(addition: Addition) -> None:
    told = {
        place.replace("<kind>", "trial").replace("<CODE>", "WK901").replace("<group>", "work")
        for place in named(addition.title)
    }
    folders = {place for place in told if place.endswith("/")}
    assert all(path in told or str(Path(path).parent) + "/" in folders for path in addition.touched), (
        addition.touched - told
    )
    files = {place for place in told if place.startswith("readiness/") and place not in READ}
    left = {place for place in files if not any(path == place or path.startswith(place) for path in addition.touched)}
    assert left == set()


# Named to be read, not to be written.
READ = {"readiness/model/facts.py", "readiness/model/audience.py", "readiness/gaps/asking.py", "readiness/model/"}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("followed") / "readiness"
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, place / name)
    return place


def run(copy: Path, *command: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(copy), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=copy, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]


@pytest.mark.long
@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda addition: addition.title)
def test_what_is_added_to_the_letter_leaves_the_tests_green(copy: Path, addition: Addition) -> None:
    """Added one upon the other; the docs' own tools are run after each."""
    for name, text in addition.new.items():
        (copy / name).write_text(text, encoding="utf-8")
    for name, before, text in addition.after:
        path = copy / name
        source = path.read_text(encoding="utf-8")
        assert before in source, (name, before)
        path.write_text(source.replace(before, before + text, 1) if before else source + text, encoding="utf-8")
    for tool in sorted(place for place in named(addition.title) if place.startswith("tools/")):
        run(copy, tool)
    run(copy, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not long", *addition.tests)
