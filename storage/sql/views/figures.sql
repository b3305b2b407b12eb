-- Every quantity with what makes two of them the same: indicator (else the label), unit, scope, base and kind of inspection.
SELECT
    record_id,
    document_id,
    province,
    city,
    district,
    district_code,
    year,
    label,
    value_normalized AS value,
    unit_normalized AS unit,
    value_status,
    period_end,
    concat_ws('/', coalesce(indicator_code, label), unit_normalized, scope_kind, scope_name, base, stream) AS item
FROM metrics
