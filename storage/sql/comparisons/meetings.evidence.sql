-- The records that a cell counts; the meetings behind `bodies` and the two days (the day's own meetings only).
WITH held AS (
    SELECT record_id, body, date
    FROM meetings
    WHERE
        province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
        AND year IS NOT DISTINCT FROM $year
)
SELECT id
FROM meeting_cells
WHERE
    cell = $column
    AND province = $province
    AND city = $city
    AND district IS NOT DISTINCT FROM $district
    AND district_code IS NOT DISTINCT FROM $district_code
    AND year IS NOT DISTINCT FROM $year
UNION
SELECT record_id
FROM held
WHERE
    ($column = 'bodies' AND body IS NOT NULL)
    OR ($column = 'first_date' AND date = (SELECT min(date) FROM held))
    OR ($column = 'last_date' AND date = (SELECT max(date) FROM held))
ORDER BY id
