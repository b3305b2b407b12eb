"""Web page → text: block elements on lines of their own, a table row on one line with ` | ` between its cells.

What is clearly no content goes (scripts, navigation, site header and footer, link lists). Whatever is in doubt stays:
page furniture is found later on the text, for plain-text copies of pages have it too.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NEVER_TEXT = [
    "script", "style", "noscript", "template", "iframe", "svg", "canvas", "object", "embed", "select", "option",
    "button", "input", "textarea", "map", "audio", "video", "head",
]  # fmt: skip
_SITE_PARTS = "nav, header, footer, aside"
_MARKED = re.compile(
    r"(?:^|[-_ ])(?:nav|navi|navbar|menu|breadcrumb|crumbs?|footer|foot|copyright|sidebar|share|bdsharebuttonbox|"
    r"related|searchbox|search|friendlinks?|pagination|qrcode|topbar|site-?header)(?:$|[-_ ])",
    re.IGNORECASE,
)
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_CELL_BORDER = " | "
_SPACES = re.compile(r"[ \t\r\n\f]+")


def page_text(html: str) -> str:
    """The readable text of a page, a block a line, without blank lines."""
    page = LexborHTMLParser(html)
    body = page.body
    if body is None:
        return ""
    page.strip_tags(_NEVER_TEXT)
    whole = len(body.text() or "")
    for node in [*body.css(_SITE_PARTS), *body.css("[class], [id]")]:
        if _is_site_part(node) and len(node.text() or "") * 2 < whole:
            node.decompose()
    writer = _Writer()
    writer.walk(body)
    return writer.text()


def _is_site_part(node: LexborNode) -> bool:
    # a header inside an article belongs to it: it holds the title
    if node.tag in ("nav", "footer", "aside"):
        return True
    if node.tag == "header":
        return node.parent is not None and node.parent.tag == "body"
    named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return node.tag != "body" and _MARKED.search(named) is not None and node.css_first("h1") is None


class _Writer:
    """Collects lines of text while a page is walked."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []

    def walk(self, node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self._line.append(child.text_content or "")
            elif tag == "br":
                self._end_line()
            elif tag == "tr":
                self._row(child)
            elif tag in _BLOCKS:
                self._end_line()
                self.walk(child)
                self._end_line()
            else:
                self.walk(child)

    def _row(self, row: LexborNode) -> None:
        """One line a row. A cell of several paragraphs is layout, not data: it keeps its lines."""
        self._end_line()
        cells = [cell for cell in row.iter() if cell.tag in _CELLS]
        if any(cell.css_first("p + p, div, table") is not None for cell in cells):
            for cell in cells:
                self.walk(cell)
                self._end_line()
            return
        self._line.append(_CELL_BORDER.join(_one_line(cell.text()) for cell in cells))
        self._end_line()

    def _end_line(self) -> None:
        line = _one_line("".join(self._line))
        if line:
            self._lines.append(line)
        self._line.clear()

    def text(self) -> str:
        self._end_line()
        return "\n".join(self._lines)


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")
