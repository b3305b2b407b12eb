-- title: 主题对照
-- title_en: Themes
-- question: 各区县的文字和举措用在哪些主题上,与其他区县相比偏重什么?
-- question_en: Which themes do a district's text and measures go to, and what does it stress more than others?
-- grain: district and theme of the shared taxonomy; a district without documents has one row without a theme
-- key: province, city, district, district_code, theme
-- counted: sections, measures, measures_by_words, problems
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column theme: Code of the theme; null for what has none
-- column name: Chinese name of the theme
-- column name_en: English name of the theme
-- column parent: Group of the theme: bizenv, party, politics, process, lawgov, safety, livelihood, economy; chapters of process
--    (organisation, next steps) are in no share of substance and in no quotient
-- column sections: Sections that stand under the theme, by place in the document
-- column characters: Characters of their own text
-- column share_of_text: Share of these in all text of the district, in percent
-- column share_of_substance: Share in the text that has a theme and is no process, in percent
-- column measures: 一是/二是 items under the theme, by place
-- column measures_by_words: Such items that are about the theme by their own words, wherever they stand
-- column share_of_measures: Share of measures_by_words in those that have a theme and are no process, in percent
-- column problems: Problems under the theme, by place
-- column quotient_of_text: Location quotient: the district's share of substance over the share in all districts; 1 is like all
-- column quotient_of_measures: The same of share_of_measures
-- column districts: Districts with a section or measure of the theme
-- column kind_of_empty: not_reported where the district has documents and nothing of the theme, not_collected where it has none
WITH counted AS (
    SELECT
        cells.province,
        cells.city,
        cells.district,
        cells.district_code,
        cells.theme,
        cells.theme IS NOT NULL AND coalesce(listed.parent, '') <> 'process' AS is_substance,
        count(*) FILTER (cells.cell = 'sections') AS sections,
        sum(cells.characters)::BIGINT AS characters,
        count(*) FILTER (cells.cell = 'measures') AS measures,
        count(*) FILTER (cells.cell = 'measures_by_words') AS measures_by_words,
        count(*) FILTER (cells.cell = 'problems') AS problems
    FROM theme_cells AS cells
    LEFT JOIN theme_list AS listed ON cells.theme = listed.code
    GROUP BY ALL
),

of_districts AS (
    SELECT
        province,
        city,
        district,
        district_code,
        sum(characters)::BIGINT AS text,
        sum(if(is_substance, characters, 0))::BIGINT AS substance,
        sum(if(is_substance, measures_by_words, 0))::BIGINT AS measures
    FROM counted
    GROUP BY ALL
),

-- What all districts write: documents that name no district are nobody's.
of_themes AS (
    SELECT
        theme,
        sum(characters)::BIGINT AS characters,
        sum(measures_by_words)::BIGINT AS measures,
        count(*) FILTER (sections + measures + measures_by_words > 0) AS districts
    FROM counted
    WHERE district IS NOT NULL
    GROUP BY theme
),

of_all AS (
    SELECT sum(substance)::BIGINT AS substance, sum(measures)::BIGINT AS measures
    FROM of_districts
    WHERE district IS NOT NULL
),

every AS (
    SELECT province, city, district, district_code, theme, NULL AS kind_of_empty FROM counted
    UNION ALL
    SELECT province, city, district, district_code, theme, 'not_reported'
    FROM (
        SELECT of_districts.province, of_districts.city, of_districts.district, of_districts.district_code, of_themes.theme
        FROM of_districts
        CROSS JOIN of_themes
        WHERE of_districts.district IS NOT NULL AND of_themes.theme IS NOT NULL
        EXCEPT
        SELECT province, city, district, district_code, theme FROM counted
    )
    UNION ALL BY NAME
    FROM silent_districts('of_districts')
)

SELECT
    every.province,
    every.city,
    every.district,
    every.district_code,
    every.theme,
    listed.name,
    listed.name_en,
    listed.parent,
    coalesce(counted.sections, 0) AS sections,
    coalesce(counted.characters, 0) AS characters,
    round(100.0::DOUBLE * counted.characters / nullif(of_districts.text, 0), 1)::DECIMAL(7, 1) AS share_of_text,
    if(
        counted.is_substance, round(100.0::DOUBLE * counted.characters / nullif(of_districts.substance, 0), 1), NULL
    )::DECIMAL(7, 1) AS share_of_substance,
    coalesce(counted.measures, 0) AS measures,
    coalesce(counted.measures_by_words, 0) AS measures_by_words,
    if(
        counted.is_substance, round(100.0::DOUBLE * counted.measures_by_words / nullif(of_districts.measures, 0), 1), NULL
    )::DECIMAL(7, 1) AS share_of_measures,
    coalesce(counted.problems, 0) AS problems,
    if(
        counted.is_substance AND every.district IS NOT NULL,
        round(
            (counted.characters::DOUBLE * of_all.substance)
            / nullif(of_districts.substance::DOUBLE * of_themes.characters, 0),
            2
        ),
        NULL
    )::DECIMAL(12, 2) AS quotient_of_text,
    if(
        counted.is_substance AND every.district IS NOT NULL,
        round(
            (counted.measures_by_words::DOUBLE * of_all.measures)
            / nullif(of_districts.measures::DOUBLE * of_themes.measures, 0),
            2
        ),
        NULL
    )::DECIMAL(12, 2) AS quotient_of_measures,
    if(every.theme IS NULL, NULL, of_themes.districts) AS districts,
    every.kind_of_empty
FROM every
CROSS JOIN of_all
LEFT JOIN theme_list AS listed ON every.theme = listed.code
LEFT JOIN of_themes ON every.theme = of_themes.theme
LEFT JOIN of_districts
    ON
        every.province = of_districts.province
        AND every.city = of_districts.city
        AND every.district IS NOT DISTINCT FROM of_districts.district
        AND every.district_code IS NOT DISTINCT FROM of_districts.district_code
LEFT JOIN counted
    ON
        every.province = counted.province
        AND every.city = counted.city
        AND every.district IS NOT DISTINCT FROM counted.district
        AND every.district_code IS NOT DISTINCT FROM counted.district_code
        AND every.theme IS NOT DISTINCT FROM counted.theme
ORDER BY
    every.province,
    every.city,
    every.district_code NULLS LAST,
    every.district NULLS LAST,
    listed.parent NULLS LAST,
    every.theme NULLS LAST
