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
    SELECT province, city, district, district_code, 'sections' AS what, count(*) AS n FROM sections GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'problems', count(*) FROM problems GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'measures', count(*) FROM measures GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'assignments', count(*) FROM assignments GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'metrics', count(*) FROM metrics GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'citations', count(*) FROM citations GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'meetings', count(*) FROM meetings GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'sentences', count(*) FROM sentences GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'documents', count(*) FROM documents GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'characters', sum(character_count) FROM documents GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'words', sum(words) FROM sentence_words GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'own_words', sum(words) FILTER (NOT shared) FROM sentence_words GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'first_year', min(year) FROM documents GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'last_year', max(year) FROM documents GROUP BY ALL
    UNION ALL SELECT province, city, district, district_code, 'documents', 0 FROM scope_districts
),

laid_out AS (
    SELECT
        province,
        city,
        district,
        district_code,
        sum(n) FILTER (what = 'documents')::BIGINT AS documents,
        max(n) FILTER (what = 'first_year')::INTEGER AS first_year,
        max(n) FILTER (what = 'last_year')::INTEGER AS last_year,
        coalesce(sum(n) FILTER (what = 'characters'), 0)::BIGINT AS characters,
        coalesce(sum(n) FILTER (what = 'sections'), 0)::BIGINT AS sections,
        coalesce(sum(n) FILTER (what = 'sentences'), 0)::BIGINT AS sentences,
        coalesce(sum(n) FILTER (what = 'problems'), 0)::BIGINT AS problems,
        coalesce(sum(n) FILTER (what = 'measures'), 0)::BIGINT AS measures,
        coalesce(sum(n) FILTER (what = 'assignments'), 0)::BIGINT AS assignments,
        coalesce(sum(n) FILTER (what = 'metrics'), 0)::BIGINT AS metrics,
        coalesce(sum(n) FILTER (what = 'citations'), 0)::BIGINT AS citations,
        coalesce(sum(n) FILTER (what = 'meetings'), 0)::BIGINT AS meetings,
        coalesce(sum(n) FILTER (what = 'words'), 0)::BIGINT AS words,
        coalesce(sum(n) FILTER (what = 'own_words'), 0)::BIGINT AS own_words
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
