-- The documents behind `documents`, `characters` and the two dates (the date's own documents only).
WITH counted AS (
    SELECT document_id, coalesce(publish_date, signed_date, event_date) AS day
    FROM documents
    WHERE
        province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
        AND document_type = $document_type
        AND year IS NOT DISTINCT FROM $year
)
SELECT document_id
FROM counted
WHERE
    $column IN ('documents', 'characters')
    OR ($column = 'first_date' AND day = (SELECT min(day) FROM counted))
    OR ($column = 'last_date' AND day = (SELECT max(day) FROM counted))
ORDER BY document_id
