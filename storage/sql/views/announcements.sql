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
    documents.document_id,
    documents.document_id,
    documents.province,
    documents.city,
    documents.district,
    documents.district_code,
    documents.year,
    documents.title,
    NULL,
    NULL,
    coalesce(issued.name, documents.title)
FROM documents
LEFT JOIN document_names AS issued ON documents.document_id = issued.document_id AND issued.kind = 'issued'
WHERE
    documents.document_type IN ('action_plan', 'notice')
    AND documents.title IS NOT NULL
    AND documents.year IS NOT NULL
