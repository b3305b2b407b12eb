-- parameters: telling
-- The districts of the scope that the view or common table expression `telling` (by its name, in quotes) has no row of,
-- and why: the row that a comparison shows of them. Every column that is not named here is null or a count of nothing.
SELECT province, city, district, district_code, if(collected, 'not_reported', 'not_collected') AS kind_of_empty
FROM (
    SELECT province, city, district, district_code, collected FROM scope_districts
    EXCEPT
    SELECT province, city, district, district_code, true FROM query_table(telling)
)
