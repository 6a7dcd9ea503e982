"""The report's page in headless Chromium: bytes, first view after load, redraw of the states of every view.

    python -m bench.page [--out FILE] [--sizes N …]

The sample city, then synthetic cities. `first_view_ms` is the first contentful paint by the clock, with the `load` of
the machine meanwhile: other work slows it. `ready_cpu_ms` and `redraw_cpu_ms` (the slowest of twelve states of each
view, script, style, layout and paint until the frame after next) are processor time of the page's own thread.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from bench.load import show
from bench.synthetic import SyntheticOptions, synthetic_body, synthetic_files
from readiness.app.analyze import analyze
from readiness.model.body import BodyClass
from readiness.standard.load import load_standard

SIZES = (0, 80, 320)  # 0: the sample city
SCALES = {"smoke": ["--sizes", "0"]}
_AREAS = 21
_SAMPLE = Path(__file__).parents[1] / "inventories" / "aozora-shi"
_STATES = """[...document.querySelectorAll('script[type="application/json"][id$="-data"]')].flatMap((holder) =>
  Object.keys(JSON.parse(holder.textContent).states).slice(0, 12).map((state) => [holder.id.slice(0, -5), state]))"""
_SHOW = """(address) => new Promise((done) => {
  location.hash = address;
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
})"""


def row(systems: int, browser: Any) -> dict[str, Any]:
    """One body: what its page weighs and how long it takes to be seen."""
    with tempfile.TemporaryDirectory() as scratch:
        inventory = _SAMPLE if not systems else _written(Path(scratch) / "in", systems)
        found = analyze(inventory, out=Path(scratch) / "out").folder
        if found is None:
            raise ValueError(f"{inventory} cannot be read")
        file = found / "index.html"
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        client = page.context.new_cdp_session(page)
        client.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(file.as_uri())
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        ready = _spent(client)
        slowest: dict[str, float] = {}
        for view, state in page.evaluate(_STATES):
            before = _spent(client)
            page.evaluate(_SHOW, f"#{view}/{state}")
            slowest[view] = max(slowest.get(view, 0.0), _spent(client) - before)
        stated = {
            "systems": len(page.query_selector_all(".page[id^='sys/']")),
            "kilobytes": round(file.stat().st_size / 1000),
            "first_view_ms": round(paint),
            "load": round(os.getloadavg()[0], 1),
            "ready_cpu_ms": round(ready),
            "redraw_cpu_ms": {name: round(value) for name, value in sorted(slowest.items())},
        }
        page.close()
        return stated


def _spent(client: Any) -> float:
    """Processor milliseconds of the page's thread so far."""
    found = client.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(item["value"]) for item in found if item["name"] == "TaskDuration")


def _written(folder: Path, systems: int) -> Path:
    """A synthetic city as files."""
    standard = load_standard()
    options = SyntheticOptions(seed=7, body_class=BodyClass.CITY, extra_systems=max(0, systems - _AREAS - 1))
    folder.mkdir()
    for name, text in synthetic_files(synthetic_body(options, standard), standard).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        rows = [row(size, browser) for size in options.sizes]
        browser.close()
    show(rows, options.out)


if __name__ == "__main__":
    main()
