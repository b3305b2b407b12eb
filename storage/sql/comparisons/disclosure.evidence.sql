-- The documents that are here; of `days` those with both dates, the shortest and longest their own only, and behind
-- `missing` those without; an annual report is expected because of those that others published about that year.
WITH here AS (
    SELECT document_id, days
    FROM disclosed
    WHERE
        province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
        AND aspect = $aspect
        AND item = $item
        AND year IS NOT DISTINCT FROM $year
)

SELECT document_id
FROM here
WHERE
    ($column = 'documents' AND ($aspect <> 'days' OR days IS NOT NULL))
    OR ($column = 'expected' AND $aspect <> 'annual_report')
    OR ($column IN ('missing', 'missing_numbers') AND $aspect <> 'annual_report' AND days IS NULL)
    OR ($column = 'days_median' AND days IS NOT NULL)
    OR ($column = 'days_shortest' AND days = (SELECT min(days) FROM here))
    OR ($column = 'days_longest' AND days = (SELECT max(days) FROM here))
UNION
SELECT document_id
FROM disclosed
WHERE $column IN ('expected', 'missing') AND aspect = $aspect AND aspect = 'annual_report' AND district IS NOT NULL AND year = $year
ORDER BY document_id
