-- What each cell of the comparison `meetings` counts: the cell's column, and the id of one record behind it.
-- Two documents may report the same meeting: the same body's of the same day and number (without a number: the same name)
-- are one; a report that names no body is of the one that met. One document may report several meetings.
WITH named AS (
    SELECT
        *,
        -- what has no day is no other meeting's double
        coalesce(date::VARCHAR, record_id) AS day,
        coalesce(meeting_ordinal::VARCHAR, name) AS number,
        -- 区政府, 县人民政府 and 政府 are one, 区政府 and 区委常委会 are two
        regexp_replace(replace(body, '人民政府', '政府'), '^[省市区县州盟旗镇乡]', '') AS who
    FROM meetings
),

held AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY province, city, district, district_code, year, day, number, met ORDER BY record_id
        ) = 1 AS is_first
    FROM (
        SELECT
            *,
            coalesce(
                who, min(who) OVER (PARTITION BY province, city, district, district_code, year, day, number)
            ) AS met
        FROM named
    )
),

attending AS (
    SELECT
        CASE role
            WHEN '主持' THEN 'presiding'
            WHEN '出席' THEN 'present'
            WHEN '列席' THEN 'observing'
            ELSE 'invited'
        END AS cell,
        people.*
    FROM people
    SEMI JOIN meetings USING (document_id)
    WHERE role IN ('主持', '出席', '列席', '应邀列席')
)

SELECT 'meetings' AS cell, record_id AS id, province, city, district, district_code, year FROM held WHERE is_first
UNION ALL
SELECT DISTINCT 'reports', document_id, province, city, district, district_code, year FROM held
UNION ALL
SELECT DISTINCT 'with_attendance', document_id, province, city, district, district_code, year
FROM attending
WHERE cell <> 'presiding'
UNION ALL
SELECT 'agenda_items', record_id, province, city, district, district_code, year FROM agenda_items
UNION ALL
SELECT
    CASE kind
        WHEN '传达学习' THEN 'studied'
        WHEN '审议' THEN 'reviewed'
        WHEN '研究' THEN 'discussed'
        WHEN '听取汇报' THEN 'heard'
        WHEN '部署' THEN 'arranged'
        ELSE 'other_items'
    END,
    record_id,
    province,
    city,
    district,
    district_code,
    year
FROM agenda_items
UNION ALL
SELECT 'decisions', record_id, province, city, district, district_code, year FROM agenda_items WHERE decision IS NOT NULL
UNION ALL
SELECT 'with_units', record_id, province, city, district, district_code, year FROM agenda_items WHERE len(assigned_units) > 0
UNION ALL
SELECT cell, record_id, province, city, district, district_code, year FROM attending
