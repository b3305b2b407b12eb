-- The mentions behind `mentions`, `actions` and `nested_mentions`; the documents behind `documents` and `first_year`.
WITH mentioned AS (
    SELECT record_id, document_id, nested, year
    FROM citations
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
SELECT document_id FROM mentioned WHERE $column = 'documents'
UNION
SELECT document_id FROM mentioned WHERE $column = 'first_year' AND year = (SELECT min(year) FROM mentioned)
ORDER BY id
