-- The problems or headings that a cell counts; the problems behind the wordings; the reports behind `publishes`.
WITH reports AS (
    SELECT document_id
    FROM documents
    WHERE
        document_type = 'rectification_report'
        AND province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
),

mine AS (
    SELECT record_id, problem
    FROM problems
    WHERE
        province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
        AND stream IS NOT DISTINCT FROM $stream
),

elsewhere AS (
    SELECT problem
    FROM problems
    WHERE
        district IS NOT NULL
        AND (
            province <> $province
            OR city <> $city
            OR district IS DISTINCT FROM $district
            OR district_code IS DISTINCT FROM $district_code
        )
)

SELECT id
FROM problem_cells
WHERE
    cell = $column
    AND province = $province
    AND city = $city
    AND district IS NOT DISTINCT FROM $district
    AND district_code IS NOT DISTINCT FROM $district_code
    AND (of_district OR stream IS NOT DISTINCT FROM $stream)
UNION
SELECT record_id FROM mine WHERE $column = 'wordings'
UNION
SELECT record_id FROM mine WHERE $column = 'shared_wordings' AND problem IN (SELECT problem FROM elsewhere)
UNION
SELECT document_id FROM reports WHERE $column = 'publishes'
ORDER BY id
