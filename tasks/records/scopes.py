"""What a number is about: one case, a campaign, a department, a zone, the district, or the exercise as a whole.

Only what the text says is read. A scope is named in the clause of the number, or in one before it whose subject goes
on (区法院深化改革,审结案件120件); a clause with a subject of its own ends it. Most numbers have none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.records.campaigns import KINDS, campaign_ending_at
from tasks.records.masks import HIDDEN
from tasks.records.vocabulary import alternatives, words
from tasks.text.model import Document

_ACTION = alternatives(words("action_verbs.txt"))
_LEADING = re.compile(
    rf"(?:{HIDDEN}|[ \u3000、]|{alternatives(words('leading_words.txt'))}|[一二三四五六七八九十]是|以来|底|末|年|初|其中)*"
)
_GOES_ON = re.compile(
    rf"(?:{_LEADING.pattern}|共|总|均|也|又|再|还|并|新|各|全年|全部|分别|依法|及时|累计|集中|同步|持续|深入|督促|带头|主动|严格|联合)*"
    rf"(?:{_ACTION}|同比|环比|较|比|增长|下降|提高|上升|减少|增加|占|达|为|总|平均|[一-龥]{{2,6}}率|\d|$)"
)
_CUE = re.compile(
    r"(?P<district>(?<![占居列超比高低于和与、])(?:[全我][区县旗](?![域委])|辖区(?!派出所)))"
    r"|(?P<wider>(?:[全我][市省]|全国)(?!排|第|前|平均|领先|唯一|首|最|人大|政协|统一|各?地|性))"
    r"|(?P<zone>(?:经济技术|经济|高新技术产业|高新技术|产业)?开发区|高新区|经开区|(?:产业|工业)园区?)(?!建设|管委会|管理|党工委|等|和|、|与|工作|改革)"
    rf"|(?P<campaign>{KINDS})"
    r"|(?P<case>案)(?<![方预提议答备档个专办图立结])(?![件例由情卷号子值源])(?=[中,。;、涉])"
)
_HINT = re.compile(
    r"[全我辖开高经园专攻集百大整执清案](?:(?<=[全我])[区县旗市省国]|(?<=辖)区|(?<=[开高])[发新]|(?<=经)[开济]|(?<=园)"
    r"|(?<=[专攻集百大整执清])[项坚中日排整治法理]|(?<=案)[中,。;、涉])"
)
"""What a cue is looked for by: sentences without it are not read for one. It begins with a set of characters."""
_ESTATE = "业园"
"""A zone's cue by itself only where its sentence has a hint."""
_MARK = re.compile(r"[,;:。!?\n]")
_CASE = re.compile(
    r"[一-龥某]{2,24}?(?:纠纷|贪污|受贿|行贿|诈骗|侵权|传销|盗窃|涉嫌[一-龥]{2,10}|非法[一-龥]{2,8}|违法[一-龥]{2,8}|诉[一-龥]{2,14})$"
)
_AFTER_BODY = re.compile(
    r"[、和与及等的会同()]|联合|以及|\d|[一-龥]{0,4}[长员记]|主要|领导|负责|班子|干部|机关|党组|牵头[、,]"
)
_NO_ZONE = "(?![在将对由到把向为从以及与和的各原使让]|推动|保留|持续|推进|支持|依托)"
_ZONE_NAME = re.compile(rf"(?:{_NO_ZONE}[一-龥]){{2,16}}")
_ZONE_WORDS = ("开发区", "高新区", "经开区", "产业园", "工业园")
_ZONE_OPENS = re.compile(
    rf"(?P<zone>(?:{_NO_ZONE}[一-龥]){{0,16}}?(?:开发区|高新区|经开区|(?:产业|工业)园区?))(?!建设|管委会|管理|党工委|等|和|、|与|及|工作|改革)"
)
"""A sentence that begins with a zone is about it, and so are those behind it that have no subject of their own."""
_DIVISIONAL = re.compile(
    r"生产总值|GDP|一般公共预算(?:收入|支出)|固定资产投资|规(?:模以)?上工业|社会消费品零售|常住人口|户籍人口|城镇化率|可支配收入|进出口总"
    r"|森林覆盖率|粮食总?产量|存款余额|贷款余额"
)
_OF_DIVISIONS = re.compile(
    r"(?:全年|累计|预计|预期|全社会|完成|实现|人均|城镇|农村|农村?居民|城镇居民|城乡居民|地区|年末)*"
    rf"(?:{_DIVISIONAL.pattern})"
)
_PART = re.compile(r"开发区|高新区|经开区|园区|产业园|[一-龥][镇乡](?![村政])|街道(?!办)")
"""Part of a district: in a paragraph that speaks of one, a figure of the kind that divisions have may be the part's."""
_OF_EXERCISE = re.compile(
    r"问题|措施|举措|表现|整改|方面|任务|清单|销号|制度|建章立制|常委会|督导|督查|完成率"
)
_TOWN = re.compile(r"[镇乡]|街道|[镇乡](?:人民政府|党委)|街道(?:办事处|党工委)$")
_WIDER = {"市": "city", "省": "province", "国": "country"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a number is about; `name` as printed, of the district its name."""

    kind: str
    name: str | None = None


class Scopes:
    """Reads the scopes of the numbers of one document, asked for in the order of the text.

    `text` is the document's with its dates hidden, `bodies` are the spans of the departments it names.
    """

    def __init__(self, document: Document, text: str, bodies: Sequence[tuple[int, int]]) -> None:
        place, facts = document.place, document.facts
        self._text = text
        self._bodies = bodies
        self._body_starts = [start for start, _ in bodies]
        self._district = place.district
        self._own = Scope("district", place.district)
        town = bool(_TOWN.search((facts.issuer or "")[-6:]) or place.district is None)
        self._bulletin = facts.document_type == "statistical_bulletin" and not town
        self._may_default = not town
        self._sentence = (0, 0)
        self._clause = 0
        self._held: Scope | None = None
        self._hinted, self._silent = False, True
        self._paragraph, self._zoned = -1, False

    def of(
        self, position: int, label: str | None, sentence: tuple[int, int], *, overall: bool
    ) -> Scope | None:
        """The scope of the number at `position`; `overall` says that its chapter is about the exercise as a whole."""
        if overall and label and _OF_EXERCISE.search(label):
            return Scope("exercise")
        scope = self._named(position, sentence)
        if scope is None and self._may_default and label:
            return self._own if self._bulletin or self._of_division(position, label) else None
        return scope

    def _of_division(self, position: int, label: str) -> bool:
        """True for a figure that only divisions have, alone in its clause, in a paragraph that speaks of no part of one."""
        if not _DIVISIONAL.search(label):
            return False
        clause = max(
            self._clause, *(self._text.rfind(mark, self._sentence[0], position) + 1 for mark in ",;")
        )
        subject = _LEADING.match(self._text, clause, position)
        head = subject.end() if subject else clause
        paragraph = self._text.rfind("\n", 0, position) + 1
        return bool(_OF_DIVISIONS.match(self._text, head)) and not _PART.search(
            self._text, paragraph, position
        )

    def _named(self, position: int, sentence: tuple[int, int]) -> Scope | None:
        if sentence != self._sentence:
            self._sentence, self._clause = sentence, sentence[0]
            self._held = self._zone_before(sentence[0])
            self._hinted = _HINT.search(self._text, *sentence) is not None
            self._silent = not (self._held or self._hinted or self._names_body(*sentence))
        if self._silent:
            return None
        for mark in _MARK.finditer(self._text, self._clause, position):
            self._held = self._after(self._clause, mark.start())
            self._clause = mark.end()
        return self._after(self._clause, position)

    def _zone_before(self, start: int) -> Scope | None:
        """The zone that the sentences in front of `start` are about, as long as theirs is the only subject."""
        text = self._text
        paragraph = text.rfind("\n", 0, start) + 1
        if paragraph != self._paragraph:
            end = text.find("\n", start)
            self._paragraph = paragraph
            self._zoned = any(
                text.find(word, paragraph, None if end < 0 else end) >= 0 for word in _ZONE_WORDS
            )
        if not self._zoned:
            return None
        while start > paragraph:
            start = max(paragraph, *(text.rfind(mark, paragraph, start - 1) + 1 for mark in "。;"))
            subject = _LEADING.match(text, start)
            zone = _ZONE_OPENS.match(text, subject.end() if subject else start)
            if zone:
                return Scope("zone", zone["zone"])
            if not _GOES_ON.match(text, start):
                return None
        return None

    def _names_body(self, start: int, end: int) -> bool:
        at = bisect_left(self._body_starts, start)
        own = self._district
        return (at < len(self._bodies) and self._bodies[at][0] < end) or bool(
            own and self._text.find(own, start, end) >= 0
        )

    def _after(self, start: int, end: int) -> Scope | None:
        """The scope that holds at `end` of the clause that begins at `start`."""
        text = self._text
        subject = _LEADING.match(text, start, end)
        head = subject.end() if subject else start
        named = self._body_at(head, end) or self._district_at(head, end)
        for cue in _CUE.finditer(text, start, end) if self._hinted and self._may_hold_cue(start, end) else ():
            named = self._read(cue, head) or named
        if named:
            return named if named.kind else None
        return self._held if self._held and _GOES_ON.match(text, start, end) else None

    def _may_hold_cue(self, start: int, end: int) -> bool:
        """False for most clauses, at a fifth of what it costs to look for all cues."""
        return _HINT.search(self._text, start, end) is not None or self._text.find(_ESTATE, start, end) >= 0

    def _body_at(self, head: int, end: int) -> Scope | None:
        at = bisect_left(self._body_starts, head)
        if at == len(self._bodies) or self._bodies[at][0] != head or self._bodies[at][1] > end:
            return None
        stop = self._bodies[at][1]
        several = _AFTER_BODY.match(self._text, stop)
        return Scope("") if several else Scope("department", self._text[head:stop])

    def _district_at(self, head: int, end: int) -> Scope | None:
        name = self._district
        return self._own if name and self._text.startswith(name, head, end) else None

    def _read(self, cue: re.Match[str], head: int) -> Scope | None:
        text, kind = self._text, str(cue.lastgroup)
        if kind == "district":
            return self._own
        if kind == "campaign":
            name = campaign_ending_at(text, head, cue.end())
            return Scope("campaign", name) if name else None
        if kind == "case":
            case = _CASE.search(text, head, cue.start())
            return Scope("case", text[case.start() : cue.end("case")]) if case else None
        if kind == "zone":
            name = text[head : cue.end("zone")]
            return Scope("zone", name) if _ZONE_NAME.fullmatch(name) else None
        if cue.start() > head:
            return None
        level = cue["wider"][-1]
        return self._own if level == "市" and (self._district or "").endswith("市") else Scope(_WIDER[level])
