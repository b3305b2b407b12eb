-- parameters: telling, types := NULL
-- The districts of the scope that the view or common table expression `telling` (by its name, in quotes) has no row of,
-- and why: the row that a comparison shows of them. Where only documents of certain `types` tell of the matter, a district
-- without one of these is not_collected, whatever else of it is here: it may well have reported.
-- Every column that is not named here is null or a count of nothing.
WITH silent AS (
    SELECT province, city, district, district_code FROM scope_districts
    EXCEPT
    SELECT province, city, district, district_code FROM query_table(telling)
),

holding AS (
    SELECT province, city, district, district_code
    FROM documents
    WHERE types IS NULL OR list_contains(types, document_type)
)

SELECT *, 'not_reported' AS kind_of_empty FROM (FROM silent INTERSECT FROM holding)
UNION ALL
SELECT *, 'not_collected' FROM (FROM silent EXCEPT FROM holding)
