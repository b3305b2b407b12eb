"""A browser for the tests that look at pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of headless Chromium that is waited for, however busy the machine is."""
    if not CHROMIUM.exists():
        pytest.fail("chromium is not installed: make test-system")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1100})
        page.set_default_timeout(120_000)
        yield page
        browser.close()
