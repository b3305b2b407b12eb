-- What each cell of the comparison `problems` counts: the cell's column, and the id of one record or heading behind it.
-- Headings are counted in reports on rectification alone: elsewhere a remedy answers no inspection. They belong to the
-- whole district (`stream` is null and `of_district` true), since a heading names no kind of inspection.
SELECT 'problems' AS cell, record_id AS id, province, city, district, district_code, stream, false AS of_district
FROM problems
UNION ALL
SELECT CASE WHEN response IS NULL THEN 'unanswered' ELSE 'answered' END, record_id, province, city, district, district_code, stream, false
FROM problems
UNION ALL
SELECT
    CASE status
        WHEN '完成' THEN 'completed'
        WHEN '基本完成' THEN 'mostly_completed'
        WHEN '持续推进' THEN 'continuing'
        ELSE 'without_status'
    END,
    record_id,
    province,
    city,
    district,
    district_code,
    stream,
    false
FROM problems
UNION ALL
SELECT
    CASE WHEN sections.stance = 'problem' THEN 'problem_headings' ELSE 'remedy_headings' END,
    sections.section_id,
    sections.province,
    sections.city,
    sections.district,
    sections.district_code,
    NULL,
    true
FROM sections
SEMI JOIN (SELECT document_id FROM documents WHERE document_type = 'rectification_report') AS reports USING (document_id)
WHERE sections.stance IN ('problem', 'remedy')
