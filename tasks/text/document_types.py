"""The genre of a document: by the form of its title, and without one by what its first paragraph says it is."""

from __future__ import annotations

import re

from tasks.text.parts import Parts

TITLE_KEYS = ("标题", "信息名称", "名称")
"""Keys of a page's metadata that name the document."""

_INSPECTION = r"(?:巡视|巡察|督察|督查|审计|反馈意见|专项检查)"
_MEETING = r"(?:会议|大会|全会|常务会|常委会|党组会|办公会|调度会|推进会)"

TITLE_FORMS: tuple[tuple[str, str], ...] = (
    ("other", r"(?:解读|图解)$"),
    ("notice", r"(?:通知|通告|公告)$"),
    (
        "rectification_report",
        rf"{_INSPECTION}.*整改.*(?:通报|报告|情况|进展|公示)$|整改(?:落实|进展|完成)\S{{0,8}}情况的?(?:通报|报告|公示)$",
    ),
    ("statistical_bulletin", r"(?:统计|普查\S{0,12}|抽样调查\S{0,8})公报|统计公告"),
    (
        "annual_report",
        r"法治政府建设\S{0,20}(?:报告|情况|总结)|信息公开\S{0,8}(?:年度)?报告|年度\S{0,20}报告|年报$",
    ),
    (
        "work_report",
        r"(?:政府|人大常委会|人民代表大会常务委员会|人民法院|法院|人民检察院|检察院|政协\S{0,12})(?:(?:19|20)\d\d年度?)?工作报告$|^工作报告$",
    ),
    ("meeting_minutes", rf"会议?纪要|{_MEETING}(?:召开|举行|内容|议题|议定事项|精神|情况|概要)?$"),
    (
        "meeting_minutes",
        r"^(?!关于)\S{0,24}(?:常务会议?|常委会(?:扩大)?会议?|全体会议|党组会议?)(?:专题)?"
        r"(?:研究|审议|传达|学习|听取|部署|强调|议程$)",
    ),
    (
        "meeting_minutes",
        rf"^(?!关于).*(?:召开|举行)\S{{0,40}}{_MEETING}(?!\S*(?:方案|意见|决定|决议|报告|议程)$)",
    ),
    (
        "annual_report",
        r"(?:总结|(?:19|20)\d\d年\S{0,20}情况)[和与及暨]\S{0,24}(?:安排|打算|思路|计划|要点|谋划|重点)$",
    ),
    (
        "annual_report",
        r"(?:19|20)\d\d年(?!\S{0,12}(?:上半年|季度?|月))\S{0,30}(?:总结|报告|情况)$|(?:执行|完成|落实)情况\S{0,30}报告$",
    ),
    ("work_report", r"工作报告$"),
    (
        "action_plan",
        r"(?:方案|计划|规划|行动|要点|纲要|任务清单|任务分解表?|分工表?|若干措施|工作举措|预案)$",
    ),
)
"""Document type and the form of its title, the first that fits counts; brackets at the end are taken off before."""

BODY_FORMS: tuple[tuple[str, str], ...] = (
    ("work_report", r"各位代表\s*[:,!]|向(?:大会|本次会议)(?:作|报告)(?:政府)?工作"),
    (
        "meeting_minutes",
        r"\A[^。]{0,120}(?:(?<!我们)(?:召开|举行)(?!的)[^。]{0,60}(?<!发布)会议?|会议?(?:召开|举行)(?=[,。]))",
    ),
    (
        "notice",
        r"现(?:予以?)?(?:印发|转发|发布)(?:给你们|,|。|如下)|现(?:将|就)[^。]{0,60}(?:通知|公告|通告)如下|现将《[^。]{2,80}》[^。]{0,6}(?:印发|转发)(?:给你们|,|。)|特此(?:通知|公告|通告)",
    ),
    (
        "rectification_report",
        rf"现将[^。]{{0,30}}整改[^。]{{0,30}}(?:公布|公开|通报|报告|公示)|{_INSPECTION}组[^。]{{0,40}}反馈[^。]{{0,10}}意见",
    ),
    (
        "annual_report",
        r"(?:本报告(?:根据|依据|由|按照)|现公布|现将)[^。]{0,80}信息公开|一、(?:19|20)\d\d年[^。\n]{0,16}法治政府建设[^。\n]{0,12}(?:情况|举措|成效)"
        r"|现将(?:19|20)\d\d年[^。]{0,40}报告如下|现将[^。]{0,30}(?:法治政府建设|年度)[^。]{0,30}(?:报告|公布)如?下?",
    ),
    (
        "meeting_minutes",
        r"(?<!定期)(?<!多次)(?<!先后)召开(?!的)[^。]{0,40}(?:第\S{1,8}次|常务会|常委会|专题会)|会议(?:传达学习|审议|听取|研究|学习)了",
    ),
    (
        "statistical_bulletin",
        r"(?:根据|经)[^。]{0,12}(?:初步核算|统计局?反馈)|初步(?:核算|测算|统计)[^。]{0,24}生产总值|全年(?:实现|完成)?(?:地区)?生产总值[^。]{0,6}\d",
    ),
    ("action_plan", r"(?:特)?制定(?:本|如下|以下)(?:\S{0,6})?(?:方案|计划|规划)|现制定方案如下"),
)
"""Document type and what its preamble says; the first that fits counts."""

_TITLE_FORMS = tuple((name, re.compile(form)) for name, form in TITLE_FORMS)
_BODY_FORMS = tuple((name, re.compile(form)) for name, form in BODY_FORMS)
_ADDRESSED = re.compile(r"\s*各[^。\n]{2,80}:\s*\n")
"""各乡镇人民政府,县政府各部门: opens a text that is sent round."""
_BRACKETS_AT_END = re.compile(
    r"\s*(?:\([^()]{1,40}\)|〔[^〔〕]{1,40}〕|\[[^\[\]]{1,40}\]|【[^【】]{1,40}】)\s*$"
)


def document_type(parts: Parts) -> str:
    """One of the types of the data contract; `other` where neither title nor preamble tells."""
    title = parts.title.title if parts.title is not None else parts.value(*TITLE_KEYS)
    by_title = type_of_title(title) if title else None
    addressed = title is None and _ADDRESSED.match(parts.text, *parts.preamble)
    return by_title or _type_of_body(parts) or ("notice" if addressed else "other")


def type_of_title(title: str) -> str | None:
    """The type that the form of a title tells, or None: 关于…的通知 is a notice, whatever it sends round."""
    bare = title.strip()
    while (cut := _BRACKETS_AT_END.sub("", bare)) != bare and cut:
        bare = cut
    bare = re.sub(r"\s+", "", bare).rstrip('》”"')
    return next((name for name, form in _TITLE_FORMS if form.search(bare)), None)


def _type_of_body(parts: Parts) -> str | None:
    preamble = parts.text[slice(*parts.preamble)]
    return next((name for name, form in _BODY_FORMS if form.search(preamble)), None)
