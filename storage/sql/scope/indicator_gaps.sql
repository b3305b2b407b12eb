-- Where a district has documents of a year and no value of an indicator that others report for that year, and why:
-- `not_collected` without a document of a type that reports it, `reported_without_value` where a sentence speaks of it,
-- `not_extracted` where that sentence holds a number in one of its units that nothing claimed, else `not_reported`.
-- That a district says nothing is listed for indicators that a tenth of the districts with documents of the year report:
-- of the others those rows would be nearly all of the table and say no more than `reporting_share` does.
WITH years AS (
    SELECT province, city, district, district_code, year, list(DISTINCT document_type) AS types
    FROM documents
    WHERE district IS NOT NULL AND year IS NOT NULL
    GROUP BY ALL
),

held AS (
    SELECT year, count(*) AS districts FROM years GROUP BY year
),

reported AS (
    SELECT indicator, year, any_value(held.districts) <= 10 * count(*) AS is_common
    FROM (
        SELECT DISTINCT indicator, year, province, city, district, district_code
        FROM indicator_cells
        WHERE indicator IS NOT NULL AND district IS NOT NULL
    )
    JOIN held USING (year)
    GROUP BY indicator, year
),

-- One pass over all sentences with one pattern: most of them speak of no indicator at all.
speaking AS (
    SELECT sentence_id, province, city, district, district_code, year, text
    FROM sentences
    WHERE district IS NOT NULL AND year IS NOT NULL AND regexp_matches(text, getvariable('spoken_words'))
),

-- Each place of a text is held against the words that begin with its character: to look for every word in every text is
-- ten times the work.
mentioned AS (
    SELECT DISTINCT placed.sentence_id, listed.code AS indicator
    FROM (SELECT sentence_id, text, unnest(range(1, length(text) + 1)) AS place FROM speaking) AS placed
    JOIN (SELECT code, unnest(mentions) AS word FROM indicator_list) AS listed
        ON
            substring(placed.text, placed.place, 1) = substring(listed.word, 1, 1)
            AND substring(placed.text, placed.place, length(listed.word)) = listed.word
),

spoken AS (
    SELECT speaking.* EXCLUDE (text), mentioned.indicator
    FROM speaking
    JOIN mentioned USING (sentence_id)
),

-- A list a sentence: joined by unit, the numbers in 件 would meet every indicator that counts cases.
unclaimed AS (
    SELECT sentence_id, list(DISTINCT coalesce(unit, '')) AS units
    FROM indicator_values
    WHERE indicator IS NULL
    GROUP BY sentence_id
),

told AS (
    SELECT
        spoken.province,
        spoken.city,
        spoken.district,
        spoken.district_code,
        spoken.year,
        spoken.indicator,
        bool_or(coalesce(list_has_any(listed.units, unclaimed.units), false)) AS has_number
    FROM spoken
    JOIN indicator_list AS listed ON spoken.indicator = listed.code
    LEFT JOIN unclaimed USING (sentence_id)
    GROUP BY ALL
)

SELECT
    years.province,
    years.city,
    years.district,
    years.district_code,
    years.year,
    reported.indicator,
    CASE
        WHEN told.has_number THEN 'not_extracted'
        WHEN told.indicator IS NOT NULL THEN 'reported_without_value'
        WHEN len(list_intersect(years.types, listed.types)) > 0 THEN 'not_reported'
        ELSE 'not_collected'
    END AS kind_of_empty
FROM years
JOIN reported USING (year)
JOIN indicator_list AS listed ON reported.indicator = listed.code
LEFT JOIN told
    ON
        years.province = told.province
        AND years.city = told.city
        AND years.district = told.district
        AND years.district_code IS NOT DISTINCT FROM told.district_code
        AND years.year = told.year
        AND reported.indicator = told.indicator
ANTI JOIN indicator_cells AS filled
    ON
        years.province = filled.province
        AND years.city = filled.city
        AND years.district = filled.district
        AND years.district_code IS NOT DISTINCT FROM filled.district_code
        AND years.year = filled.year
        AND reported.indicator = filled.indicator
WHERE reported.is_common OR told.indicator IS NOT NULL
