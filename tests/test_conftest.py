"""The rule of `conftest.py`: a skip is a failure where the tool must be there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = """
import pytest

@pytest.mark.browser
def test_in_the_body():
    pytest.skip("no Chromium")

@pytest.mark.office
@pytest.mark.skipif(True, reason="no LibreOffice")
def test_by_mark():
    pass

@pytest.fixture
def page():
    pytest.skip("no Chromium")

@pytest.mark.browser
def test_in_a_fixture(page):
    pass

def test_other():
    pytest.skip("no ../shared")
"""


@pytest.mark.parametrize(("required", "closing"), [("1", "1 failed, 1 skipped, 3 errors"), ("", "5 skipped")])
def test_skips_of_browser_and_office_tests(tmp_path: Path, required: str, closing: str) -> None:
    (tmp_path / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text("utf-8"), encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  browser: x\n  office: x\n", encoding="utf-8")
    (tmp_path / "test_module.py").write_text(
        'import pytest\npytest.importorskip("no_such_playwright")\n', encoding="utf-8"
    )
    (tmp_path / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--continue-on-collection-errors"]
    environment = os.environ | {"READINESS_REQUIRE_BROWSER": required}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert closing in done.stdout.splitlines()[-1]


def test_a_test_that_hangs_ends_its_process_and_says_where(tmp_path: Path) -> None:
    (tmp_path / "test_hang.py").write_text("import time\n\ndef test_hang():\n    time.sleep(600)\n", encoding="utf-8")
    ours = Path(__file__).parents[1] / "pyproject.toml"  # its faulthandler_exit_on_timeout is what is tried
    words = ["-q", "-p", "no:cacheprovider", "-c", ours, "--rootdir", tmp_path, "-o", "faulthandler_timeout=1"]
    command = [sys.executable, "-m", "pytest", *map(str, words), str(tmp_path / "test_hang.py")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False, timeout=120)
    assert done.returncode not in {0, 5}
    assert "test_hang.py" in done.stderr
