-- title: 区县概览
-- title_en: Overview
-- question: 每个区县各有多少内容,其中多少是自己的话?
-- question_en: How much is there of each district, and how much of it is in its own words?
-- grain: district; documents that name no district have a row for each province and city
-- key: province, city, district, district_code
-- counted: documents, sections, sentences, problems, measures, assignments, metrics, citations, meetings
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column documents: Documents
-- column first_year: Earliest year of a document
-- column last_year: Latest year of a document
-- column characters: Characters of their normalised text
-- column sections: Headings
-- column sentences: Sentences of the body
-- column problems: Problems that inspections found
-- column measures: Measures (一是, 二是 …)
-- column assignments: Tasks given to units
-- column metrics: Stated quantities
-- column citations: Mentions of other documents in 《》
-- column meetings: Meetings reported
-- column words: Words of the body, punctuation left out
-- column own_words: Words in sentences that no other district has in much the same words; the rest is boilerplate (see reuse)
-- column own_share: own_words of words
-- column kind_of_empty: not_collected where the lake has no document of this district
WITH counts AS (
    SELECT
        province,
        city,
        district,
        district_code,
        count(*) AS documents,
        min(year) AS first_year,
        max(year) AS last_year,
        sum(character_count) AS characters
    FROM documents
    GROUP BY ALL
    UNION ALL BY NAME
    SELECT
        province,
        city,
        district,
        district_code,
        count(*) AS sentences,
        sum(words) AS words,
        sum(words) FILTER (NOT shared) AS own_words
    FROM sentence_words
    GROUP BY ALL
    UNION ALL BY NAME SELECT province, city, district, district_code, count(*) AS sections FROM sections GROUP BY ALL
    UNION ALL BY NAME SELECT province, city, district, district_code, count(*) AS problems FROM problems GROUP BY ALL
    UNION ALL BY NAME SELECT province, city, district, district_code, count(*) AS measures FROM measures GROUP BY ALL
    UNION ALL BY NAME SELECT province, city, district, district_code, count(*) AS assignments FROM assignments GROUP BY ALL
    UNION ALL BY NAME SELECT province, city, district, district_code, count(*) AS metrics FROM metrics GROUP BY ALL
    UNION ALL BY NAME SELECT province, city, district, district_code, count(*) AS citations FROM citations GROUP BY ALL
    UNION ALL BY NAME SELECT province, city, district, district_code, count(*) AS meetings FROM meetings GROUP BY ALL
    UNION ALL BY NAME SELECT province, city, district, district_code FROM scope_districts
),

laid_out AS (
    SELECT
        province,
        city,
        district,
        district_code,
        coalesce(sum(documents), 0)::BIGINT AS documents,
        max(first_year)::INTEGER AS first_year,
        max(last_year)::INTEGER AS last_year,
        coalesce(sum(characters), 0)::BIGINT AS characters,
        coalesce(sum(sections), 0)::BIGINT AS sections,
        coalesce(sum(sentences), 0)::BIGINT AS sentences,
        coalesce(sum(problems), 0)::BIGINT AS problems,
        coalesce(sum(measures), 0)::BIGINT AS measures,
        coalesce(sum(assignments), 0)::BIGINT AS assignments,
        coalesce(sum(metrics), 0)::BIGINT AS metrics,
        coalesce(sum(citations), 0)::BIGINT AS citations,
        coalesce(sum(meetings), 0)::BIGINT AS meetings,
        coalesce(sum(words), 0)::BIGINT AS words,
        coalesce(sum(own_words), 0)::BIGINT AS own_words
    FROM counts
    GROUP BY province, city, district, district_code
)

SELECT
    *,
    -- from two exact counts, so that it does not depend on the order of adding up
    round(own_words::DOUBLE / nullif(words, 0), 4)::DECIMAL(5, 4) AS own_share,
    if(documents = 0, 'not_collected', NULL) AS kind_of_empty
FROM laid_out
ORDER BY province, city, district_code NULLS LAST, district NULLS LAST
