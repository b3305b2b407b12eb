"""Looking at a page as a person does: open it, wait until it shows something, take its picture."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page


def look(page: Page, address: str, expected: str, picture: Path) -> None:
    """Open a page, wait until it shows what is expected, and leave its picture."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    page.goto(address)
    page.get_by_text(expected).filter(visible=True).first.wait_for()
    page.wait_for_timeout(1500)  # charts grow in
    page.screenshot(path=picture, full_page=True)
