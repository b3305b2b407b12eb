-- What a district announced: targets with a figure, measures of plans and of chapters on what comes next, and the plans
-- themselves. `id` is the record, of a plan its document. `item` is what a later record must have to be about the same.
SELECT
    'figure' AS aspect,
    record_id AS id,
    document_id,
    province,
    city,
    district,
    district_code,
    year,
    label AS words,
    value,
    unit,
    item
FROM figures
WHERE value_status = 'target' AND label IS NOT NULL AND year IS NOT NULL
UNION ALL
SELECT
    'measure',
    measures.record_id,
    measures.document_id,
    measures.province,
    measures.city,
    measures.district,
    measures.district_code,
    measures.year,
    measures.headline,
    NULL,
    NULL,
    measures.group_id
FROM grouped_measures AS measures
JOIN documents USING (document_id)
LEFT JOIN sections ON measures.section_id = sections.section_id
WHERE
    measures.year IS NOT NULL
    AND (
        documents.document_type IN ('action_plan', 'notice')
        OR regexp_matches(array_to_string(sections.path, '/'), '下一?步|打算|工作安排|今后|年(度)?(主要)?(目标|任务)')
    )
UNION ALL
SELECT
    'plan',
    document_id,
    document_id,
    province,
    city,
    district,
    district_code,
    year,
    title,
    NULL,
    NULL,
    coalesce(nullif(regexp_extract(title, '《(.+)》', 1), ''), title)
FROM documents
WHERE document_type IN ('action_plan', 'notice') AND title IS NOT NULL AND year IS NOT NULL
