"""Pictures for the guide, taken from the real report of the fictional sample town: docs/guide/images/*.png.

    python tools/screenshots.py

Needs the development environment, the system's Chromium and a Japanese font. The network is closed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "guide" / "images"
SAMPLE = ROOT / "inventories" / "midori-cho"
WIDTH, HEIGHT = 1200, 820
LARGEST = 300_000
# Picture → the section of the report it begins at.
SECTIONS = {"ketsuron": "結論", "izon": "どの業務が何につながっているか", "keikaku": "移行計画"}


def main() -> int:
    """Analyse the sample, open the report, take the pictures. Raises `SystemExit` where one would be too large."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("Chromium was not found")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        command = [sys.executable, "-m", "readiness", "analyze", str(SAMPLE), "--out", scratch, "--quiet"]
        subprocess.run(command, check=True, cwd=ROOT)
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--force-color-profile=srgb"])
        try:
            take(browser, Path(scratch) / SAMPLE.name)
        finally:
            browser.close()
    large = [str(image) for image in IMAGES.glob("*.png") if image.stat().st_size > LARGEST]
    if large:
        raise SystemExit(f"larger than {LARGEST} bytes: {', '.join(large)}")
    return 0


def take(browser: Browser, folder: Path) -> None:
    """The pictures of one report folder."""
    page = _page(browser, WIDTH, HEIGHT)
    page.goto((folder / "index.html").as_uri())
    for name, heading in SECTIONS.items():
        page.get_by_role("heading", name=heading, level=2).first.evaluate(
            "element => element.scrollIntoView({block: 'start', behavior: 'instant'})"
        )
        page.wait_for_timeout(300)
        page.screenshot(path=IMAGES / f"{name}.png")
    paper = _page(browser, WIDTH, HEIGHT, scale=0.75)  # the sheet is enlarged on a screen; the picture is not
    paper.goto((folder / "papers" / "chougi.html").as_uri())
    paper.locator("main").screenshot(path=IMAGES / "chougi.png")


def _page(browser: Browser, width: int, height: int, *, scale: float = 1) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="ja-JP",
        reduced_motion="reduce",
        offline=True,
    )
    return context.new_page()


if __name__ == "__main__":
    sys.exit(main())
