"""Web-page furniture: the lines that the site wrote around the document.

A line is furniture by its own form (strong), or by a form that a body could have too (weak) and standing next to
furniture. A line with a full sentence in it is never furniture.
"""

from __future__ import annotations

import re

from tasks.text.lines import Line, filled, split_lines
from tasks.text.model import Furniture

LONGEST = 200
"""A longer line is a paragraph, whatever it begins with."""

_IMAGE = r"\S{1,80}\.(?:png|jpe?g|gif|bmp|webp|svg|ico)"
_FILE = r"[^。;]{1,100}\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd|mp4)"

_PAGE_KEYS = (
    "发布时间|发布日期|发布于|更新时间|浏览次数|浏览量|阅读次数|阅读量|点击数|点击次数|访问量|访问次数|点击率|信息来源|"
    "文章来源|稿件来源|来源|责任编辑|责编|编辑|作者|信息员|审核人|初审|复审|终审|撰稿|供稿|字体|字体大小|文字大小|字号|"
    "索引号|主题分类|体裁分类|组配分类|发布机构|发文机构|公开方式|公开范围|公开时限|公开日期|生成日期|成文日期|发文日期|"
    "发文字号|信息分类|信息索引|信息名称|有效性|有效期|关键词|主题词|所属主题|分享|分享到|打印|保护视力色|视力保护色"
)
_SITE_KEYS = (
    "主办单位|主办|承办单位|承办|协办单位|维护单位|运维单位|版权所有|技术支持|网站标识码|政府网站标识码|"
    "ICP备案序号|ICP备案号|ICP备案|ICP备|备案号|备案序号|网站备案号|公安备案号|公安机关备案号|"
    "网站监督举报热线|网站举报邮箱|网站管理|网站维护|网站联系电话|网站电话|网站邮箱|政务服务热线|Copyright|copyright|©"
)
_LINK_KEYS = (
    "文件解读|政策解读|解读链接|解读文件|图文解读|图解|一图读懂|相关链接|相关文档|相关文件|相关阅读|相关稿件|相关信息|"
    "相关解读|相关新闻|附件下载|下载附件|上一篇|下一篇|上一条|下一条|上篇|下篇|推荐阅读|延伸阅读"
)
_BUTTONS = (
    "打印本页|打印|关闭窗口|关闭本页|关闭|返回顶部|返回首页|返回列表|返回上页|返回|分享到|分享|收藏本页|收藏|我要纠错|"
    "网站地图|联系我们|关于我们|网站声明|隐私声明|站点地图|无障碍浏览|无障碍|长者模式|适老版|繁体版|繁体|简体|English|"
    "手机版|微信|微博|登录|注册|设为首页|加入收藏|大|中|小|打印文章|下载|复制链接|字体"
)

_STRONG: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("image", re.compile(rf"{_IMAGE}$", re.I)),
    (
        "breadcrumb",
        re.compile(r"(?:您?(?:当前|现在|所在)的?(?:所在)?(?:的?位置|页面)|您的位置)\s*(?:是)?\s*[::>]"),
    ),
    ("breadcrumb", re.compile(r"(?:网站)?首页\s*(?:>|»|›|/|-|—|→|\|)+\s*\S")),
    ("metadata", re.compile(rf"[\[【(]?\s*(?:{_PAGE_KEYS})\s*[::]")),
    ("metadata", re.compile(r"(?:日期|时间)\s*[::]\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")),
    ("footer", re.compile(rf"(?:{_SITE_KEYS})\s*[::©]")),
    (
        "footer",
        re.compile(
            r".{0,60}?(?:[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新]ICP备|公网安备)\s*\d"
        ),
    ),
    ("footer", re.compile(r"(?:copyright\b|©|版权所有)", re.I)),
    ("footer", re.compile(r"(?:建议|推荐|请)使用.{0,60}(?:分辨率|浏览器)")),
    ("related_link", re.compile(rf"[\[【(]?\s*(?:{_LINK_KEYS})\s*[\]】)]?\s*[::]")),
    ("share", re.compile(r"扫一扫.{0,20}(?:打开|浏览|分享|关注|查看).{0,12}$")),
    ("share", re.compile(rf"(?:[\[【(<|/·\s]*(?:{_BUTTONS})[\]】)>|/·\s]*){{2,}}$")),
    ("share", re.compile(rf"[\[【](?:{_BUTTONS})[\]】]$|(?:打印本页|关闭窗口|返回顶部|分享到:?)$")),
)
_WEAK: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "footer",
        re.compile(
            r"(?:联系|办公|咨询|监督|举报|投诉)?(?:电话|热线|邮箱|地址|传真|邮编|邮政编码|电子邮箱|电子邮件)\s*[::]|e-?mail\s*[::]",
            re.I,
        ),
    ),
    ("related_link", re.compile(rf"{_FILE}$", re.I)),
    ("metadata", re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$")),
    ("share", re.compile(rf"(?:{_BUTTONS})$")),
)


def find_furniture(text: str) -> tuple[Furniture, ...]:
    """The furniture of one document: whole lines of `text`, in order, without their line breaks."""
    lines = filled(split_lines(text))
    kinds = [_kind(line, _STRONG) for line in lines]
    _spread(lines, kinds)
    return tuple(
        Furniture(line.start, line.end, kind)
        for line, kind in zip(lines, kinds, strict=True)
        if kind is not None
    )


def _kind(line: Line, forms: tuple[tuple[str, re.Pattern[str]], ...]) -> str | None:
    words = line.words
    if len(words) > LONGEST or "。" in words:
        return None
    return next((kind for kind, form in forms if form.match(words)), None)


def _spread(lines: list[Line], kinds: list[str | None]) -> None:
    """Weak forms become furniture next to furniture, in both directions."""
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for i in order:
            if kinds[i] is None and kinds[i + step] is not None:
                kinds[i] = _kind(lines[i], _WEAK)
