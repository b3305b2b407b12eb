"""Acts of discipline that a text tells as done: their words, and what tells an act from a rule, a threat or a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

_KINDS: Mapping[str, str] = {
    "党纪政务处分": r"党纪政[务纪](?:重?处分|处理)|党政纪处分",
    "党纪处分": r"(?:党内(?:严重)?警告|撤[销消]党内职务|留党察看)(?:处分)?|党纪(?:重|轻)?处分",
    "政务处分": r"撤[销消]行政职务|政务(?:警告|记大?过|降级|撤职|开除)(?:处分)?|政务(?:重|轻)?处分",
    "处分": r"处分处理|(?<=受到|作出|给予|予以)纪律处分|(?<!的)纪律处分(?=\d)|(?<!党纪)(?<!政务)(?<!纪律)(?<!的)(?<!公职)(?<!党籍)(?<!撤职)处分(?![条决的制事影期])",
    "组织处理": r"组织处理|调整(?:工作)?岗位(?![^,。;]{0,4}[设职等])|岗位调整(?=\d)|(?<=[了以出])组织调整|组织调整(?=\d)|调离(?=[^,。;\d]{0,8}\d+[人名]|(?:现|原)?(?:工作)?岗位)",
    "批评教育": r"批评教育(?:帮助)?(?:和处理)?|批评帮助(?=[^,。;]{0,3}\d)",
    "责令检查": r"[作做]出了?(?:书面|深刻|口头)检[查讨]|责令(?!整改|改正)[^,。;、]{0,16}?检[查讨]|(?:书面|口头|深刻)检[查讨](?=[^,。;]{0,4}\d)",
    "诫勉": r"诫勉(?:谈话)?",
    "谈话提醒": r"谈话提醒(?:处理)?|提醒谈话|(?:谈话)?函询(?=[^,。;]{0,3}\d)|(?<=进行)了?谈话函询",
    "约谈": r"(?<![^予]以)约谈(?!的方式|会|函)",
    "通报批评": r"通报批评",
    "通报": r"(?:通报)?曝光(?=[^,。;]{0,10}\d)|(?:进行|予以|给予)了?公开曝光|公开曝光(?=[^,。;]{0,10}\d)|通报曝光|(?:进行了?|予以|给予|作了)通报(?![会制批表嘉])|通报(?=[^,。;《\d]{0,14}典型(?:案例|案件|问题)\d)|(?<=问题)(?:发出|作出)通报|通报(?:[^,。;《\d]{0,6}?)(?=\d)(?!\d{4}年)(?![^,。;]{0,14}事故)",
    "留置": r"(?:采取)?留置(?!中心|场|送达|点)",
    "立案": r"立查(?=[^,。;、\d]{0,6}\d)|立案(?:审查调查|审查|调查|查处|处罚|侦查)|立案(?=\d|人数\d|[^,。;、\d]{1,10}(?:干部|人员|党员|案件)\d)",
    "移送": r"交由(?:[区县市]?纪|监委|公安|司法|检察)[^,。;\d]{0,8}(?=\d)|(?<!巡察)(?<!巡视)移[送交](?!的|立行立改)(?=[^,。;]{0,20}(?:纪|监委|公安|司法|检察|\d))(?:司法机关|检察机关|公安机关)?(?:依法)?(?:处理)?|(?<=部门)移[送交](?=[^,。;]{0,20}线索)",
    "开除": r"开除(?:党籍|公职)",
    "除名": r"除名",
    "免职": r"免职|撤职|停职|(?<=被)免去|免去(?=党内|职务)",
    "问责": r"追责(?=\d)|(?<=被)[问追]责(?![的情])|问责[^,。;\d]{1,16}责任(?=\d)|追究[^,。;、\d]{0,16}(?<!刑事)(?<!法律)(?<!民事)责任(?=\d+[余多]?[人名])|追责问责|问责追责|问责处理(?=\d)|问责(?=\d|党组织|[^,。;]{0,4}\d|人数[^,。;\d]{0,6}\d)|(?:进行|予以|给予)了?(?:严肃|相应|严厉|依规依纪|依纪依规|追责)*问责",
    "追缴": r"(?<!需)(?!收缴[^,。;]{0,3}(?:假冒|伪劣|危险|管制|枪|毒|违禁|烟花|食品|野生|非法))(?:追缴|追回|收缴|上缴|退缴)(?=[^,。;]{0,14}(?:款|资金|元|损失|租金|\d))|(?<=[已部额数以被])(?:追缴|追回|收缴|上缴)(?![工的标])",
    "清退": r"清退(?=[^,。;]{0,14}(?:款|资金|元|补贴|费))|(?<=[已部额数以被])清退(?![工的标])",
    "退还": r"(?<!应)(?<!稳岗)(?<!失业保险)(?:退还|退回|返还|退费)(?=[^,。;]{0,14}(?:款|金|元|费|补贴|补助|\d))|(?:(?<=[已部额数以])|(?<=责令))(?:退还|退回|返还)(?![工的标])",
    "处理": r"受到?了?(?:严肃|相应)?处理(?![过程办人者的])|(?<!组织)(?<!和)处理(?=(?:(?:相关|有关|涉案)*责任人员?|教师|(?:相关|党员|领导|失职)*(?:人员|干部))?\d+(?:\.\d+)?余?万?余?[人名个](?!工|月))|(?<=[人员部志者作任])[^,。;:、“”\d]{0,10}?(?:给予|予以|作出|做出|进行)了?(?:严肃|相应|依规依纪|依纪依规)?处理(?!机制|办法|流程)",
}
_KIND = re.compile("|".join(f"(?P<k{index}>{pattern})" for index, pattern in enumerate(_KINDS.values())))
_NAMES = tuple(_KINDS)
_WORD = re.compile(
    "处分|处理|组织调整|调整(?:工作)?岗位|岗位调整|责令|书面检|口头检|深刻检|批评帮助|交由|警告|记过|记大过|察看|党内职务|行政职务|调离|曝光|批评教育|诫勉|谈话|函询|约谈|通报|留置|立案|立查|移送|移交|开除|除名|免职|撤职|停职|免去|问责|追责|追究|追缴|追回|收缴|上缴|退缴|清退|退还|退回|返还|退费"
)
"""A word of every kind: only clauses that hold one are read with the long expression."""
_RULE = (
    r"该[^,。]{2,4}的|制度|机制|办法|(?<!八项)规定(?!的)|(?<!已)将(?=一律|严|依|约谈|追|按|视|对|予以|给予|进行|移|通报|问责|立案|会|要|继续|坚决|根据|加大|进一步|不|被|适时|及时)|(?<![主重首需必])要(?!求|领|员)|应当|应予|必须|一律|凡|如有|若|可以|不得|避免|防止|确保|拟|需|情形|"
    r"每年|定期|每季度|每月|日内|之日起|方式|无|没有|未(?:受|给|进行|发生|发现)"
)
"""Words of a clause that lays down a rule, or denies: nothing in it was done."""
_TALK = (
    r"坚决|加大|力度|发现[^,]{0,6}及时|视情|严肃追究|学习|培训|运用|健全|完善|工作要点|对照|全流程|如实|督促|"
    r"及时(?:移|开展|给予|进行|立案)|加快|情况(?!进行)|信息"
)
"""Words of a clause that speaks of how things are done: only a result with its number was done in it."""
_STANDING, _RULED = re.compile(f"{_RULE}|{_TALK}"), re.compile(_RULE)
_WHO_FAILS = re.compile(r"对[^,。;\d]{2,20}的(?:予以|给予|进行(?!了)|依[规纪法]|从严|严肃)(?![^,。;]*[了已])")
"""对工作不力的进行通报: what awaits those who fail."""
_NUMBER = re.compile(r"[^,。;:、“\d\n]{0,6}\d")
_LACKS = re.compile(r"[^,。;、\d]{0,6}(?:走过场|流于形式|不到位|不严|不够|不力|偏少|较少|宽松软)")
"""Behind a result that an inspection misses: 提醒谈话“走过场”."""
_PAPER = re.compile(r"(?:承诺书|记录|登记表|通知书|决定书|建议书|台账|档案|清单)")
"""Behind a result that is part of a paper's name: 提醒谈话|承诺书400份."""
_NOT_YET = re.compile(r"未[^,。;、\d]{0,4}$")
"""In front of what was not done: 仍未如数|退还."""
JOINED = re.compile(r"、|和|及|与|以及|或")
_LONGEST_CLAUSE = 300
_CLAUSES_BEFORE = re.compile(r"(?s:.*)[,。;:!?\n]")
_CLAUSE_END = re.compile(r"[,。;:!?\n]|$")
_PROPOSALS = re.compile(r"提案|议案")
"""What a consultative conference files (立案) is no case of discipline."""


