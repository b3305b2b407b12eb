"""Web page → text: block elements on lines of their own, a table row on one line with ` | ` between its cells.

What is clearly no content goes (scripts, navigation, site header and footer, link lists). Whatever is in doubt stays:
page furniture is found later on the text, for plain-text copies of pages have it too.
"""

from __future__ import annotations

import re
from collections import defaultdict

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NEVER_TEXT = [
    "script", "style", "noscript", "template", "iframe", "svg", "canvas", "object", "embed", "select", "option",
    "button", "input", "textarea", "map", "audio", "video", "head",
]  # fmt: skip
_MARKED = re.compile(
    r"(?:^|[-_ ])(?:nav|navi|navbar|menu|breadcrumb|crumbs?|footer|foot|copyright|sidebar|share|bdsharebuttonbox|"
    r"related|searchbox|search|friendlinks?|pagination|qrcode|topbar|position|dqwz|site-?header)(?:$|[-_ ])",
    re.IGNORECASE,
)
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
CELL_BORDER = " | "
_WIDEST = 64
_SPACES = re.compile(r"[ \t\r\n\f]+")


def page_text(html: str) -> str:
    """The readable text of a page, a block a line, without blank lines."""
    page = LexborHTMLParser(html)
    page.strip_tags(_NEVER_TEXT)
    return _Writer(page.body).text() if page.body is not None else ""


class _Writer:
    """Walks a page and collects the lines of its text.

    The walk has its own stack: pages nest thousands deep. What it leaves out is skipped, never removed from the tree,
    for selectolax frees what is removed while others may still point to it.
    """

    def __init__(self, body: LexborNode) -> None:
        self._body = body
        self._half = len(body.text()) // 2
        self._lines: list[str] = []
        self._line: list[str] = []
        self._hanging: defaultdict[int, dict[int, int]] = defaultdict(dict)

    def text(self) -> str:
        pending: list[LexborNode | None] = [self._body]  # None: the end of a block
        while pending:
            node = pending.pop()
            if node is None or node.tag == "br":
                self._end_line()
            elif node.tag == "-text":
                self._line.append(node.text_content or "")
            elif node.tag == "tr" and not _is_layout(node):
                self._row(node)
            elif not self._is_site_part(node):
                if node.tag in _BLOCKS:
                    self._end_line()
                    pending.append(None)
                pending.extend(reversed(list(node.iter(include_text=True))))
        self._end_line()
        return "\n".join(self._lines)

    def _is_site_part(self, node: LexborNode) -> bool:
        """Navigation, site header and footer; never what holds a title or half of the page's text."""
        if node.tag == "header":
            # the header of an article belongs to it
            part = node.parent is not None and node.parent.tag == "body"
        elif node.tag in ("nav", "footer", "aside"):
            part = True
        else:
            named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
            part = len(named) > 1 and _MARKED.search(named) is not None and node.css_first("h1") is None
        return part and node.tag != "body" and len(node.text()) < self._half

    def _row(self, row: LexborNode) -> None:
        """A line; where a cell spans columns or rows its text stands once, and empty cells keep the others in place."""
        self._end_line()
        hanging = self._hanging[row.parent.mem_id if row.parent is not None else 0]
        cells: list[str] = []
        for cell in (child for child in row.iter() if child.tag in _CELLS):
            self._skip_hanging(cells, hanging)
            columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
            hanging.update(dict.fromkeys(range(len(cells), len(cells) + columns), rows - 1))
            cells += [_one_line(cell.text()), *[""] * (columns - 1)]
        self._skip_hanging(cells, hanging)
        if any(cells):
            self._lines.append(CELL_BORDER.join(cells))

    @staticmethod
    def _skip_hanging(cells: list[str], hanging: dict[int, int]) -> None:
        while hanging.get(len(cells), 0) > 0:
            hanging[len(cells)] -= 1
            cells.append("")

    def _end_line(self) -> None:
        line = _one_line("".join(self._line))
        if line:
            self._lines.append(line)
        self._line.clear()


def _is_layout(row: LexborNode) -> bool:
    """A cell of several blocks is layout, not data: it keeps its lines."""
    return any(cell.css_first("p + p, div, table, ul, ol") is not None for cell in row.iter())


def _span(cell: LexborNode, name: str) -> int:
    """The columns or rows that a cell covers; pages state absurd numbers."""
    printed = cell.attributes.get(name) or ""
    return min(max(int(printed), 1), _WIDEST) if printed.isascii() and printed.isdecimal() else 1


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")
