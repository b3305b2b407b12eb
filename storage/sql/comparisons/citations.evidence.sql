-- The mentions that a cell counts, or those of the first day; the documents behind `documents` and `first_year`; the cited
-- document behind its date.
WITH mentioned AS (
    SELECT record_id, document_id, nested, in_preamble, by_another, year, day
    FROM title_mentions
    WHERE
        title = $title
        AND province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
),

first_ones AS (
    SELECT record_id
    FROM mentioned
    WHERE by_another AND day = (SELECT min(day) FROM mentioned WHERE by_another)
),

cited AS (
    SELECT document_id, day
    FROM cited_documents
    WHERE
        title = $title
        AND province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
)

SELECT record_id AS id FROM mentioned WHERE $column IN ('mentions', 'actions')
UNION
SELECT record_id FROM mentioned WHERE $column = 'nested_mentions' AND nested
UNION
SELECT record_id FROM mentioned WHERE $column = 'preamble_mentions' AND in_preamble
UNION
SELECT record_id FROM mentioned WHERE $column = 'body_mentions' AND NOT in_preamble
UNION
SELECT document_id FROM mentioned WHERE $column = 'documents'
UNION
SELECT document_id FROM mentioned WHERE $column = 'first_year' AND year = (SELECT min(year) FROM mentioned)
UNION
SELECT record_id FROM first_ones WHERE $column IN ('first_mention', 'days_to_first_mention')
UNION
SELECT document_id FROM cited WHERE $column IN ('cited_date', 'days_to_first_mention') AND day IS NOT NULL
ORDER BY id
