-- The sections or records that a cell counts; behind a share or quotient, what it is a share of.
SELECT id
FROM theme_cells
WHERE
    cell = CASE $column
        WHEN 'characters' THEN 'sections'
        WHEN 'share_of_text' THEN 'sections'
        WHEN 'share_of_substance' THEN 'sections'
        WHEN 'quotient_of_text' THEN 'sections'
        WHEN 'share_of_measures' THEN 'measures_by_words'
        WHEN 'quotient_of_measures' THEN 'measures_by_words'
        ELSE $column
    END
    AND province = $province
    AND city = $city
    AND district IS NOT DISTINCT FROM $district
    AND district_code IS NOT DISTINCT FROM $district_code
    AND theme IS NOT DISTINCT FROM $theme
ORDER BY id
