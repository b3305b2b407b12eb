-- The measures that a cell counts; behind `districts` those of all districts that say the same.
WITH same AS (
    -- any wording of a group leads to it, and so does the one that names it
    SELECT DISTINCT group_id FROM announced_measures WHERE headline = $measure
),

found AS (
    SELECT one.*
    FROM announced_measures AS one
    SEMI JOIN same USING (group_id)
),

mine AS (
    SELECT record_id, document_id
    FROM found
    WHERE
        province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
        AND theme IS NOT DISTINCT FROM $theme
)

SELECT record_id AS id FROM mine WHERE $column IN ('measures', 'wordings', 'years', 'reach')
UNION
SELECT document_id FROM mine WHERE $column = 'documents'
UNION
SELECT record_id FROM found WHERE $column IN ('districts', 'share_of_districts') AND district IS NOT NULL
ORDER BY id
