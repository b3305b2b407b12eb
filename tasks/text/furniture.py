"""Web-page furniture: the lines that the site wrote around the document.

A line is furniture by its own form, or by a form that a body could have too and standing next to furniture.
A line with a full sentence in it is never furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.text.data_box import data_box
from tasks.text.lines import Line, filled_lines
from tasks.text.model import Furniture

LONGEST = 220
"""A longer line is a paragraph, whatever it begins with."""

_PAGE_KEYS = (
    "(?:发布|公开|生成|成文|发文|更新|录入|印发)(?:时间|日期)|发布于|浏览(?:次数|量|数)|阅读(?:次数|量|数)?|点击(?:次数|率|数|量)|"
    "访问(?:次数|量)|(?:信息|文章|稿件|内容)?来源|责任编辑|责编|编辑|[一二三]审|校对|监制|统筹|作者|初审|复审|终审|撰稿人?|供稿|字体(?:大小)?|"
    "文字大小|字号|索引号|(?:主题|体裁|组配|信息|公文|服务对象)分类|(?:发布|发文|制发)(?:机构|机关|单位)|公开(?:方式|范围|时限|形式)|"
    "发文字号|文件编号|索取号|公文种类|公开主体|信息(?:索引号?|名称|公开目录)|公开目录|内容概述|有效性|时效性|所属主题|(?:保护)?视力保护色?"
)
_SITE_KEYS = (
    "(?:网站|运行)维护(?:单位)?|运维单位|版权所有|技术支持|(?:政府)?网站(?:标识码|备案号|管理|维护|电话|邮箱)|"
    "ICP备案?(?:序?号)?|友情链接|(?:公安(?:机关)?)?备案(?:序?号)|网站(?:监督|违法|不良|联系|举报).{0,8}(?:热线|电话|邮箱)|copyright|©"
)
_LINK_KEYS = (
    "(?:文件|政策|图文|图片|视频|文字|部门|专家|媒体|相关)解读|解读(?:链接|文件|材料)|图解|一图读懂|相关(?:链接|文档|文件|阅读|稿件|信息|新闻|政策|附件)|"
    "(?:附件|文件)下载|下载附件|关联文件|附件列表|[上下]一?[篇条页]|推荐阅读|延伸阅读|原文链接"
)
_BUTTONS = (
    "打印本页|打印文章|打印|关闭窗口|关闭本页|关闭|返回(?:顶部|首页|列表|上页|上一页)?|分享到?|收藏本页|收藏|我要纠错|复制链接|下载|"
    "网站地图|站点地图|联系我们|关于我们|网站声明|隐私声明|版权声明|无障碍(?:浏览|阅读|服务|版)?|长者模式|适老版|(?:进入)?关怀版|TOP|繁[体體][版字]?|简体[版字]?|English|EN|"
    "朗读|语音播报|我要(?:打印|收藏|分享|关注)|打印(?:此页|页面)|关闭(?:此页|页面)|分享|手机版|微信|微博|QQ空间|登录|注册|设为首页|加入收藏|首页|相关文章|相关附件|大|中|小|字体|字号|\\+|-"
)
_SITE_SECTIONS = r"首\s?页|政[务府](?:信息)?公开|信息公开|政务服务|政民互动|互动交流|公众参与|解读回应|数据开放|新闻中心|网站"
_PADDED_KEY = re.compile(r"[\u4e00-\u9fff]{1,2}(?:\s{1,8}[\u4e00-\u9fff]{1,2}){1,4}\s*(?=:)")
"""A key that was spread to the width of the others: 索 引 号:"""
_TIMESTAMP = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
_GAP = r"[\[\]【】()<>|/·:\s]"

Forms = tuple[tuple[str, re.Pattern[str]], ...]
"""(kind, what the line begins with)."""

STRONG: Forms = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        ("image", r"\S{1,80}\.(?:png|jpe?g|gif|bmp|webp|svg|ico)$"),
        ("breadcrumb", r"·?\s*您?(?:当前|现在|所在|目前)?(?:所在)?的?(?:位置|页面)\s*(?:是|在)?\s*[:>]"),
        ("breadcrumb", r"(?:网站|门户)?首页\s*(?:>|》|›|→|\||/|--?)+\s*\S"),
        ("breadcrumb", r"[^>。,;]{2,20}(?:\s*>+\s*[^>。,;]{2,20}){2,}$"),
        (
            "navigation",
            rf"(?=.*(?:{_SITE_SECTIONS}))[^|。,;]{{2,40}}(?:\s*\|\s*[^|。,;]{{2,12}}){{2,}}\|?$",
        ),
        ("metadata", rf"[·\[【(]*\s*(?:{_PAGE_KEYS})\s*[\]】]?\s*:(?!.*。)"),
        (
            "metadata",
            r"(?:日期|时间)\s*:\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?.*(?:来源|浏览|阅读|点击|作者|编辑|字)",
        ),
        ("metadata", r"(?:日期|时间)\s*:\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$"),
        ("metadata", rf"{_TIMESTAMP}\s+(?:{_PAGE_KEYS})\s*:"),
        ("metadata", rf"[^。;]{{0,60}}\s(?:{_PAGE_KEYS})\s*:[^。;]{{1,60}}\s(?:{_PAGE_KEYS})\s*:"),
        (
            "publicity_mark",
            r"\(?\s*(?:此件|本件|本文|(?:信息)?公开(?:选项|属性|方式|类别|形式)\s*:)?\s*(?:主动|依申请|不予|全文|部分|删减)?公开(?:发布)?\s*\)?$",
        ),
        ("footer", rf"(?:{_SITE_KEYS})\s*[:©]"),
        ("footer", r"(?:主办|承办).{1,60}(?:版权所有|网站|备案|ICP)"),
        ("footer", r"(?:copyright\b|©|版权所有)"),
        ("footer", r".{0,60}?[\u4e00-\u9fff]\s?(?:ICP备|公网安备)\s*\d"),
        ("footer", r"(?:本站)?(?:建议|推荐|请)(?:您)?使用.{0,60}(?:分辨率|浏览器)"),
        ("related_link", rf"[·\[【(]*\s*(?:{_LINK_KEYS})\s*[\]】)]?\s*:"),
        ("metadata", rf"[^。;:]{{2,40}}\s+{_TIMESTAMP}\s+发表于\s?\S{{2,6}}$"),
        (
            "share",
            r"(?:阅读|在看|点赞|赞|分享|收藏|转发|评论)\s*\d+(?:\s+(?:在看|点赞|赞|分享|收藏|转发|评论)\s*\d*)*$",
        ),
        ("share", r"(?:使用|用|打开)?微信(?:扫一扫|扫码).{0,16}$"),
        ("share", r"[^。,;]{0,8}[“\"]?扫一扫[”\"]?.{0,24}(?:打开|浏览|分享|关注|查看|访问).{0,12}$"),
        ("share", rf"{_GAP}*(?:{_BUTTONS})(?:{_GAP}+(?:{_BUTTONS}))+{_GAP}*$"),
        (
            "share",
            rf"[\[【](?:{_BUTTONS})[\]】]$|(?:打印本页|关闭窗口|返回顶部|分享到:?|相关文章|我要纠错|分享:)$",
        ),
        ("search", r"请输入(?:您?要?(?:搜索|查询|检索)的?)?(?:关键[字词]|内容).{0,12}$"),
        ("navigation", r"(?:网站|门户)?首\s?页(?:\s+[^\s。,;:]{2,8}){3,}$"),
        ("metadata", r"(?:[\u4e00-\u9fff]{2,6}\s*:|url\s*:)?\s*https?://\S+$"),
        ("metadata", r"(?:https?://)?www\.[\w.\-/]+$"),
        ("banner", r"今天是\s*:?\s*(?:19|20)\d\d年.{0,30}$"),
        (
            "related_link",
            r"(?:相关(?:新闻|稿件|文章|阅读|链接|信息|文档|文件)|推荐阅读|延伸阅读|热点(?:新闻|信息)|友情链接)$",
        ),
        ("metadata", r"第?\s?[A-Z]?\d{1,3}版\s*:\s*\S{0,8}$"),
        ("rule", r"(?:={5,}|-{5,}|—{5,}|_{5,}|\*{5,}|#{5,}|~{5,})$"),
        ("page_number", r"(?:[-—–·]+\s?\d{1,4}\s?[-—–·]+|第\s?\d{1,4}\s?页(?:[,/\s]*共\s?\d{1,4}\s?页)?)$"),
        ("metadata", r"\(?共印\s?\d{1,5}\s?份\)?$"),
        ("related_link", r"附件\s*\d{0,2}\s*[【\[][^【】\[\]]{1,100}\.[A-Za-z]{2,4}\s*[】\]]"),
    )
)
"""Forms that only a web page has."""
_ANY_STRONG = re.compile("|".join(f"(?:{form.pattern})" for _, form in STRONG), re.I)
"""All of them at once: most lines have none."""

WEAK: Forms = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (
            "footer",
            r"(?:联系|办公|咨询|监督|举报|投诉|服务|值班)?(?:电话|热线|邮箱|地址|传真|邮编|邮政编码|电子邮[箱件])\s*:",
        ),
        ("footer", r"e-?mail\s*:"),
        ("footer", r"(?:主办|承办|协办|维护|主管)(?:单位)?\s*:"),
        (
            "metadata",
            r"[·\[【(]*\s*(?:信息员|审核人?|有效期|废止日期|关键[词字]|主题词|标题|名称|文号|分类|类别|主题|状态|签发人)\s*[\]】]?\s*:",
        ),
        ("related_link", r"[^。;]{1,100}\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd|mp4)$"),
        ("metadata", r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$"),
        ("metadata", r"[A-Za-z\d/.\-_]{6,40}$"),
        ("metadata", r"[\u4e00-\u9fff]{2,6}\s*:\s*[A-Za-z\d][A-Za-z\d/.\-_]{4,40}$"),
        ("related_link", rf"·?\s*[^。;]{{4,60}}\s+[\[(]?{_TIMESTAMP}[\])]?$"),
        ("navigation", rf"(?:{_SITE_SECTIONS}|走进[\u4e00-\u9fff]{{2,4}}|[\u4e00-\u9fff]{{2}}概况)$"),
        ("share", rf"(?:{_BUTTONS})$"),
        ("footer", r"(?:[\u4e00-\u9fff]{2,14}(?:人民政府|政府网|信息网|门户网站?)(?:\s+|$)){2,}$"),
    )
)
"""Forms that a body may have too: they count beside furniture."""

BANNER = (
    "banner",
    re.compile(r"[\u4e00-\u9fff]{2,16}(?:人民政府|政府网|信息网|门户网站)(?:门户)?(?:网站?)?$"),
)
BANNER_LINES = 3
"""The name of the site stands in the first lines, above other furniture."""


def find_furniture(text: str) -> tuple[Furniture, ...]:
    """The furniture of `text`, one document or a whole source: whole lines, in order, without their line breaks."""
    lines = filled_lines(text)
    box = data_box(lines)
    kinds = ["metadata" if i in box else _kind(line, STRONG) for i, line in enumerate(lines)]
    _spread(lines, kinds)
    return tuple(
        Furniture(line.start, line.end, kind)
        for line, kind in zip(lines, kinds, strict=True)
        if kind is not None
    )


def _kind(line: Line, forms: Forms) -> str | None:
    words = line.words
    if len(words) > LONGEST or words.endswith("。"):
        return None
    key = _PADDED_KEY.match(words)
    if key:
        words = re.sub(r"\s", "", key[0]) + words[key.end() :]
    if forms is STRONG and not _ANY_STRONG.match(words):
        return None
    return next((kind for kind, form in forms if form.match(words)), None)


def _spread(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Weak forms become furniture next to furniture, down and then up."""
    for i in range(1, len(lines)):
        if kinds[i] is None and kinds[i - 1] not in (None, "publicity_mark"):
            kinds[i] = _kind(lines[i], WEAK)
    for i in range(len(lines) - 2, -1, -1):
        if kinds[i] is None and kinds[i + 1] not in (None, "publicity_mark"):
            kinds[i] = _kind(lines[i], WEAK if i >= BANNER_LINES else (*WEAK, BANNER))
