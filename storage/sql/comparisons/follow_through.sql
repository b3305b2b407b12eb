-- title: 言行对照
-- title_en: Follow-through
-- question: 区县在某一年宣布的目标、举措和方案,后来的年份有没有交代?
-- question_en: What a district announced in one year: do its documents of later years report on it?
-- grain: announcement (a target with a figure, a measure, a plan); a district without one has one row
-- key: province, city, district, district_code, aspect, announced_id
-- counted: mentions
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column aspect: figure (a target), measure (of a plan, a notice or a chapter on what comes next) or plan (the document)
-- column announced_id: Record of the announcement, of a plan its document
-- column announced_year: Year of the document that announces it
-- column announced: The label, the headline or the title
-- column announced_value: The target in its base unit; null for measures and plans
-- column unit: Base unit of the two values
-- column later_documents: Documents of the district that are of later years: where it could have been reported
-- column mentions: Records in them that are about the same: the same quantity (indicator or label, unit, scope, base) of a
--    period that did not end in a year before, a measure in much the same words, a mention of the plan's title
-- column first_year: Earliest year of such a record
-- column reported: Their wordings of that year, each once
-- column reported_value: The value of that year where there is one only
-- column reported_values: All values of that year
-- column difference: reported_value less announced_value, made here; whether more is better the table does not say
-- column conflict: True where that year has several values
-- column kind_of_empty: not_reported where later documents say nothing that was recognised (or nothing was announced at all),
--    not_collected where the lake has no document of a later year (or none at all)
WITH announced AS MATERIALIZED (
    SELECT * FROM announcements
),

told AS MATERIALIZED (
    SELECT aspect, id, year, words, value FROM later_reports
),

later AS (
    SELECT
        announced.aspect,
        announced.id,
        count(*) AS later_documents
    FROM announced
    JOIN documents
        ON
            announced.province = documents.province
            AND announced.city = documents.city
            AND announced.district = documents.district
            AND announced.district_code IS NOT DISTINCT FROM documents.district_code
            AND announced.year < documents.year
    GROUP BY announced.aspect, announced.id
),

mentioned AS (
    SELECT aspect, id, count(*) AS mentions, min(year) AS first_year FROM told GROUP BY aspect, id
),

first_said AS (
    SELECT
        one.aspect,
        one.id,
        coalesce(list_sort(list(DISTINCT one.words) FILTER (one.words IS NOT NULL)), []) AS reported,
        coalesce(list_sort(list(DISTINCT one.value) FILTER (one.value IS NOT NULL)), []) AS reported_values
    FROM told AS one
    JOIN mentioned ON one.aspect = mentioned.aspect AND one.id = mentioned.id AND one.year = mentioned.first_year
    GROUP BY one.aspect, one.id
),

laid_out AS (
    SELECT
        one.province,
        one.city,
        one.district,
        one.district_code,
        one.aspect,
        one.id AS announced_id,
        one.year AS announced_year,
        one.words AS announced,
        one.value AS announced_value,
        one.unit,
        coalesce(later.later_documents, 0) AS later_documents,
        coalesce(mentioned.mentions, 0) AS mentions,
        mentioned.first_year,
        coalesce(first_said.reported, []) AS reported,
        coalesce(first_said.reported_values, []) AS reported_values,
        CASE
            WHEN mentioned.mentions > 0 THEN NULL
            WHEN later.later_documents > 0 THEN 'not_reported'
            ELSE 'not_collected'
        END AS kind_of_empty
    FROM announced AS one
    LEFT JOIN later USING (aspect, id)
    LEFT JOIN mentioned USING (aspect, id)
    LEFT JOIN first_said USING (aspect, id)
    UNION ALL BY NAME
    SELECT *, 0 AS later_documents, 0 AS mentions, [] AS reported, [] AS reported_values
    FROM silent_districts('announced')
)

SELECT
    province,
    city,
    district,
    district_code,
    aspect,
    announced_id,
    announced_year,
    announced,
    announced_value::DECIMAL(38, 6) AS announced_value,
    unit,
    later_documents,
    mentions,
    first_year,
    reported,
    if(len(reported_values) = 1, reported_values[1], NULL)::DECIMAL(38, 6) AS reported_value,
    reported_values,
    (if(len(reported_values) = 1, reported_values[1], NULL) - announced_value)::DECIMAL(38, 6) AS difference,
    len(reported_values) > 1 AS conflict,
    kind_of_empty
FROM laid_out
ORDER BY
    province,
    city,
    district_code NULLS LAST,
    district NULLS LAST,
    array_position(['figure', 'measure', 'plan'], aspect) NULLS LAST,
    announced_year NULLS LAST,
    announced NULLS LAST,
    announced_id NULLS LAST
