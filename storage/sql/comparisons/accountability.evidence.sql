-- The tasks and results that a cell counts or adds up; behind `districts` those of all districts.
SELECT DISTINCT id
FROM duties
WHERE
    aspect = $aspect
    AND item = $item
    AND (
        ($column = 'districts' AND district IS NOT NULL)
        OR (
            province = $province
            AND city = $city
            AND district IS NOT DISTINCT FROM $district
            AND district_code IS NOT DISTINCT FROM $district_code
            AND unit IS NOT DISTINCT FROM $unit
            AND (
                $column = 'records'
                OR ($column IN ('with_amount', 'stated_value', 'derived_sum') AND amount IS NOT NULL)
                OR ($column = 'printed' AND printed IS NOT NULL)
            )
        )
    )
ORDER BY id
