-- title: 文档覆盖
-- title_en: Coverage
-- question: 哪些区县有哪些年份的哪类文档,哪些区县没有?
-- question_en: Which districts have which documents of which years, and which have none?
-- grain: district, document type and year; a district without any document has one row with neither type nor year
-- key: province, city, district, district_code, document_type, year
-- counted: documents
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column document_type: Type of the documents counted
-- column year: Year that they are about or were published in
-- column documents: How many there are
-- column characters: Characters of their normalised text
-- column first_date: Earliest date of one of them: published, else signed, else the day of the event
-- column last_date: Latest such date
-- column kind_of_empty: not_collected where the lake has no document of this district
SELECT
    province,
    city,
    district,
    district_code,
    document_type,
    year,
    count(*) AS documents,
    sum(character_count)::BIGINT AS characters,
    min(coalesce(publish_date, signed_date, event_date)) AS first_date,
    max(coalesce(publish_date, signed_date, event_date)) AS last_date,
    NULL AS kind_of_empty
FROM documents
GROUP BY ALL
UNION ALL BY NAME
SELECT *, 0 AS documents, 0 AS characters FROM silent_districts('documents')
ORDER BY province, city, district_code NULLS LAST, district NULLS LAST, document_type NULLS LAST, year NULLS LAST
