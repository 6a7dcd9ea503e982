"""The built-in standard, and the published workbooks beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.model.standard.standard import Standard
from readiness.standard.load import load_standard

OFFICIAL = Path(__file__).parents[2].parent / "shared" / "official"


@pytest.fixture(scope="session")
def standard() -> Standard:
    return load_standard()


@pytest.fixture(scope="session")
def official() -> Path:
    if not OFFICIAL.is_dir():
        pytest.skip("the published workbooks are not beside this checkout (../shared/official)")
    return OFFICIAL
