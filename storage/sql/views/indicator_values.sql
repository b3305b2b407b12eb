-- Every number that an indicator claims, or else its head noun groups: where it stands in the comparison `indicators`.
-- A period that is just the document's year is left out, so that 2023年办结12件 and 办结12件 in a report on 2023 are alike;
-- a stated zero is a result like others. Persons counted in 名 or 位 are 人.
SELECT
    record_id,
    document_id,
    sentence_id,
    province,
    city,
    district,
    district_code,
    year,
    indicator_code AS indicator,
    CASE WHEN indicator_code IS NULL THEN label_head END AS head,
    CASE WHEN coalesce(unit_normalized, unit) IN ('名', '位') THEN '人' ELSE coalesce(unit_normalized, unit) END AS unit,
    scope_kind,
    base,
    stream,
    CASE value_status WHEN 'zero' THEN 'actual' ELSE value_status END AS value_status,
    CASE WHEN NOT coalesce(is_year, false) THEN period_start END AS period_start,
    CASE WHEN NOT coalesce(is_year, false) THEN period_end END AS period_end,
    coalesce(value_normalized, value) AS value,
    value_max IS NOT NULL AS is_range,
    qualifier IS NOT NULL OR value_max IS NOT NULL AS is_approximate,
    coalesce(regexp_matches(label, '(下降|减少|降低|回落|下滑|负增长)$'), false) AS is_fall,
    value_recomputed,
    quote
FROM (
    SELECT
        *,
        coalesce(
            year(period_start) = year
            AND year(period_end) = year
            AND strftime(period_start, '%m%d') = '0101'
            AND strftime(period_end, '%m%d') = '1231',
            false
        ) AS is_year
    FROM metrics
)
WHERE indicator_code IS NOT NULL OR label_head IS NOT NULL
