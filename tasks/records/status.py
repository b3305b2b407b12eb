"""The status of a problem's rectification, where the report states it: 完成, 基本完成 or 持续推进."""

from __future__ import annotations

import re

DONE, NEARLY, GOING_ON = "完成", "基本完成", "持续推进"

_DONE = r"(?:目前|现)?(?:已经?|均已|全部|全面|按期|如期|按时){1,3}(?:全部|按期|如期|按时|按要求)?(?:完成整改|整改完成|整改完毕|整改到位|整改销号|销号|办结)"
_NEARLY = r"基本(?:完成|整改)(?:整改|到位|完成|完毕)?"
_GOING_ON = r"(?:正在|持续|仍在|继续|长期)(?:进行)?整改(?:中|之中)?|(?:正在|持续|仍在)(?:推进|进行|落实)(?:中|整改)?|长期坚持|(?:尚未|未)完成整改|取得阶段性(?:成果|成效|进展)"
_STATEMENT = re.compile(
    rf"(?=[已均全按如现目基正持仍继长尚未取完整])(?:(?P<nearly>{_NEARLY})|(?P<done>{_DONE})|(?P<going>{_GOING_ON})"
    r"|(?<=:)(?P<short>完成(?:整改)?|整改完成|已完成|已整改))(?P<end>(?=[,。;:)\]\n]|$|并))?"
)
_COUNTED = re.compile(r"\d\s*[个项条处件起家户名%]")


def status_of(response: str) -> str | None:
    """The last status that `response` states of the problem itself; None where it states none.

    已完成整改19个 tells of a number of problems and 持续推进乡村振兴 of the work: neither is a status. What is done and
    goes on to be kept up (已完成整改并长期坚持) is done.
    """
    status: str | None = None
    finished = -1
    for match in _STATEMENT.finditer(response):
        if match["end"] is None or _COUNTED.search(_clause_before(response, match.start())):
            continue
        if match["nearly"]:
            status = NEARLY
        elif match["done"] or match["short"]:
            status, finished = DONE, match.end()
        elif not 0 <= match.start() - finished <= 4:
            status = GOING_ON
    return status


def _clause_before(text: str, position: int) -> str:
    start = max(text.rfind(mark, 0, position) for mark in ",。;:\n") + 1
    return text[start:position]
