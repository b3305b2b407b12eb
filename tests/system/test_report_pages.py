"""The report as a reader meets it: opened from disk in a real browser, with keys or a mouse, on paper, on a phone.

Marked `system`: needs Chromium (`make test-system` installs it). Pictures are left in build/screenshots/.
"""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: make test-system"),
]

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
SCREENSHOTS = ROOT / "build" / "screenshots"
DISTRICT = "districts/990102.html"
KINDS = (
    "index.html",
    "overview.html",
    "overview.html#view=strip",
    "coverage.html",
    "citations.html",
    "problems.html",
    "measures.html",
    "themes.html",
    "indicators.html",
    "indicators.html#view=strip",
    "reuse.html#view=network",
    "timeline.html#view=timeline",
    DISTRICT,
)
"""A page of every kind, and every view of a comparison."""


OPTIONS = {"resultTypes": ["violations"], "preload": False}
"""axe-core would fetch the style sheets again, which the page's own policy forbids."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    lake = ("--lake", str(folder / "lake"))
    divisions = ("--divisions", str(SAMPLES / "divisions.csv"))
    run = ("run", str(SAMPLES / "corpus"), *lake, "--executor", "local", *divisions)
    for arguments in (run, ("report", *lake, "--out", str(folder / "out"))):
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8"
        )
        assert done.returncode in (0, 3), done.stderr  # one of the samples is meant to be refused
    return folder / "out"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser,
    ):
        yield browser


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, report: Path) -> Iterator[Open]:
    """Open a page of the report; whatever it asks for outside the folder, or complains of, fails the test."""
    complaints: list[str] = []
    contexts = []

    def guard(route: Route) -> None:
        inside = route.request.url.startswith((report.as_uri(), "http://127.0.0.1:"))
        if not inside:
            complaints.append(f"asked for {route.request.url}")
        route.continue_() if inside else route.abort()

    def open_it(address: str, *, width: int = 1280, theme: str = "light", root: str | None = None) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
        contexts.append(context)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{root or report.as_uri()}/{address}")
        filled(page)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


def filled(page: Page) -> None:
    """Wait until the data has come and stands on the page."""
    page.wait_for_selector(".tiles a, tbody tr, .facts, svg")


def column(page: Page, number: int) -> list[str]:
    cells = page.locator(f"tbody tr > :nth-child({number})")
    return [text.strip() for text in cells.all_inner_texts()]


def figures(texts: list[str]) -> list[float]:
    return [float(text.replace(",", "")) for text in texts if re.fullmatch(r"[\d,.]+", text)]


def test_a_click_on_a_title_sorts_and_another_turns_it_round(open_page: Open) -> None:
    page = open_page("overview.html")
    title = page.locator("thead th", has_text="字数")
    number = page.locator("thead th").all_inner_texts().index(title.inner_text()) + 1
    title.get_by_role("button").click()
    assert title.get_attribute("aria-sort") == "descending"
    down = figures(column(page, number))
    assert down == sorted(down, reverse=True) and len(set(down)) > 5
    title.get_by_role("button").click()
    assert title.get_attribute("aria-sort") == "ascending"
    assert figures(column(page, number)) == sorted(down)
    assert "未收集" in page.locator("tbody tr").last.inner_text()  # nothing is neither the least nor the most


def test_filters_narrow_the_rows_and_stay_in_the_address(open_page: Open) -> None:
    page = open_page("accountability.html")
    everything = page.locator("tbody tr").count()
    page.get_by_label("市", exact=True).select_option("云泽市")
    page.get_by_label("查找").fill("立案")
    texts = page.locator("tbody tr").all_inner_texts()
    assert 0 < len(texts) < everything and all("立案" in text and "云泽市" in text for text in texts)
    page.reload()
    filled(page)
    assert page.locator("tbody tr").all_inner_texts() == texts
    page.get_by_role("button", name="清除条件").click()
    assert page.locator("tbody tr").count() == everything


def test_a_cell_opens_the_sentences_that_it_counts(open_page: Open) -> None:
    page = open_page("problems.html")
    cell = page.locator("tbody tr", has_text="青禾区").first.locator("td.number .cell").first
    count = int(cell.inner_text())
    cell.click()
    drawer = page.get_by_role("dialog")
    drawer.locator("figure").first.wait_for()
    assert drawer.locator("figure").count() == count
    assert "青禾区" in drawer.get_by_role("heading", level=2).inner_text()
    first = drawer.locator("figure").first
    marked, sentence = first.locator("mark").inner_text(), first.locator("blockquote").inner_text()
    assert marked and marked in sentence
    source = drawer.locator(".source code").first.inner_text()
    start, end = map(int, re.findall(r"\d+", first.locator("figcaption").inner_text()))
    assert (SAMPLES / "corpus" / source).read_text(encoding="utf-8-sig")[start:end] == marked
    assert "›" in first.locator(".path").inner_text()
    page.keyboard.press("Escape")
    assert not drawer.is_visible()
    assert cell.evaluate("element => element === document.activeElement")


def test_english_is_a_click_away_and_remembered(open_page: Open) -> None:
    page = open_page("coverage.html")
    assert page.locator("h1").inner_text() == "文档覆盖"
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == "Coverage"
    assert "Annual report" in page.locator("thead").inner_text()
    page.get_by_role("link", name="Meetings").click()
    filled(page)
    assert page.locator("h1").inner_text() == "Meetings"
    page.get_by_role("button", name="中文").click()
    assert page.locator("h1").inner_text() == "会议对照"


def test_the_theme_can_be_chosen_against_the_system(open_page: Open) -> None:
    page = open_page("coverage.html", theme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") == "light"
    light = page.evaluate(paper)
    assert light != dark
    page.reload()
    assert page.evaluate(paper) == light


def test_on_paper_every_row_stands_and_nothing_to_click(open_page: Open) -> None:
    page = open_page("terms.html#view=table")
    assert page.locator("tbody tr").count() < 368
    page.emulate_media(media="print")
    expect(page.locator("tbody tr")).to_have_count(368)
    assert not page.locator("nav").is_visible() and not page.locator(".filters").is_visible()
    assert page.locator(".scroll").evaluate("element => element.scrollHeight <= element.clientHeight + 1")
    assert len(page.pdf(format="A4", landscape=True)) > 50_000


def test_keys_alone_sort_open_and_close(open_page: Open) -> None:
    page = open_page("overview.html")
    focused = "document.activeElement"
    page.keyboard.press("Tab")
    assert "跳到正文" in page.evaluate(f"{focused}.innerText")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{focused}.id") == "main"

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"{focused}.matches({selector!r})"):
                return
        raise AssertionError(f"no key leads to {selector}")

    tab_to("thead th:nth-child(2) .sort")
    page.keyboard.press("Enter")
    assert page.locator("thead th").nth(1).get_attribute("aria-sort") == "descending"
    tab_to("td .cell")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").locator("figure").first.wait_for()
    for _ in range(8):  # the keys stay in the drawer
        page.keyboard.press("Tab")
        assert page.evaluate(f"{focused} === document.body || Boolean({focused}.closest('dialog'))")
    page.keyboard.press("Escape")
    assert page.evaluate(f"{focused}.matches('td .cell')")


def test_a_mark_in_a_picture_opens_its_evidence_by_key(open_page: Open) -> None:
    page = open_page("timeline.html#view=timeline")
    mark = page.locator("svg .mark").first
    assert "进驻" in str(mark.get_attribute("aria-label"))
    mark.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").locator("figure").first.wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", KINDS)
def test_nothing_serious_for_people_who_see_or_hear_otherwise(
    open_page: Open, address: str, theme: str
) -> None:
    page = open_page(address, theme=theme)
    assert serious(page) == []
    picture(page, address, theme)
    if page.locator("td .cell").count():
        page.locator("td .cell").first.click()
        page.get_by_role("dialog").locator("figure").first.wait_for()
        assert serious(page) == []
        picture(page, f"{address}-evidence", theme)


def serious(page: Page) -> list[tuple[str, Any]]:
    """What axe-core calls serious or critical: the rule, and the places."""
    violations = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        (one["id"], [(node["html"], node["failureSummary"]) for node in one["nodes"][:3]])
        for one in violations
        if one["impact"] in ("serious", "critical")
    ]


def picture(page: Page, address: str, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    slug = re.sub(r"\W+", "-", address)
    page.screenshot(path=SCREENSHOTS / f"report-{slug}-{name}.png")


@pytest.mark.parametrize("address", KINDS)
def test_a_phone_needs_no_sideways_scrolling(open_page: Open, address: str) -> None:
    page = open_page(address, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, address, "phone")


def test_texts_of_documents_never_become_markup(open_page: Open, report: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile"
    shutil.copytree(report, hostile)
    text = '\\"><img src=x onerror=alert(1)><b>'
    for file in [*hostile.glob("quotes/*.js"), *hostile.glob("data/problems-*.js")]:
        file.write_text(file.read_text(encoding="utf-8").replace("问题", text), encoding="utf-8")
    with served(hostile) as root:
        page = open_page("problems.html", root=root)
        assert "onerror=alert(1)" in page.locator("tbody").inner_text()
        page.locator("td .cell").first.click()
        page.get_by_role("dialog").locator("figure").first.wait_for()
        assert "onerror=alert(1)" in page.get_by_role("dialog").inner_text()
        assert page.locator("img, main b, dialog b").count() == 0


def test_a_file_that_is_missing_is_said_to_be(browser: Browser, report: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn"
    shutil.copytree(report, torn)
    (torn / "data" / "meetings-0.js").unlink()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{torn.as_uri()}/meetings.html")
        assert "data/meetings-0.js" in page.get_by_role("alert").inner_text()


class served:
    """The folder served on loopback: `with served(folder) as address`."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(_Quiet, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None: ...
