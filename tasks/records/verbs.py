"""What is done to a cited document: governing verbs and their classes."""

from __future__ import annotations

import re
from collections.abc import Mapping

CLASSES: Mapping[str, str] = {
    verb: action
    for action, verbs in {
        "制定": "制定 编制 编写 拟定 拟订 制订 起草 草拟 研究制定 制作 编印 编纂",
        "印发": "印发 下发 制发 转发 发出 发放 批转 发布 颁发 签发 核发 分发 刊发",
        "出台": "出台 颁布",
        "修订": "修订 修改 修正 修编 更新",
        "完善": "完善 健全 充实",
        "审议": "审议 审定 审核 审阅 讨论 研究",
        "通过": (
            "审议通过 讨论通过 原则通过 表决通过 研究通过 一致通过 会议通过 审议并通过 审议并原则通过 讨论并通过 讨论并原则通过 "
            "通过了 原则同意 审议同意 会议同意 同意"
        ),
        "学习": "学习 自学 研学 研读 学深悟透 培训 专题辅导 辅导",
        "传达": "传达 传达学习",
        "落实": "落实 执行 实施 贯彻落实 遵守",
        "贯彻": "贯彻 学习贯彻 宣传贯彻",
        "其他": (
            "按照 依照 遵照 根据 依据 对照 结合 围绕 符合 违反 形成 建立 签订 签署 纳入 公示 公开 公布 解读 宣传 "
            "观看 收看 观摩 确定 举办 填写 提交 上报 报送 报 评估 参照 作为 列入 涉及 推进 推动 起底 开展 上传 张贴 "
            "废止 清理 汇编 梳理 使用 参与 通过 获得 取得 送达 出具 收到 领取 评选 录制 拍摄 播放 撰写 发表 刊登 演出"
        ),
    }.items()
    for verb in verbs.split()
}
"""Verb → class of action. The last verb in front of a title governs it (制定印发 is 印发)."""

_VERB = "|".join(sorted(CLASSES, key=len, reverse=True))
VERB = re.compile(_VERB)
"""Any verb of the table, the longest first."""

OBJECT_FIRST = re.compile(
    r"(?:对(?![照口比接标])|将|把|就)(?P<between>[^,。;、]{0,12})$|(?:开展|组织|进行)了?$"
)
"""In front of a title: the verb comes after it (对《…》进行修订, 将《…》印发, 开展《…》专题学习)."""

ATTRIBUTE = re.compile(
    r"(?:新|最新|刚刚?|重新|近期)(?:制定|修订|修改|修正|修编|颁布|出台|印发|发布|实施)后?的|修[订改正]后的"
)
"""What a document is said to be (贯彻新修订的《…》): it governs only where no other verb does."""

NOT_A_VERB = re.compile(
    r"(?:学习|落实|培训|研究|宣传|实施|审核)(?:情况|教育|活动|计划|方案|小组|中心|会|班|力度|机制|效果)|工作通过"
)
"""Verbs that stand inside a noun (落实情况, 学习教育): they govern nothing."""
