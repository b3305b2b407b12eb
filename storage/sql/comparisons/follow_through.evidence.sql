-- The announcement itself, or the later records that are about the same (of the reported values those of the first year).
WITH one AS (
    SELECT id, aspect, province, city, district, district_code, year
    FROM announcements
    WHERE
        aspect = $aspect
        AND id = $announced_id
        AND province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
),

later AS (
    SELECT record_id, year FROM later_reports SEMI JOIN one USING (aspect, id)
)

SELECT id FROM one WHERE $column IN ('announced', 'announced_value', 'announced_year')
UNION
SELECT record_id FROM later WHERE $column = 'mentions'
UNION
SELECT record_id
FROM later
WHERE
    $column IN ('first_year', 'reported', 'reported_value', 'reported_values', 'difference')
    AND year = (SELECT min(year) FROM later)
UNION
SELECT documents.document_id
FROM documents
JOIN one
    ON
        documents.province = one.province
        AND documents.city = one.city
        AND documents.district = one.district
        AND documents.district_code IS NOT DISTINCT FROM one.district_code
        AND documents.year > one.year
WHERE $column = 'later_documents'
ORDER BY id
