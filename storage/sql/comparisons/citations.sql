-- title: 引用文件对照
-- title_en: Citations
-- question: 哪个区县引用了哪份文件,引用几次,用来做什么,成文多久之后才提到,哪个区县没有引用?
-- question_en: Who cites which document, how often and what for, how long after its date, and who does not?
-- grain: cited title and district that cites it; of a title that a tenth of the districts with documents cites (two at the
--    least) also those that do not; a district that cites nothing has one row without a title
-- key: title, province, city, district, district_code
-- counted: mentions, documents, nested_mentions, preamble_mentions, body_mentions
-- column title: What stands between the brackets 《》; null in the row of a district that cites nothing
-- column cited_by_districts: Districts that cite it, of all in the lake
-- column province: Province
-- column city: Prefecture-level city
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column mentions: How often its documents cite the title
-- column documents: How many of its documents do
-- column nested_mentions: Mentions inside another title (关于印发《…》的通知)
-- column preamble_mentions: Mentions before the first chapter of a document that has chapters: its title, and the formulae
--    of its preamble (根据《…》); in minutes also the summary at their head
-- column body_mentions: All other mentions
-- column actions: What is done with it: 制定, 印发, 学习, 落实 …
-- column first_year: Earliest year of a document that cites it
-- column cited_date: Day on which the cited document was signed, else published, where the lake has it (by its title, the
--    title that it issues or its number; the district's own, or one from above it); null where two days are possible
--    or one of two documents of that name has none, and for a title without a year that each year's report has (政府工作报告)
-- column cited_year: Year of that day; else the one in the number printed after the title, else the only one printed in the
--    title, which says what the document is about and may be a year off
-- column first_mention: Day of the first of its dated documents that cites it, the cited document itself left out
-- column days_to_first_mention: From cited_date to first_mention; negative where a draft was spoken of; null where only a
--    year is known
-- column kind_of_empty: not_reported where the district has documents and none cites the title (without a title: cites
--    anything), not_collected where the lake has no document of this district
WITH mentioned AS (
    SELECT
        title,
        province,
        city,
        district,
        district_code,
        count(*) AS mentions,
        count(DISTINCT document_id) AS documents,
        count(*) FILTER (nested) AS nested_mentions,
        count(*) FILTER (in_preamble) AS preamble_mentions,
        count(*) FILTER (NOT in_preamble) AS body_mentions,
        list_sort(list(DISTINCT action)) AS actions,
        min(year) AS first_year,
        min(day) FILTER (by_another) AS first_mention,
        if(count(DISTINCT number_year) = 1, min(number_year), NULL) AS number_year
    FROM title_mentions
    GROUP BY title, province, city, district, district_code
),

issued AS (
    SELECT
        title,
        province,
        city,
        district,
        district_code,
        if(count(DISTINCT day) = 1 AND count(day) = count(*), min(day), NULL) AS cited_date
    FROM cited_documents
    GROUP BY title, province, city, district, district_code
),

dated AS (
    SELECT
        mentioned.* EXCLUDE (number_year),
        issued.cited_date,
        coalesce(
            year(issued.cited_date),
            mentioned.number_year,
            try_cast(regexp_extract(mentioned.title, '^\D*((?:19|20)\d\d)年\D*$', 1) AS INTEGER)
        )::INTEGER AS cited_year,
        mentioned.first_mention - issued.cited_date AS days_to_first_mention
    FROM mentioned
    LEFT JOIN issued
        ON
            mentioned.title = issued.title
            AND mentioned.province = issued.province
            AND mentioned.city = issued.city
            AND mentioned.district IS NOT DISTINCT FROM issued.district
            AND mentioned.district_code IS NOT DISTINCT FROM issued.district_code
),

cited AS (
    SELECT title, count(*) FILTER (district IS NOT NULL) AS cited_by_districts
    FROM mentioned
    GROUP BY title
),

-- Of a title that few cite, those that do not are all the others; to list them would be nearly all of the table.
common AS (
    SELECT title
    FROM cited
    WHERE
        cited_by_districts >= 2
        AND 10 * cited_by_districts >= (SELECT count(*) FROM scope_districts WHERE collected)
),

silent AS (
    SELECT *, 'not_reported' AS kind_of_empty
    FROM (
        SELECT common.title, scope.province, scope.city, scope.district, scope.district_code
        FROM common
        CROSS JOIN scope_districts AS scope
        WHERE scope.collected
        EXCEPT
        SELECT title, province, city, district, district_code FROM mentioned
    )
    UNION ALL BY NAME
    FROM silent_districts('mentioned')
),

laid_out AS (
    SELECT *, NULL AS kind_of_empty FROM dated
    UNION ALL BY NAME
    SELECT
        *,
        0 AS mentions,
        0 AS documents,
        0 AS nested_mentions,
        0 AS preamble_mentions,
        0 AS body_mentions,
        [] AS actions
    FROM silent
)

SELECT
    laid_out.title,
    coalesce(cited.cited_by_districts, 0) AS cited_by_districts,
    laid_out.province,
    laid_out.city,
    laid_out.district,
    laid_out.district_code,
    laid_out.mentions,
    laid_out.documents,
    laid_out.nested_mentions,
    laid_out.preamble_mentions,
    laid_out.body_mentions,
    laid_out.actions,
    laid_out.first_year,
    laid_out.cited_date,
    laid_out.cited_year,
    laid_out.first_mention,
    laid_out.days_to_first_mention,
    laid_out.kind_of_empty
FROM laid_out
LEFT JOIN cited ON laid_out.title = cited.title
ORDER BY
    cited_by_districts DESC,
    laid_out.title NULLS LAST,
    laid_out.province,
    laid_out.city,
    laid_out.district_code NULLS LAST,
    laid_out.district NULLS LAST
