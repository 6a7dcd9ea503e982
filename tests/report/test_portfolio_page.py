"""The page of a portfolio in a real browser."""

import pytest

from readiness.app.portfolio import survey, view_of, write_portfolio
from tests.report.axe import audit, contrast_in_pictures
from tests.report.conftest import ROOT
from tests.report.test_browser import open_report

pytestmark = pytest.mark.browser


def test_the_portfolio_page(page, tmp_path):
    folder = write_portfolio(view_of(survey([ROOT / "inventories"]), "ja"), tmp_path)
    open_report(page, folder)
    rows = page.locator("#t-vendors tbody tr")
    page.fill("#t-vendors-q", "ヒノデ")
    assert page.locator("#t-vendors tbody tr:visible").count() == 1 < rows.count()
    page.fill("#t-vendors-q", "")
    page.set_viewport_size({"width": 4000, "height": 900})  # nothing scrolls under the column that stays
    assert audit(page) == ([], [])
    assert [(text, ratio) for text, ratio in contrast_in_pictures(page) if ratio < 4.5] == []
