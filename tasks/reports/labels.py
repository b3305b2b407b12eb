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
    "districts": "涉及区县数",
    "reports": "会议报道",
    "bodies": "会议主体",
    "agenda_items": "议题",
    "studied": "传达学习",
    "reviewed": "审议",
    "discussed": "研究",
    "heard": "听取汇报",
    "arranged": "部署",
    "other_items": "其他议题",
    "decisions": "有决定",
    "with_units": "有交办单位",
    "with_attendance": "有名单",
    "presiding": "主持人次",
    "present": "出席人次",
    "observing": "列席人次",
    "invited": "应邀列席人次",
    "stream": "巡视巡察类型",
    "wordings": "问题原话",
    "shared_wordings": "他处同文",
    "answered": "有整改",
    "unanswered": "无整改",
    "completed": "完成",
    "mostly_completed": "基本完成",
    "continuing": "持续推进",
    "without_status": "未注明进度",
    "publishes": "公开内容",
    "problem_headings": "问题标题",
    "remedy_headings": "整改标题",
    "aspect": "方面",
    "item": "事项",
    "unit": "计量单位",
    "records": "提及",
    "with_amount": "有数",
    "printed": "原文",
    "stated_value": "原文数值",
    "derived_sum": "推算合计",
    "group_name": "巡察组",
    "on_site_start": "进驻",
    "on_site_end": "结束",
    "feedback": "反馈",
    "first_meeting": "首次会议",
    "democratic_life_meeting": "民主生活会",
    "signed": "成文",
    "published": "公开",
    "days_on_site": "驻点天数",
    "days_to_feedback": "结束至反馈",
    "days_to_meeting": "反馈至会议",
    "days_to_publication": "反馈至公开",
    "steps": "有日期的步骤",
    "undated_steps": "仅有月份的步骤",
    "peers": "同组区县",
    "expected": "应有",
    "missing": "缺",
    "missing_numbers": "缺号",
    "days_shortest": "最短天数",
    "days_median": "中位天数",
    "days_longest": "最长天数",
    "theme": "主题",
    "measure": "举措",
    "years": "年份",
    "districts_with_measures": "有举措的区县数",
    "share_of_districts": "占比",
    "reach": "普遍程度",
    "own_characters": "独有字数",
    "other_documents": "同文文档数",
    "other_document_id": "另一文档",
    "other_title": "另一文档标题",
    "other_province": "另一省",
    "other_city": "另一市",
    "other_district": "另一区县",
    "other_year": "另一年份",
    "same_district": "同一区县",
    "shared_sentences": "同文句数",
    "other_sentences": "另一方同文句数",
    "shared_characters": "同文字数",
    "shared_share": "同文占比",
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

VALUES: Mapping[str, Mapping[str, str]] = {
    "document_type": DOCUMENT_TYPES,
    "aspect": {
        "result": "问责结果",
        "deadline": "明确时限",
        "vague_deadline": "模糊时限",
        "no_deadline": "无时限",
        "lead": "牵头单位",
        "responsible": "责任单位",
        "cooperating": "配合单位",
        "number": "文号",
        "annual_report": "年度报告",
        "days": "成文至公开",
    },
    "item": {
        **DOCUMENT_TYPES,
        "day": "到日",
        "month": "到月",
        "quarter": "到季度",
        "year": "到年",
        "recurring": "定期",
        "immediate": "立行立改",
        "standing": "长期坚持",
        "other": "其他",
        "none": "未写",
    },
    "reach": {"common": "普遍", "several": "数地", "own": "独有"},
    "publishes": {
        "problem_and_remedy": "问题与整改",
        "mostly_remedy": "主要是整改",
        "remedy_only": "仅整改",
        "problem_only": "仅问题",
        "neither": "均无",
    },
}
"""Column of a comparison → the Chinese names of those of its values that are codes."""

KINDS_OF_EMPTY: Mapping[str, str] = {
    "not_collected": "未收集",
    "not_reported": "未提及",
    "reported_without_value": "提及无数",
    "not_extracted": "未抽取",
}
"""Four kinds of empty stay apart: no document, nothing said, said without a figure, flagged by a check."""

MEANINGS_OF_EMPTY: Mapping[str, str] = {
    "not_collected": "语料中没有该区县的此类文档",
    "not_reported": "有文档，但未提及",
    "reported_without_value": "有提及，但未给出数值",
    "not_extracted": "检查发现疑点，数值未采用",
}

MEANINGS_OF_EMPTY_EN: Mapping[str, str] = {
    "not_collected": "the lake has no such document of this district",
    "not_reported": "there are documents, and none speaks of it",
    "reported_without_value": "spoken of, without a figure",
    "not_extracted": "flagged by a check; the value is not used",
}


def english(name: str) -> str:
    """A column or a code in English: its own name, with blanks."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


_FULL_WIDTH = str.maketrans(",:;?!()", "，：；？！（）")


def printed(text: str) -> str:
    """A Chinese title or question with Chinese punctuation: headers of queries are typed with the keyboard's."""
    return text.translate(_FULL_WIDTH)
