-- The numbers behind a row; for an empty cell there are none.
SELECT record_id AS id
FROM indicator_values
WHERE
    $column IN (
        'mentions', 'value', 'value_lowest', 'value_highest', 'value_recomputed', 'derived_sum', 'printed', 'rank', 'conflict',
        'approximate'
    )
    AND province = $province
    AND city = $city
    AND district IS NOT DISTINCT FROM $district
    AND district_code IS NOT DISTINCT FROM $district_code
    AND year IS NOT DISTINCT FROM $year
    AND indicator IS NOT DISTINCT FROM $indicator
    AND head IS NOT DISTINCT FROM $head
    AND unit IS NOT DISTINCT FROM $unit
    AND scope_kind IS NOT DISTINCT FROM $scope_kind
    AND base IS NOT DISTINCT FROM $base
    AND stream IS NOT DISTINCT FROM $stream
    AND value_status IS NOT DISTINCT FROM $value_status
    AND period_start IS NOT DISTINCT FROM $period_start
    AND period_end IS NOT DISTINCT FROM $period_end
    -- an empty cell has neither an indicator's nor a head noun's number; a null head would match every claimed one
    AND ($indicator IS NOT NULL OR $head IS NOT NULL)
ORDER BY id