def find_acts(text: str) -> Sequence[re.Match[str]]:
    """The acts that `text`, in which titles are hidden, tells as done, in order; two words of one kind are one act (追回和收缴)."""
    acts = [*_acts(text)]
    return [
        act
        for act, behind in zip_longest(acts, acts[1:])
        if not (
            behind and kind_of(act) == kind_of(behind) and JOINED.fullmatch(text, act.end(), behind.start())
        )
    ]


def kind_of(act: re.Match[str]) -> str:
    """The kind of `act`, one of the names that the column `kind` has."""
    return _NAMES[int(str(act.lastgroup)[1:])]


def clause_of(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Start and end of the clause of `text` that `match` stands in."""
    end = _CLAUSE_END.search(text, match.end())
    return clause_before(text, match.start()), end.start() if end else len(text)


def clause_before(text: str, position: int) -> int:
    """Where the clause begins that `position` stands in, or at the end of."""
    floor = max(0, position - _LONGEST_CLAUSE)
    edge = _CLAUSES_BEFORE.match(text, floor, position)
    return edge.end() if edge else floor


def _acts(text: str) -> Iterator[re.Match[str]]:
    """The results of each clause that tells of something done."""
    position = 0
    for word in _WORD.finditer(text):
        if word.start() < position:
            continue
        start, position = clause_of(text, word)
        if text.endswith("的,", 0, start) and not _NUMBER.match(text, word.end(), position):
            continue  # 情节严重的,移送司法机关: a condition
        standing = _STANDING.search(text, start, position) or _WHO_FAILS.search(text, start, position)
        if standing and _RULED.search(text, start, position):
            continue
        for result in _KIND.finditer(text, start, position):
            if kind_of(result) == "立案" and _PROPOSALS.search(
                text, max(0, start - 40, text.rfind("。", 0, start)), start
            ):
                continue
            if _LACKS.match(text, result.end()) or _PAPER.match(text, result.end()):
                continue
            if _NOT_YET.search(text, start, result.start()):
                continue
            if not standing or _NUMBER.match(text, result.end(), position):
                yield result
