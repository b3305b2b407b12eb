-- For each announcement the records of the same district's documents of later years that are about the same: the same
-- figure, neither a target again nor of a period that was over before (2021年完成40所, told in a report on 2024); a measure in
-- much the same words; a mention of the plan's title.
WITH told AS (
    SELECT
        'figure' AS aspect,
        record_id,
        document_id,
        province,
        city,
        district,
        district_code,
        year,
        label AS words,
        value,
        item,
        coalesce(year(period_end), year) AS of_year
    FROM figures
    WHERE value_status IN ('actual', 'estimated', 'zero')
    UNION ALL
    SELECT 'measure', record_id, document_id, province, city, district, district_code, year, headline, NULL, group_id, year
    FROM grouped_measures
    UNION ALL
    SELECT 'plan', record_id, document_id, province, city, district, district_code, year, title, NULL, title, year
    FROM citations
)

SELECT
    announcements.aspect,
    announcements.id,
    told.record_id,
    told.document_id,
    told.year,
    told.words,
    told.value
FROM announcements
JOIN told
    ON
        announcements.aspect = told.aspect
        AND announcements.item = told.item
        AND announcements.province = told.province
        AND announcements.city = told.city
        AND announcements.district = told.district
        AND announcements.district_code IS NOT DISTINCT FROM told.district_code
        AND announcements.year < told.year
        AND announcements.year <= told.of_year
