"""What the readers of results see instead of names and codes: Chinese first."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, str] = {
    "province": "省",
    "city": "市",
    "district": "区县",
    "district_code": "区划代码",
    "document_type": "文种",
    "year": "年份",
    "documents": "文档",
    "characters": "字数",
    "first_date": "最早日期",
    "last_date": "最晚日期",
    "first_year": "最早年份",
    "last_year": "最晚年份",
    "sections": "章节",
    "sentences": "句子",
    "problems": "问题",
    "measures": "举措",
    "assignments": "任务",
    "metrics": "数据",
    "citations": "引用",
    "meetings": "会议",
    "words": "词数",
    "own_words": "独有词数",
    "own_share": "独有占比",
    "title": "引用文件",
    "cited_by_districts": "引用区县数",
    "mentions": "次数",
    "nested_mentions": "嵌套次数",
    "actions": "行为",
    "word": "词",
    "rank": "位次",
    "score": "特异度",
    "count": "次数",
    "count_elsewhere": "他处次数",
    "districts": "使用区县数",
    "kind_of_empty": "空缺原因",
}
"""Column of a comparison → its Chinese title."""

DOCUMENT_TYPES: Mapping[str, str] = {
    "meeting_minutes": "会议纪要",
    "notice": "通知",
    "action_plan": "工作方案",
    "annual_report": "年度报告",
    "rectification_report": "整改报告",
    "work_report": "政府工作报告",
    "statistical_bulletin": "统计公报",
    "other": "其他",
}

KINDS_OF_EMPTY: Mapping[str, str] = {
    "not_collected": "未收集",
    "not_reported": "未提及",
    "reported_without_value": "有述无数",
    "not_extracted": "待核",
}
"""Four kinds of empty stay apart: no document, nothing said, said without a figure, flagged by a check."""
