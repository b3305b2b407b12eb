-- title: 举措对照
-- title_en: Measures
-- question: 同一主题下,各区县采取了哪些举措,哪些是普遍做法,哪些只有一地在做?
-- question_en: Which measures does each district take on a theme, which are common to many, which are one district's own?
-- grain: district, theme and measure; a district without a measure has one row
-- key: province, city, district, district_code, theme, measure
-- counted: measures, documents
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column theme: Theme by the measure's own words, else by its place in the document; null where neither tells
-- column measure: The measure in its most frequent wording anywhere: what is said in much the same words is one measure
-- column wordings: The district's own wordings, each once
-- column measures: How often the district's documents state it
-- column documents: In how many of its documents
-- column years: Years of these documents
-- column districts: Districts that have the measure, under whatever theme
-- column districts_with_measures: Districts that state any measure at all: what the share is a share of
-- column share_of_districts: districts of districts_with_measures
-- column reach: common (half of the districts or more, and at least three), several, or own (this district alone); null where
--    the documents name no district and no two districts have the measure
-- column kind_of_empty: not_reported where the district has documents and none states a measure, not_collected where it has none
WITH announced AS MATERIALIZED (
    SELECT * FROM announced_measures
),

worded AS (
    SELECT group_id, headline, count(*) AS times FROM announced GROUP BY group_id, headline
),

groups AS (
    SELECT
        worded.group_id,
        -- the most frequent wording, of these the shortest
        arg_min(worded.headline, (-worded.times, length(worded.headline), worded.headline)) AS measure
    FROM worded
    GROUP BY worded.group_id
),

held AS (
    SELECT
        group_id,
        count(DISTINCT concat_ws('/', province, city, district, district_code)) AS districts
    FROM announced
    WHERE district IS NOT NULL
    GROUP BY group_id
),

reporting AS (
    SELECT count(DISTINCT concat_ws('/', province, city, district, district_code)) AS districts
    FROM announced
    WHERE district IS NOT NULL
),

counted AS (
    SELECT
        province,
        city,
        district,
        district_code,
        theme,
        group_id,
        list_sort(list(DISTINCT headline)) AS wordings,
        count(*) AS measures,
        count(DISTINCT document_id) AS documents,
        coalesce(list_sort(list(DISTINCT year) FILTER (year IS NOT NULL)), []) AS years
    FROM announced
    GROUP BY province, city, district, district_code, theme, group_id
),

laid_out AS (
    SELECT
        counted.* EXCLUDE (group_id),
        groups.measure,
        coalesce(held.districts, 0) AS districts,
        NULL AS kind_of_empty
    FROM counted
    JOIN groups USING (group_id)
    LEFT JOIN held USING (group_id)
    UNION ALL BY NAME
    SELECT *, [] AS wordings, 0 AS measures, 0 AS documents, [] AS years, 0 AS districts
    FROM silent_districts('counted')
)

SELECT
    one.province,
    one.city,
    one.district,
    one.district_code,
    one.theme,
    one.measure,
    one.wordings,
    one.measures,
    one.documents,
    one.years,
    one.districts,
    reporting.districts AS districts_with_measures,
    if(
        one.measure IS NULL, NULL, round(one.districts::DOUBLE / nullif(reporting.districts, 0), 4)
    )::DECIMAL(5, 4) AS share_of_districts,
    CASE
        WHEN one.measure IS NULL THEN NULL
        WHEN one.districts >= 3 AND 2 * one.districts >= reporting.districts THEN 'common'
        WHEN one.districts >= 2 THEN 'several'
        WHEN one.district IS NOT NULL THEN 'own'
    END AS reach,
    one.kind_of_empty::VARCHAR AS kind_of_empty
FROM laid_out AS one
CROSS JOIN reporting
ORDER BY
    one.province,
    one.city,
    one.district_code NULLS LAST,
    one.district NULLS LAST,
    one.theme NULLS LAST,
    one.districts DESC,
    one.measure NULLS LAST
