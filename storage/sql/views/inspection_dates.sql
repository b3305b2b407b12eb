-- The dated steps of each inspection that a document tells of: one row a step and inspection. An inspection is the work
-- of one group; 禾川市委第一巡察组 and 市委第一巡察组 are the same name, and `sent_by` keeps the city that is printed. A step that
-- names no group (the line that prints the day of publication) belongs to every inspection of its document.
WITH steps AS (
    SELECT
        record_id,
        document_id,
        province,
        city,
        district,
        district_code,
        kind,
        date,
        coalesce(nullif(regexp_extract(group_name, '([省市区县州盟旗地]委|自治区党委).*$'), ''), group_name) AS group_name,
        nullif(regexp_extract(group_name, '^(?:.*省|.*自治区)?(?:中共)?(.+市)委', 1), '') AS sent_by
    FROM events
),

inspections AS (
    SELECT DISTINCT document_id, group_name FROM steps WHERE group_name IS NOT NULL
    UNION ALL
    SELECT DISTINCT document_id, group_name
    FROM steps
    WHERE document_id NOT IN (SELECT document_id FROM steps WHERE group_name IS NOT NULL)
)

SELECT steps.* EXCLUDE (group_name), inspections.group_name
FROM steps
JOIN inspections
    ON
        steps.document_id = inspections.document_id
        AND (steps.group_name IS NULL OR steps.group_name IS NOT DISTINCT FROM inspections.group_name)
