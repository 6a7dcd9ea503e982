"""Twelve reference pictures: each of the six views of both samples looks as it did when somebody last looked at it.

A wanted change: run with READINESS_ACCEPT_PICTURES=1, look at the new files of `tests/report/pictures`, commit them.
"""

import base64
import os
from pathlib import Path

import pytest

from tests.report.conftest import BODIES

pytestmark = [pytest.mark.browser, pytest.mark.long]
PICTURES = Path(__file__).parent / "pictures"
VIEWS = ("waves", "map", "matrix", "without", "timeline", "numbers")
# Small and grey: fonts differ a little between machines, what stands where does not.
SHRINK = """async ([shot, kept]) => {
  const load = async (data) => {
    const one = new Image(); one.src = `data:image/png;base64,${data}`; await one.decode(); return one;
  };
  const grey = (picture) => {
    const canvas = document.createElement("canvas"); canvas.width = 320; canvas.height = 200;
    const to = canvas.getContext("2d"); to.fillStyle = "#fff"; to.fillRect(0, 0, 320, 200);
    to.filter = "grayscale(1)"; to.drawImage(picture, 0, 0, 320, 200);
    return [canvas, to.getImageData(0, 0, 320, 200).data];
  };
  const [canvas, now] = grey(await load(shot));
  if (!kept) return { small: canvas.toDataURL("image/png").split(",")[1] };
  const [, then] = grey(await load(kept));
  let worst = 0, sum = 0;  // by blocks: what moved shows, an edge does not
  for (let y = 0; y < 200; y += 10) for (let x = 0; x < 320; x += 10) {
    let apart = 0;
    for (let b = y; b < y + 10; b += 1) for (let a = x; a < x + 10; a += 1) {
      apart += now[4 * (320 * b + a)] - then[4 * (320 * b + a)];
    }
    worst = Math.max(worst, Math.abs(apart) / 100); sum += Math.abs(apart) / 100;
  }
  return { worst, mean: sum / 640 };
}"""


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_looks_as_it_did(browser, out, body, view):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((out / body / "index.html").as_uri() + f"#{view}")
    page.wait_for_timeout(300)
    shot = base64.b64encode(page.locator(f"#{view}-pic").screenshot()).decode()
    page.close()
    canvas = browser.new_page()  # without the page's own rules on what may be loaded
    kept = PICTURES / f"{body}-{view}.png"
    if os.environ.get("READINESS_ACCEPT_PICTURES") == "1":
        PICTURES.mkdir(exist_ok=True)
        kept.write_bytes(base64.b64decode(canvas.evaluate(SHRINK, [shot, ""])["small"]))
    found = canvas.evaluate(SHRINK, [shot, base64.b64encode(kept.read_bytes()).decode()])
    canvas.close()
    assert found["mean"] < 2.5 and found["worst"] < 60, found
