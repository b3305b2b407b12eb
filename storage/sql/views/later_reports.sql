-- For each announcement the records of the same district's documents of later years that are about the same: a figure
-- that is no target again, alike in indicator (else label), unit, scope, base and kind of inspection; a measure in much
-- the same words; a mention of the plan's title.
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
        value_normalized AS value,
        concat_ws('/', coalesce(indicator_code, label), unit_normalized, scope_kind, scope_name, base, stream) AS item
    FROM metrics
    WHERE value_status IN ('actual', 'estimated', 'zero')
    UNION ALL
    SELECT
        'measure',
        record_id,
        measures.document_id,
        measures.province,
        measures.city,
        measures.district,
        measures.district_code,
        measures.year,
        headline,
        NULL,
        coalesce(alignments.group_id, md5(headline))
    FROM measures
    LEFT JOIN alignments ON alignments.kind = 'measure' AND measures.record_id = alignments.id
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
