-- Every district that a comparison has to show: the county-level divisions in force, and what the documents name
-- beside them (development zones, divisions that are no more). `collected` says whether there is a document.
WITH named AS (
    SELECT DISTINCT province, city, district, district_code FROM documents WHERE district IS NOT NULL
)
SELECT province, city, district, district_code, true AS collected FROM named
UNION ALL
SELECT province, coalesce(city, '未知'), name, code, false
FROM divisions
WHERE
    level = 'county'
    AND province IN (SELECT province FROM scope_provinces)
    AND code NOT IN (SELECT district_code FROM named WHERE district_code IS NOT NULL)
