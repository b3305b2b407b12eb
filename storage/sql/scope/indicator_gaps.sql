-- Where a district has documents of a year and no value of an indicator that others report for that year, and why:
-- `not_collected` without a document of a type that reports it, `reported_without_value` where a sentence speaks of it,
-- `not_extracted` where that sentence holds a number in one of its units that nothing claimed, else `not_reported`.
WITH years AS (
    SELECT province, city, district, district_code, year, list(DISTINCT document_type) AS types
    FROM documents
    WHERE district IS NOT NULL AND year IS NOT NULL
    GROUP BY ALL
),

reported AS (
    SELECT DISTINCT indicator, year FROM indicator_cells WHERE indicator IS NOT NULL AND district IS NOT NULL
),

missing AS (
    SELECT
        years.province,
        years.city,
        years.district,
        years.district_code,
        years.year,
        reported.indicator,
        len(list_intersect(years.types, listed.types)) > 0 AS is_collected
    FROM years
    JOIN reported USING (year)
    JOIN indicator_list AS listed ON reported.indicator = listed.code
    ANTI JOIN indicator_cells AS filled
        ON
            years.province = filled.province
            AND years.city = filled.city
            AND years.district = filled.district
            AND years.district_code IS NOT DISTINCT FROM filled.district_code
            AND years.year = filled.year
            AND reported.indicator = filled.indicator
),

-- Whole texts first: most of them do not hold the word at all, and sentences are many.
speaking AS (
    SELECT missing.*, documents.document_id, mention.word
    FROM missing
    JOIN documents
        ON
            missing.province = documents.province
            AND missing.city = documents.city
            AND missing.district = documents.district
            AND missing.district_code IS NOT DISTINCT FROM documents.district_code
            AND missing.year = documents.year
    JOIN (SELECT code, unnest(mentions) AS word FROM indicator_list) AS mention
        ON missing.indicator = mention.code AND contains(documents.text, mention.word)
),

spoken AS (
    SELECT speaking.* EXCLUDE (word), sentences.sentence_id
    FROM speaking
    JOIN sentences
        ON speaking.document_id = sentences.document_id AND contains(sentences.text, speaking.word)
),

numbered AS (
    SELECT DISTINCT spoken.province, spoken.city, spoken.district, spoken.district_code, spoken.year, spoken.indicator
    FROM spoken
    JOIN indicator_values AS found
        ON spoken.sentence_id = found.sentence_id AND found.indicator IS NULL
    JOIN indicator_list AS listed
        ON spoken.indicator = listed.code AND list_contains(listed.units, coalesce(found.unit, ''))
),

told AS (
    SELECT province, city, district, district_code, year, indicator, false AS has_number FROM spoken
    UNION ALL
    SELECT *, true FROM numbered
)

SELECT
    missing.* EXCLUDE (is_collected),
    CASE
        WHEN bool_or(told.has_number) THEN 'not_extracted'
        WHEN count(told.indicator) > 0 THEN 'reported_without_value'
        WHEN missing.is_collected THEN 'not_reported'
        ELSE 'not_collected'
    END AS kind_of_empty
FROM missing
LEFT JOIN told
    ON
        missing.province = told.province
        AND missing.city = told.city
        AND missing.district = told.district
        AND missing.district_code IS NOT DISTINCT FROM told.district_code
        AND missing.year = told.year
        AND missing.indicator = told.indicator
GROUP BY
    missing.province,
    missing.city,
    missing.district,
    missing.district_code,
    missing.year,
    missing.indicator,
    missing.is_collected
