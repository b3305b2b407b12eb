-- title: 引用文件对照
-- title_en: Citations
-- question: 哪个区县引用了哪份文件,引用几次,用来做什么,哪个区县没有引用?
-- question_en: Who cites which document, how often and what for, and who does not?
-- grain: cited title and district that cites it; of a title that a tenth of the districts with documents cites (two at the
--    least) also those that do not; a district that cites nothing has one row without a title
-- key: title, province, city, district, district_code
-- counted: mentions, documents, nested_mentions
-- column title: What stands between the brackets 《》; null in the row of a district that cites nothing
-- column cited_by_districts: Districts that cite it, of all in the lake
-- column province: Province
-- column city: Prefecture-level city
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column mentions: How often its documents cite the title
-- column documents: How many of its documents do
-- column nested_mentions: Mentions inside another title (关于印发《…》的通知)
-- column actions: What is done with it: 制定, 印发, 学习, 落实 …
-- column first_year: Earliest year of a document that cites it
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
        list_sort(list(DISTINCT action)) AS actions,
        min(year) AS first_year
    FROM citations
    GROUP BY title, province, city, district, district_code
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
    SELECT mentioned.*, NULL::VARCHAR AS kind_of_empty FROM mentioned
    UNION ALL BY NAME
    SELECT *, 0 AS mentions, 0 AS documents, 0 AS nested_mentions, [] AS actions FROM silent
)

SELECT
    laid_out.title,
    coalesce(cited.cited_by_districts, 0) AS cited_by_districts,
    laid_out.* EXCLUDE (title)
FROM laid_out
LEFT JOIN cited ON laid_out.title = cited.title
ORDER BY
    cited_by_districts DESC,
    laid_out.title NULLS LAST,
    laid_out.province,
    laid_out.city,
    laid_out.district_code NULLS LAST,
    laid_out.district NULLS LAST
