"""Shared by all tests: what is skipped on a PC is a failure where the tool must be there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

from readiness.messages.catalogue import Catalogue

# A busy machine is no fault of the code: no test fails for the time it took.
# The same examples in every run, so that a change fails for what it changed; READINESS_RANDOM=1 looks for new ones.
settings.register_profile("readiness", deadline=None, derandomize=os.environ.get("READINESS_RANDOM") is None)
settings.load_profile("readiness")

REQUIRED = "READINESS_REQUIRE_BROWSER"  # set in CI, which installs Chromium and LibreOffice


SAID = "READINESS_SAID"  # a folder: into a file there goes the key of every sentence that was said (tools/unsaid.py)


def pytest_configure(config: pytest.Config) -> None:
    """Note which sentences are made or looked up, where somebody wants to know."""
    if SAID not in os.environ:
        return
    from readiness.model.text import Text

    keys = set[str]()

    def noting(method: Callable[..., Any]) -> Callable[..., Any]:
        def noted(self: Any, key: str, *others: Any, **named: Any) -> Any:
            keys.add(key)
            return method(self, key, *others, **named)

        return noted

    Catalogue._template = noting(Catalogue._template)  # type: ignore[method-assign]
    Text.__init__ = noting(Text.__init__)  # type: ignore[method-assign]
    config.add_cleanup(lambda: _write(keys))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes a minute comes first, so that no worker waits for another at the end."""
    items.sort(key=lambda item: "test_axe" not in item.nodeid)


@pytest.fixture(autouse=True)
def _no_label_is_missing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A key of which the catalogue has no words is a failure of whichever test shows it."""
    missing = set[str]()

    def noting(self: Catalogue, key: str) -> str:
        missing.add(key)
        return f"⟦{key}⟧"

    monkeypatch.setattr(Catalogue, "_missing", noting)
    yield
    assert not missing, f"no words for {sorted(missing)}"


def _write(keys: set[str]) -> None:
    folder = Path(os.environ[SAID])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / str(os.getpid())).write_text("\n".join(sorted(keys)), encoding="utf-8")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With READINESS_REQUIRE_BROWSER=1 a skipped `browser` or `office` test has failed."""
    report = yield
    if not _required():
        return report
    needed = [name for name in ("browser", "office") if item.get_closest_marker(name)]
    if report.skipped and not hasattr(report, "wasxfail") and needed:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{REQUIRED}=1, and this {needed[0]} test was skipped: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """There a module must not skip itself whole either (a missing import): its marks could not be seen."""
    report = yield
    if report.skipped and _required():
        report.outcome = "failed"
        report.longrepr = f"{REQUIRED}=1, and {collector.nodeid} skipped itself: {report.longrepr}"
    return report


def _required() -> bool:
    return os.environ.get(REQUIRED) == "1"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium, one for all tests of a process: Playwright cannot be started twice in one."""
    api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The output folder of a town by its id, and of a reader who is not inside by name: analysed once for all tests,
    and for all processes that run them.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "towns"
    shared.mkdir(exist_ok=True)

    def folder(name: str, reader: str = "庁内") -> Path:
        from readiness.model.audience import audience
        from tools import towns  # the whole program: most tests need a part of it

        there = shared / (name if reader == "庁内" else f"{name}-{audience(reader).value}")
        with FileLock(shared / f"{there.name}.lock"):
            return there if there.is_dir() else towns.analysed(name, shared, reader)

    return folder
