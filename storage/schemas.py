"""The data contract: every table, column by column, declared once.

From these declarations come the Arrow schemas of the Parquet files, `docs/tables.md`, the comments in
`catalog.duckdb` and the generic checks (unique keys, foreign keys, not null). Add columns freely; the ones
here keep their names and meanings.

Suffixes mean something: `_id` a 32-digit hex key derived from content, `_code` a code of a published list,
`_date` a DATE, `_char` an offset in the decoded source file, `text_` an offset in `documents.text`. All offsets
count characters (Unicode code points), from 0, half open.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from storage.table import AMOUNT, DAY, FLAG, INT, TEXT, WORDS, Column, Table

UNKNOWN_PLACE = "未知"
"""Directory and column value for a province or city that neither the document nor its path tells."""


def _c(name: str, type_: pa.DataType, description: str, unit: str = "") -> Column:
    return Column(name, type_, description, unit)


def _r(name: str, type_: pa.DataType, description: str, unit: str = "") -> Column:
    """A column that is never null."""
    return Column(name, type_, description, unit, nullable=False)


def _coded(name: str, description: str) -> Column:
    """A code that is found when partitions are merged; null where nothing fits well enough."""
    return Column(name, TEXT, description, coded=True)


PLACE = (
    _r("document_id", TEXT, "The document: first 128 bits, in hex, of sha256 over its raw characters"),
    _r("province", TEXT, f"Province (省级) as published; {UNKNOWN_PLACE} where not known"),
    _r("city", TEXT, f"Prefecture-level city (地级) as published; {UNKNOWN_PLACE} where not known"),
    _c("district", TEXT, "County-level division (县级), full name; null where not known"),
    _c(
        "district_code",
        TEXT,
        "Six-digit GB/T 2260 code in force at the document's date; null where not known",
    ),
    _c("year", INT, "Year that the document is about or was published in; see documents.year_basis"),
)

SPAN = (
    _r("start_char", INT, "First character in the decoded source file", "characters"),
    _r("end_char", INT, "End in the decoded source file, exclusive", "characters"),
    _r("text_start", INT, "First character in documents.text", "characters"),
    _r("text_end", INT, "End in documents.text, exclusive", "characters"),
)

PROVENANCE = (
    _r("record_id", TEXT, "Key of the row: document_id, kind and span"),
    _c("section_id", TEXT, "Section that the quote stands in"),
    _c("sentence_id", TEXT, "Sentence that the quote stands in; null where it stands in page furniture"),
    _r("rule", TEXT, "Rule that made the row; docs/records.md describes each"),
    *SPAN,
    _r("quote", TEXT, "documents.text[text_start:text_end], to the letter"),
)

PATH = _r("section_path", WORDS, "Headings over the quote, from the outermost to the innermost")
CONTEXT = (
    PATH,
    _r("left_context", TEXT, "Its sentence in front of the number, the last 80 characters"),
    _r("right_context", TEXT, "Its sentence behind the number, the first 40 characters"),
    _r("document_type", TEXT, "Type of its document, as documents.document_type"),
)
"""Columns that let a row be coded without a join."""

THEMES = (
    _coded("theme_code", "Theme by place in the document, inherited from the headings above"),
    _coded("topic_code", "Theme by its own words"),
)

BY_CITY = ("province", "city", "year")
BY_PROVINCE = ("province", "year")
WHOLE_TEXTS = (10_000, 500)
"""Rows a file and a row group where a row holds a whole text, some 20 KB each."""
POSITION = ("district_code", "document_id", "text_start", "text_end", "record_id")


def _record_table(
    name: str, title: str, grain: str, columns: tuple[Column, ...], partition_by: tuple[str, ...] = BY_CITY
) -> Table:
    """A table of extracted facts: place, provenance, then its own columns."""
    return Table(name, title, grain, PLACE + PROVENANCE + columns, ("record_id",), partition_by, POSITION)


_TABLES = (
    Table(
        "sources",
        "来源文件",
        "input file",
        (
            _r("source_path", TEXT, "Path relative to the corpus; bytes that are not UTF-8 stand as \\xNN"),
            _c("source_sha256", TEXT, "sha256 of the content, in hex; null where it could not be read"),
            _r("size_bytes", pa.int64(), "Size of the file", "bytes"),
            _c(
                "format",
                TEXT,
                "What the content is: text, html, docx, pdf …; magic bytes decide, not the name",
            ),
            _c("encoding", TEXT, "Character encoding that was used to decode"),
            _c("encoding_evidence", TEXT, "Why that encoding: bom, utf8_strict, score …"),
            _c("script", TEXT, "simplified, traditional or mixed"),
            _r("status", TEXT, "ok, partial (something in it was refused), duplicate or rejected"),
            _c("reason_code", TEXT, "Why it was rejected or is partial: the code of the first refusal"),
            _r("document_count", INT, "Documents found in it", "documents"),
            _c(
                "cover_start_char",
                INT,
                "A bundle's own cover, which is no document: first character",
                "characters",
            ),
            _c("cover_end_char", INT, "A bundle's own cover: end, exclusive", "characters"),
        ),
        ("source_path",),
        (),
        ("source_path",),
    ),
    Table(
        "source_texts",
        "来源文本",
        "source whose text is not simply the decoded file",
        (
            _r("source_path", TEXT, "Path relative to the corpus"),
            _r("text", TEXT, "The extracted text that start_char and end_char refer to"),
        ),
        ("source_path",),
        (),
        ("source_path",),
        *WHOLE_TEXTS,
    ),
    Table(
        "document_sources",
        "文档出处",
        "occurrence of a document in a source",
        (
            *PLACE,
            _r("source_path", TEXT, "Source that holds the text"),
            _r("source_sha256", TEXT, "sha256 of that source"),
            _r("start_char", INT, "First character of the occurrence in that source", "characters"),
            _r("end_char", INT, "End of the occurrence in that source, exclusive", "characters"),
            _r(
                "is_owner",
                FLAG,
                "True for the occurrence that all other tables refer to: lowest path, then offset",
            ),
        ),
        ("document_id", "source_path", "start_char"),
        BY_CITY,
        ("district_code", "document_id", "source_path", "start_char"),
    ),
    Table(
        "documents",
        "文档",
        "document",
        (
            *PLACE,
            _r("source_path", TEXT, "Source of the owning occurrence"),
            _r("start_char", INT, "First character in that source, decoded", "characters"),
            _r("end_char", INT, "End in that source, exclusive", "characters"),
            _c("title", TEXT, "Title as printed, in simplified script; null where none is printed"),
            _c("title_inferred", TEXT, "What an untitled document would be called, from its own words"),
            _r(
                "document_type",
                TEXT,
                "meeting_minutes, notice, action_plan, annual_report, rectification_report, work_report, "
                "statistical_bulletin or other",
            ),
            _c("issuer", TEXT, "Body that issued it (发文机关)"),
            _c("document_number", TEXT, "发文字号, as printed"),
            _c("publish_date", DAY, "Day it was put on the web site"),
            _c("signed_date", DAY, "成文日期: date of the signature"),
            _c("event_date", DAY, "Day of the meeting or event it reports"),
            _c(
                "year_basis",
                TEXT,
                "Where the year is from: title, signed_date, publish_date, event_date, body, document_number, path",
            ),
            _c(
                "district_basis",
                TEXT,
                "Where the district is from: issuer, title, signature, footer, number, path, body",
            ),
            _r("script", TEXT, "simplified, traditional or mixed, as printed"),
            _r("fixes", WORDS, "Named fixes that normalisation applied, in order of first use"),
            _r(
                "text", TEXT, "Normalised text, simplified script; page furniture is in it but in no sentence"
            ),
            _r("character_count", INT, "Length of text", "characters"),
        ),
        ("document_id",),
        BY_CITY,
        ("district_code", "document_id"),
        *WHOLE_TEXTS,
    ),
    Table(
        "sections",
        "章节",
        "heading, with the text up to the next heading",
        (
            *PLACE,
            _r("section_id", TEXT, "Key of the row"),
            _c("parent_section_id", TEXT, "Section that this one stands under"),
            _r("level", INT, "Depth by nesting: 0 a title, 1 below it, and so on"),
            _r("ordinal", INT, "Position among all sections of the document, from 0"),
            _c("marker", TEXT, "Numbering as printed, such as 一、 or (二)"),
            _r(
                "heading",
                TEXT,
                "Heading without its marker, up to the first 。; empty for text before any heading",
            ),
            _r("path", WORDS, "Headings from the outermost to this one"),
            *SPAN,
            _r("tree_text_end", INT, "End in documents.text of everything under this heading", "characters"),
            *THEMES,
            _r("stance", TEXT, "problem, remedy or neutral: what the heading announces"),
        ),
        ("section_id",),
        BY_CITY,
        ("district_code", "document_id", "text_start", "ordinal"),
    ),
    Table(
        "sentences",
        "句子",
        "sentence of the body",
        (
            *PLACE,
            _r("sentence_id", TEXT, "Key of the row"),
            _r("section_id", TEXT, "Section that it stands in"),
            *SPAN,
            _r("text", TEXT, "documents.text[text_start:text_end]"),
            _r("words", WORDS, "Words by jieba; joined they are the text"),
        ),
        ("sentence_id",),
        BY_CITY,
        ("district_code", "document_id", "text_start"),
    ),
    _record_table(
        "measures",
        "举措",
        "一是 / 二是 item",
        (
            _r("ordinal", INT, "1 for 一是, 2 for 二是, …"),
            _r("marker", TEXT, "一是, 二是, … as printed"),
            _r("headline", TEXT, "Its first sentence or clause, without the marker"),
            _r("text", TEXT, "The whole item up to the next one, without the marker"),
            PATH,
            *THEMES,
        ),
    ),
    _record_table(
        "problems",
        "问题",
        "problem that an inspection found, with its response",
        (
            _r("problem", TEXT, "The problem in the words of the report"),
            _c("response", TEXT, "What was done about it, in the words of the report"),
            _c("stream", TEXT, "Kind of inspection: 常规, 营商环境, 选人用人, 巡察 …"),
            _c("status", TEXT, "完成, 基本完成 or 持续推进, where stated"),
            PATH,
            *THEMES,
        ),
    ),
    _record_table(
        "assignments",
        "任务分工",
        "task given to units",
        (
            _c("ordinal", INT, "Number of the task where the text numbers it"),
            _r("title", TEXT, "The task"),
            _r("lead_units", WORDS, "牵头单位"),
            _r("responsible_units", WORDS, "责任单位"),
            _r("cooperating_units", WORDS, "配合单位"),
            _c("deadline_text", TEXT, "完成时限 as printed"),
            _c(
                "deadline_kind",
                TEXT,
                "day, month, quarter, half, year, recurring, immediate (立行立改), standing (长期坚持)",
            ),
            _c("deadline_date", DAY, "Last day of the deadline"),
        ),
    ),
    _record_table(
        "metrics",
        "数据",
        "stated quantity",
        (
            _c("label", TEXT, "What is counted: the noun phrase with its context"),
            _r("value", AMOUNT, "Value as printed"),
            _c("value_max", AMOUNT, "Upper end of a range as printed"),
            _c("unit", TEXT, "Unit as printed, without 余"),
            _c(
                "value_normalized",
                AMOUNT,
                "Value in unit_normalized (万 and 亿 applied; percent stays percent)",
            ),
            _c(
                "unit_normalized",
                TEXT,
                "Base unit: 平方米 of areas (亩 is 2000/3 of it), else the unit printed",
            ),
            _c("qualifier", TEXT, "余, 多, 约, 近, 超, 不低于 …"),
            _c("comparator", TEXT, "同比增长, 下降, 提高到, 达到, 位列 …"),
            _c("direction", TEXT, "rise or fall, where the number is how far, or to what, something changed"),
            _c("value_status", TEXT, "actual, estimated, target, rule, baseline, quoted_in_problem or zero"),
            _c(
                "scope_kind",
                TEXT,
                "exercise, district, zone, department, campaign or case; city, province or country where the "
                "number is about more than the district; null where the text does not say",
            ),
            _c("scope_name", TEXT, "Name of the scope, where it has one"),
            _c("base", TEXT, "What a share is a share of: measures, problems, cases, requests, persons …"),
            _c("stream", TEXT, "Kind of inspection that the number belongs to"),
            _c("period_start", DAY, "First day of the period that it is about"),
            _c("period_end", DAY, "Last day of that period"),
            _c("period_basis", TEXT, "Where the period is from: sentence or section (its heading)"),
            _c(
                "value_recomputed",
                AMOUNT,
                "Share recomputed where the sentence holds numerator and denominator",
            ),
            _c(
                "recomputation_differs",
                FLAG,
                "True where the printed share is not the recomputed one at its own number of decimals",
            ),
            *CONTEXT,
            _coded("indicator_code", "Indicator that claims it; null where none does"),
            _coded("label_head", "Head noun of label, by which numbers that no indicator claims are grouped"),
        ),
    ),
    _record_table(
        "citations",
        "引用文件",
        "《…》 mention",
        (
            _r("title", TEXT, "What stands between the brackets"),
            _r("nested", FLAG, "True for a title inside another title"),
            _r(
                "action",
                TEXT,
                "Class of the governing verb: 制定 印发 出台 修订 完善 审议 通过 学习 传达 落实 贯彻 其他",
            ),
            _c("document_number", TEXT, "发文字号 that follows in brackets"),
            _c("issuer_level", TEXT, "central, ministry, province, city, district or unknown"),
        ),
    ),
    _record_table(
        "meetings",
        "会议",
        "meeting that a document reports",
        (
            _r("name", TEXT, "Name of the meeting"),
            _c("body", TEXT, "Body that met: 区政府, 区委 …"),
            _c("session_ordinal", INT, "届"),
            _c("meeting_ordinal", INT, "次"),
            _c("date", DAY, "Day of the meeting"),
            _c("chair", TEXT, "Who presided"),
            _c("chair_post", TEXT, "Post of the chair as printed"),
        ),
        BY_PROVINCE,
    ),
    _record_table(
        "agenda_items",
        "议题",
        "item of a meeting",
        (
            _c("ordinal", INT, "Number as printed, else its position"),
            _r("kind", TEXT, "传达学习, 审议, 研究, 听取汇报, 部署 or 其他"),
            _r("title", TEXT, "The item in the words of the minutes"),
            _r("cited_titles", WORDS, "Titles of the documents that it is about"),
            _c("decision", TEXT, "原则通过, 通过 …, as printed; null where none is reported"),
            _r("assigned_units", WORDS, "Units asked to act (请X…, 责成X…)"),
        ),
        BY_PROVINCE,
    ),
    _record_table(
        "people",
        "人员",
        "person mention",
        (
            _r("name", TEXT, "Name without padding"),
            _c("unit", TEXT, "Unit as printed"),
            _c("post", TEXT, "Post as printed"),
            _c("role", TEXT, "主持, 出席, 列席, 应邀列席, 组长, 副组长, 成员 …"),
        ),
        BY_PROVINCE,
    ),
    _record_table(
        "organisations",
        "机构",
        "organisation mention",
        (
            _r("name", TEXT, "As printed"),
            _c("canonical_name", TEXT, "Normalised within its district"),
            _c("function_code", TEXT, "Function, comparable across districts"),
        ),
        BY_PROVINCE,
    ),
    _record_table(
        "dates",
        "日期",
        "date or period mention",
        (
            _c("start_date", DAY, "First day; null for …前"),
            _c("end_date", DAY, "Last day; null for …以来 and …起"),
            _r("precision", TEXT, "day, month, quarter, half, year or range"),
            _r(
                "basis",
                TEXT,
                "explicit, or what the missing part was taken from: sentence, document, signed_date …",
            ),
        ),
    ),
    _record_table(
        "accountability",
        "问责",
        "result of discipline reported as done",
        (
            _r("kind", TEXT, "立案, 党纪政务处分, 组织处理, 约谈, 通报, 批评教育, 移送, 追缴, 退还 …"),
            _c("value", AMOUNT, "How many, or how much; null where only the kind is reported"),
            _c("unit", TEXT, "Unit of value"),
            _c("persons", INT, "Persons, where stated", "persons"),
            _c("cases", INT, "Cases, where stated", "cases"),
            _c("campaign", TEXT, "Campaign that it belongs to"),
            _c("direction", TEXT, "Of money: recovered, refunded or paid"),
        ),
        BY_PROVINCE,
    ),
    _record_table(
        "events",
        "事件",
        "dated event of an exercise",
        (
            _r(
                "kind",
                TEXT,
                "on_site_start, on_site_end, feedback, democratic_life_meeting, leading_group, …",
            ),
            _c("date", DAY, "Day of the event"),
            _c("year_inferred", FLAG, "True where the text gives no year"),
            _c("group_name", TEXT, "Inspection group"),
            _c("object", TEXT, "Body inspected"),
            _r("streams", WORDS, "Kinds of inspection"),
        ),
        BY_PROVINCE,
    ),
    _record_table(
        "contacts",
        "联系方式",
        "phone, mail, address or record number",
        (
            _r("kind", TEXT, "phone, email, postcode, address, icp, police_record or site_id"),
            _r("value", TEXT, "The number or address itself"),
        ),
        BY_PROVINCE,
    ),
    Table(
        "corrections",
        "更正",
        "line of the user's corrections, with what became of it",
        (
            *PLACE,
            _r("correction_id", TEXT, "Key of the row: a hash over what the correction does"),
            _r("line", INT, "Line of the file of corrections"),
            _r("table_name", TEXT, "Table that is corrected"),
            _r("row_id", TEXT, "Key of the corrected row: its record_id, or for documents the document_id"),
            _r("field", TEXT, "Column that is corrected; quote with an empty value: the row was removed"),
            _r("expected", TEXT, "What had been read; empty for null"),
            _r("value", TEXT, "What is right; empty for null"),
            _r(
                "status",
                TEXT,
                "applied; document_missing or row_missing: the source changed; other_value: it is read otherwise now; "
                "not_read: its file is gone and was kept, so that it could not be read again",
            ),
            _c("found", TEXT, "What was read in place of the expected value, where status is other_value"),
            _r("reason", TEXT, "Why, in the words of who corrected it"),
            _c("reviewed_by", TEXT, "Who reviewed it"),
            _c("reviewed_on", TEXT, "When it was reviewed, as written"),
        ),
        ("correction_id",),
        (),
        ("line",),
    ),
    Table(
        "rejects",
        "拒收",
        "input refused, whole or in part",
        (
            _r("source_path", TEXT, "Path relative to the corpus"),
            _r("stage", TEXT, "scan, decode, format, normalize, bundle, extract or resource"),
            _r("reason_code", TEXT, "Code of the reason; docs/reading.md and docs/operations.md list them"),
            _r("detail", TEXT, "What happened and what to do, one sentence"),
            _c("start_char", INT, "First character of what was refused; null for a whole file", "characters"),
            _c("end_char", INT, "Its end, exclusive", "characters"),
        ),
        ("source_path", "stage", "reason_code", "start_char"),
        (),
        ("source_path", "stage", "reason_code", "start_char"),
    ),
)

TABLES: Mapping[str, Table] = {table.name: table for table in _TABLES}
"""All tables by name, in the order of the data's way."""

RECORD_TABLES = tuple(t.name for t in _TABLES if any(c.name == "record_id" for c in t.columns))
"""Tables of extracted facts: each row has a rule, a span and a quote."""

SOURCE_TABLES = tuple(t.name for t in _TABLES if not any(c.name == "document_id" for c in t.columns))
"""Tables keyed by source_path; they are not partitioned."""
