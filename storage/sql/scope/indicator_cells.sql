-- materialized: a few rows from many numbers, which its five readers would otherwise each group again
-- One row for each cell of the comparison `indicators` that has a value: a district's numbers of one indicator (or head
-- noun) and year that are alike in unit, scope, base, stream, status and period. Head nouns of one district are left out:
-- there is nothing to lay beside them.
WITH signed AS (
    SELECT
        found.* EXCLUDE (value, is_fall),
        -- 下降3.2% is a growth of -3.2; of what is meant to fall (kind `cut`) the fall itself is the value
        if(listed.kind = 'growth' AND found.is_fall, -found.value, found.value) AS value
    FROM indicator_values AS found
    LEFT JOIN indicator_list AS listed ON found.indicator = listed.code
),

shared_heads AS (
    SELECT head, unit
    FROM signed
    WHERE head IS NOT NULL AND district IS NOT NULL
    GROUP BY ALL
    HAVING count(DISTINCT concat_ws('/', province, city, district, district_code)) > 1
),

wanted AS (
    SELECT * FROM signed WHERE indicator IS NOT NULL
    UNION ALL
    SELECT signed.*
    FROM signed
    SEMI JOIN shared_heads
        ON signed.head = shared_heads.head AND signed.unit IS NOT DISTINCT FROM shared_heads.unit
)

SELECT
    province,
    city,
    district,
    district_code,
    year,
    indicator,
    head,
    unit,
    scope_kind,
    base,
    stream,
    value_status,
    period_start,
    period_end,
    count(*) AS mentions,
    count(DISTINCT value) AS distinct_values,
    min(value) AS lowest,
    max(value) AS highest,
    sum(value)::DECIMAL(38, 6) AS total,
    if(count(DISTINCT value_recomputed) = 1, min(value_recomputed), NULL) AS recomputed,
    list_sort(list(DISTINCT quote)) AS printed,
    bool_or(is_range) AS is_range,
    bool_or(is_approximate) AS is_approximate
FROM wanted
GROUP BY ALL
