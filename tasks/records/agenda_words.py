"""The words of agendas: verbs that say what a meeting did with an item, and the item that is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.records.brackets import Title

KINDS: tuple[tuple[str, str], ...] = (
    ("传达学习", r"传达学习|学习传达|传达贯彻|传达|学习贯彻|集体学习|专题学习|领学|带领学习|学习"),
    (
        "听取汇报",
        r"听取(?:了)?(?:和|并|、)?(?:审议|审查|讨论)(?:并(?:原则)?通过)?|听取(?:了)?并(?:原则)?(?:通过|同意)|听取|汇报|通报",
    ),
    (
        "审议",
        r"研究审[议定]|研究并审[议定]|审议通过|(?:审议|讨论)并(?:原则|一致|表决)?(?:通过|同意)|讨论通过|原则通过|一致通过|表决通过|审议表决|审议|审定|审查|初审|讨论审议"
        r"|协商通过|协商讨论|协商|讨论(?!研究)|表决|通过(?=了|《|关于|有关|人事|[^,。;]{2,30}(?:草案|名单|决议|决定|议程))|决定(?=[^,。;]{0,10}任免)|进行(?=了?[^,。;]{0,6}任免)|(?:原则上?)?同意(?=《)",
    ),
    (
        "研究",
        r"原则上?同意(?=[一-鿿])(?![该此上将由])|研究部署|专题研究|研究讨论|讨论研究|研究确定|研究通过|研究同意|研究|分析|商议|观看",
    ),
    ("部署", r"安排部署|部署|安排|调度|督办"),
)
VERB = "|".join(f"(?P<{'abcde'[i]}>{words})" for i, (_, words) in enumerate(KINDS))
MANNER = "举手|第一时间|同时|经?(?:无记名)?投票|一致|组织|首先|还|又|并|集体|集中|专题|专门|重点|认真|现场|分别|共同|随后|依次|书面|逐项|逐一|再次|继续|及时|深入|系统"
PROSE = re.compile(
    rf"(?:(?<=会)召开(?=,)|(?<=会议)召开(?=,)|会议(?:召开,)?(?:(?:深入|认真|全面)*(?:贯彻|落实|分析|总结)[^。;]{{2,160}}?,)(?=安排部署|研究部署|部署)|会议的?(?:主要)?(?:任务|议题|议程|内容)(?:是|为|有|包括)[:,]?|会[上前],[^,。;:]{{2,30}}?(?=传达|领学|带领学习)|(?<=[一-鿿])(?<![议员事])会(?=,)|(?<![据照按经])(?:会议还|会议|会上|会前|与会(?:人员|同志))(?:以[^,。;]{{2,40}}(?:形式|方式),|根据[^,。;]{{2,40}},)?(?:第?[一二三四五六七八九十]{{1,2}}[项个](?:议程|议题|内容|事项))?|(?<![一-鿿])会)[,,]?(?:{MANNER})*(?:{VERB})(?!讨论|指出|强调|认为|决定|议定|事项|如下|以下)(?:了)?(?P<object>(?![,、;])[^。]+)"
)
"""A sentence that says with which of the verbs a meeting dealt with something, its `object`."""
DECIDED = re.compile(
    r"(?:会议|经(?:会议)?(?:研究|讨论|审议|表决)|与会人员|一致)(?:[^。;《》,:]{0,4}(?:决定|议定|明确)[,:])?(?:(?!指出|强调|要求|提出|认为)[^。;《》,:]){0,10}?(?P<decision>(?:原则上?|一致|表决|审议|研究|讨论|集体|审议并|研究并|讨论并)*(?:通过|同意)|不予通过|暂不通过|暂缓审议)|经(?:会议)?(?:研究|讨论|审议|表决),(?P<then>(?:一致|原则)?(?:上|性)?(?:通过|同意))|,(?P<late>(?:一致|原则)?(?:上|性)?同意)(?=按|该|将|由|以|上述|此|[《“])|^(?P<early>(?:(?:审议|讨论|协商|表决|听取|原则)(?:并)?(?:原则)?)?通过)"
)
"""What was decided, from 会议原则通过 to 经审议,同意; the part that `decision` of an item shows has a name of its own."""
CLAUSE_END = re.compile(r"[。;\n]")


@dataclass(slots=True)
class Item:
    """An item being read: where it is named, and `scope_start:scope_end`, the text that is about it.

    `decided` is what a later sentence decided on the documents that it cites.
    """

    start: int
    end: int
    kind: str
    title: str
    ordinal: int | None
    rule: str
    scope_start: int
    scope_end: int
    cited: list[str] = field(default_factory=list)
    decided: str | None = None


def kind_of(match: re.Match[str]) -> str:
    """The kind of the verb that `match` found; what is only said to be decided was 审议 or 研究."""
    if "a" not in match.re.groupindex:
        return "审议" if re.search("通过|审议", match[0]) else "研究"
    return next(kind for letter, (kind, _) in zip("abcde", KINDS, strict=True) if match[letter])


def class_of(verb: str) -> str:
    """The kind that a verb of KINDS stands for."""
    return next(kind for kind, words in KINDS if re.match(words, verb))


def titles_in(text: str, titles: list[Title], start: int, end: int) -> list[str]:
    """What stands inside 《》 in `start:end`."""
    return [text[t.start + 1 : t.end - 1] for t in titles if start <= t.start < end]


def core(title: str) -> str:
    """The words of an item without the verb before them and the marks of titles: by them two items are compared."""
    return re.sub(rf"^(?:{VERB})(?:了)?|[《》<>〈〉“”\s]", "", title)
