-- One row for each thing that the comparison `accountability` counts: a unit's part in a task, a task's deadline, a
-- result of discipline. `id` is the record behind it. Amounts stand in their base unit: 万元 and 亿元 in 元; persons (名,
-- 位) in 人, but 人次 apart; cases (起, 宗) in 件.
WITH parts AS (
    SELECT
        record_id,
        province,
        city,
        district,
        district_code,
        unnest([
            {'aspect': 'lead', 'units': lead_units},
            {'aspect': 'responsible', 'units': responsible_units},
            {'aspect': 'cooperating', 'units': cooperating_units}
        ], recursive := true)
    FROM assignments
)

SELECT DISTINCT
    record_id AS id,
    province,
    city,
    district,
    district_code,
    aspect,
    unnest(units) AS item,
    NULL::VARCHAR AS unit,
    NULL::VARCHAR AS printed,
    NULL::DECIMAL(38, 6) AS amount
FROM parts
UNION ALL
SELECT
    record_id,
    province,
    city,
    district,
    district_code,
    CASE
        WHEN deadline_text IS NULL THEN 'no_deadline'
        WHEN deadline_kind IN ('immediate', 'standing') OR deadline_kind IS NULL THEN 'vague_deadline'
        ELSE 'deadline'
    END,
    coalesce(deadline_kind, CASE WHEN deadline_text IS NULL THEN 'none' ELSE 'other' END),
    NULL,
    deadline_text,
    NULL
FROM assignments
UNION ALL
SELECT
    record_id,
    province,
    city,
    district,
    district_code,
    'result',
    kind,
    CASE
        WHEN value IS NULL THEN NULL
        WHEN unit IN ('人', '名', '位') THEN '人'
        WHEN unit IN ('件', '起', '宗') THEN '件'
        WHEN unit IN ('元', '万元', '亿元') THEN '元'
        ELSE coalesce(unit, '')
    END,
    regexp_replace(value::VARCHAR, '\.?0+$', '') || coalesce(unit, ''),
    (value * CASE unit WHEN '万元' THEN 10000 WHEN '亿元' THEN 100000000 ELSE 1 END)::DECIMAL(38, 6)
FROM accountability
