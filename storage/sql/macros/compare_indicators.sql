-- parameters: wanted
-- needs: indicators
-- example: FROM compare_indicators('行政复议')
-- The rows of compare.indicators of one indicator, by its code or a part of its name (of what no indicator claims: of the
-- noun that is counted), and of the districts that have no document at all.
SELECT *
FROM compare.indicators
WHERE indicator = wanted OR contains(name, wanted) OR (name IS NULL AND kind_of_empty = 'not_collected')
ORDER BY
    indicator NULLS LAST,
    name NULLS LAST,
    unit NULLS LAST,
    year NULLS LAST,
    rank NULLS LAST,
    province,
    city,
    district_code NULLS LAST,
    district NULLS LAST,
    scope_kind NULLS LAST,
    base NULLS LAST,
    stream NULLS LAST,
    value_status NULLS LAST,
    period_start NULLS LAST,
    period_end NULLS LAST,
    head NULLS LAST
