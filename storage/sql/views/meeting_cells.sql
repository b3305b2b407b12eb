-- What each cell of the comparison `meetings` counts: the cell's column, and the id of one record behind it.
-- Two documents may report the same meeting. What one body held on one day is one meeting but where both reports number it
-- and the numbers differ, or both say what kind of meeting it was (常务, 党组, 水利工作) and the kinds differ; a report that
-- names no body is of the one that met. One document may report several meetings.
WITH named AS (
    SELECT
        *,
        -- what has no day is no other meeting's double
        concat_ws('/', province, city, district, district_code, year, coalesce(date::VARCHAR, record_id)) AS day,
        meeting_ordinal AS number,
        -- 区政府, 县人民政府 and 政府 are one, 区委 and 区委常委会 too, 区政府 and 区委 are two
        regexp_replace(
            replace(replace(body, '人民政府', '政府'), '委常委会', '委'), '^[省市区县州盟旗镇乡]', ''
        ) AS who,
        -- 第九届区政府第18次常务(扩大)会议 is 常务, 区委第5次会议 says no kind
        nullif(
            regexp_replace(
                regexp_replace(
                    name, '^.*(政府|委|人大|政协)|[(]总.*?次[)]|第?[0-9〇零一二三四五六七八九十百]+[届次]', '', 'g'
                ),
                '[会议扩大()]', '', 'g'
            ),
            ''
        ) AS kind
    FROM meetings
),

-- What one report leaves out, the others say: whose meeting it was, then its kind, then its number.
whose AS (
    SELECT
        * EXCLUDE (who),
        coalesce(
            who,
            CASE WHEN kind IS NOT NULL THEN min(who) OVER (PARTITION BY day, kind) END,
            CASE WHEN number IS NOT NULL THEN min(who) OVER (PARTITION BY day, number) END
        ) AS who
    FROM named
),

sorted AS (
    SELECT
        * EXCLUDE (kind),
        coalesce(
            kind, min(kind) OVER (PARTITION BY day, who, number), min(kind) OVER (PARTITION BY day, who)
        ) AS kind
    FROM whose
),

numbered AS (
    SELECT
        *, coalesce(number, min(number) OVER (PARTITION BY day, who, kind)) AS same_number
    FROM sorted
),

held AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY day, who, kind, same_number ORDER BY number NULLS LAST, record_id
        ) = 1 AS is_first
    FROM numbered
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
