-- For each announcement the records of the same district's documents of later years that are about the same: the same
-- figure, no target again; a measure in much the same words; a mention of the plan's title.
WITH told AS (
    SELECT 'figure' AS aspect, record_id, document_id, province, city, district, district_code, year, label AS words, value, item
    FROM figures
    WHERE value_status IN ('actual', 'estimated', 'zero')
    UNION ALL
    SELECT 'measure', record_id, document_id, province, city, district, district_code, year, headline, NULL, group_id
    FROM grouped_measures
    UNION ALL
    SELECT 'plan', record_id, document_id, province, city, district, district_code, year, title, NULL, title
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
