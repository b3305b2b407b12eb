-- The steps behind a day, a number of days or a count; the document behind what is no step; the peers' documents.
WITH told AS (
    SELECT *
    FROM inspection_documents
    WHERE
        province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
        AND document_id = $document_id
        AND group_name IS NOT DISTINCT FROM $group_name
),

steps AS (
    SELECT dates.record_id, dates.kind, dates.date
    FROM inspection_dates AS dates
    JOIN told ON dates.document_id = told.document_id AND dates.group_name IS NOT DISTINCT FROM told.group_name
),

-- Which steps make up a column: their kinds, and the day that stands in the table.
parts AS (
    SELECT unnest(['on_site_start', 'days_on_site']) AS cell, 'on_site_start' AS kind, on_site_start AS day FROM told
    UNION ALL
    SELECT unnest(['on_site_end', 'days_on_site', 'days_to_feedback']), 'on_site_end', on_site_end FROM told
    UNION ALL
    SELECT unnest(['feedback', 'days_to_feedback', 'days_to_meeting', 'days_to_publication']), 'feedback', feedback FROM told
    UNION ALL
    SELECT cell, kind, first_meeting
    FROM told
    CROSS JOIN (SELECT unnest(['first_meeting', 'days_to_meeting']) AS cell)
    CROSS JOIN (SELECT unnest(['meeting', 'leading_group', 'democratic_life_meeting', 'plan_adopted']) AS kind)
    UNION ALL
    SELECT 'democratic_life_meeting', 'democratic_life_meeting', democratic_life_meeting FROM told
    UNION ALL
    SELECT unnest(['published', 'days_to_publication']), 'publication', published FROM told
)

SELECT steps.record_id AS id
FROM steps
JOIN parts ON steps.kind = parts.kind AND steps.date = parts.day
WHERE parts.cell = $column
UNION
SELECT record_id
FROM steps
WHERE
    ($column = 'steps' AND date IS NOT NULL)
    OR ($column = 'undated_steps' AND date IS NULL)
    OR (
        $column = 'meetings'
        AND date IS NOT NULL
        AND kind IN ('meeting', 'leading_group', 'democratic_life_meeting', 'plan_adopted')
    )
UNION
SELECT document_id FROM told WHERE $column IN ('title', 'signed', 'published', 'days_to_publication')
UNION
SELECT peers.peer_document_id
FROM inspection_peers AS peers
JOIN told ON peers.document_id = told.document_id AND peers.group_name = told.group_name
WHERE $column = 'peers'
ORDER BY id
