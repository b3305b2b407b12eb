-- Every district that a comparison has to show: the county-level divisions in force, and what the documents name
-- beside them (development zones, divisions that are no more). `collected` says whether there is a document.
-- In scope are provinces that have a document, and those that the caller asked for beside them.
WITH named AS (
    SELECT DISTINCT province, city, district, district_code FROM documents WHERE district IS NOT NULL
),

scope_provinces AS (
    SELECT province FROM documents
    UNION
    SELECT province FROM wider_scope
)

SELECT province, city, district, district_code, true AS collected FROM named
UNION ALL
SELECT province, coalesce(city, '未知'), name, code, false
FROM divisions
WHERE
    level = 'county'
    AND province IN (SELECT province FROM scope_provinces)
    AND code NOT IN (SELECT district_code FROM named WHERE district_code IS NOT NULL)
    -- a document may name a district that it gives no code for: its documents are here all the same
    AND (province, coalesce(city, '未知'), name) NOT IN (
        SELECT (province, city, district) FROM named WHERE district_code IS NULL
    )
